"""规则: what figures and words of a report must agree in, as a format declares it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from storage.values import Value

__all__ = ["Chain", "Check", "Claim", "Mention", "Severity", "Watch"]


class Severity(Enum):
    """How serious a finding is: 错误 for broken identities only, 存疑 can be right, 提示 helps."""

    ERROR = "错误"
    DOUBT = "存疑"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Check:
    """勾稽关系: ``left`` summed, compared with ``right`` summed (or its greatest).

    ``passes`` and ``fails`` are one example each, proved by a test.
    """

    id: str
    severity: Severity
    rule: str
    basis: str
    left: tuple[str, ...]
    compare: str
    right: tuple[str, ...]
    fold: str
    passes: Mapping[str, Value]
    fails: Mapping[str, Value]
    where: str = ""
    """The row or column it stands for, where it is one of many."""


@dataclass(frozen=True, slots=True)
class Chain:
    """年度衔接: ``now`` against last year's ``last`` plus and minus figures of this year."""

    id: str
    severity: Severity
    rule: str
    basis: str
    now: str
    last: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What words say about figures: a text in which ``pattern`` is found says these are zero."""

    id: str
    pattern: str
    zero: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """文表一致: a number right behind ``words`` (a pattern) is that of one of these sums.

    Offices count in more than one way: 收到 is what is new, or that and what was carried in.
    """

    id: str
    words: str
    sums: tuple[tuple[str, ...], ...]
    rule: str
    share_of: tuple[tuple[str, ...], ...] = ()
    """The sums that a share in per cent behind the number may be taken of."""


@dataclass(frozen=True, slots=True)
class Watch:
    """同比: these figures are asked about when they change by more than ``percent`` and by at
    least ``least`` against last year."""

    figures: tuple[str, ...]
    percent: int
    least: int
