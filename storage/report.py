"""年报: one unit, one year, one format and all its values, frozen.

What checks, composition and writers read. It knows nothing of the window or of the data file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from storage.entries import NO_ENTRIES, Cell, Entries, Entry, as_entries
from storage.formats import Format
from storage.values import Value

__all__ = [
    "GOVERNMENT",
    "Cell",
    "Entries",
    "Entry",
    "Kept",
    "Report",
    "Unit",
    "entry_place",
    "unit_labels",
]


def _unit_field(label: str, hint: str = "") -> str:
    return field(default="", metadata={"label": label, "hint": hint})


@dataclass(frozen=True, slots=True)
class Unit:
    """单位信息, kept with each year so that old years print the same after a renaming."""

    name: str = _unit_field("单位全称", "例如 工农区人民政府")
    scope: str = _unit_field("报告类别", "部门、单位")
    short_name: str = _unit_field("地区或单位简称", "例如 工农区")
    self_name: str = _unit_field("正文自称", "例如 我区")
    area_name: str = _unit_field("统计范围称谓", "例如 全区")
    upper_office: str = _unit_field("上级主管部门", "例如 市政府政务公开办")
    wechat_name: str = _unit_field("微信公众号名称", "例如 工农区人民政府")
    contact: str = _unit_field("联系人或科室")
    phone: str = _unit_field("联系电话")
    address: str = _unit_field("通信地址")
    postcode: str = _unit_field("邮政编码")
    website: str = _unit_field("门户网站网址")
    signature: str = _unit_field("落款单位", "不填则不印落款")
    signed_on: str = _unit_field("成文日期", "例如 2019年1月18日")
    leader: str = _unit_field("单位负责人")
    reviewer: str = _unit_field("审核人")
    preparer: str = _unit_field("填报人")


GOVERNMENT = "本级政府"
"""报告类别 of a report for a whole government; a department's or unit's is left blank."""


def unit_labels() -> Mapping[str, tuple[str, str]]:
    """Every field of the unit profile with its label and hint, in the order of the form."""
    return {each.name: (each.metadata["label"], each.metadata["hint"]) for each in fields(Unit)}


@dataclass(frozen=True, slots=True)
class Kept:
    """保留理由: why a 存疑 is right after all, and the values it was said about."""

    reason: str
    operands: str


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report. ``figures`` holds typed values only: 未填 is a missing key.

    ``kept`` holds the reasons by Finding.key. ``last_year`` holds what the year before came to,
    where the data file has it; the same key means the same indicator in every format.
    ``unparsed`` keeps what was typed but is no value of its kind, by place: a figure's key, or
    ``ledger/entry id/column key``. ``calendar`` belongs to the whole file: what the clerk said of
    single days and of years, as storage.workdays reads it.
    """

    format: Format
    year: int
    unit: Unit = Unit()
    figures: Mapping[str, Value] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    unparsed: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    last_year: Mapping[str, Value] = field(default_factory=dict, compare=False)
    calendar: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        # Whoever reads or builds a report may give plain entries; empty ledgers are left out.
        held = {key: as_entries(each) for key, each in self.entries.items() if each}
        object.__setattr__(self, "entries", held)

    @property
    def ledgers(self) -> Mapping[str, Entries]:
        """Every ledger that has entries."""
        return {key: self.ledger(key) for key in self.entries}

    def ledger(self, key: str) -> Entries:
        """The entries of one ledger in the order of their ids."""
        return as_entries(self.entries.get(key, NO_ENTRIES))

    def typed(self, key: str) -> Mapping[int, Mapping[str, str]]:
        """What was typed into a ledger but is no value, by entry id and column."""
        found: dict[int, dict[str, str]] = {}
        for place, text in self.unparsed.items():
            if place.startswith(f"{key}/"):
                _, entry_id, column = place.split("/")
                found.setdefault(int(entry_id), {})[column] = text
        return found

    def next_id(self, key: str) -> int:
        """An id for a new entry of this ledger."""
        return self.ledger(key).last_id + 1

    def with_values(self, **changes: object) -> "Report":
        """The same report with some attributes replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]


def entry_place(ledger_key: str, entry_id: int, column_key: str) -> str:
    """The name under which an unreadable ledger cell is kept in ``Report.unparsed``."""
    return f"{ledger_key}/{entry_id}/{column_key}"
