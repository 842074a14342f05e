"""Reports for tests, in a line."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.format_reader import load_format
from storage.report import Cell, Entry, Report, Unit
from storage.store import Store
from storage.values import NOT_APPLICABLE, Value

MODEL = Path(__file__).parents[2] / "shared" / "reports" / "gongnong-2018.txt"
"""A real report as it was published; not part of the project."""

UNIT = Unit(
    name="工农区人民政府",
    short_name="工农区",
    self_name="我区",
    area_name="全区",
    wechat_name="工农区人民政府",
)


def figures(**values: int | str) -> Mapping[str, Value]:
    """``published__website=528`` → {"published.website": Decimal(528)}."""
    return {key.replace("__", "."): _value(value) for key, value in values.items()}


def _value(value: int | str) -> Value:
    return NOT_APPLICABLE if value == NOT_APPLICABLE.value else Decimal(value)


def entries(*rows: Mapping[str, Cell]) -> tuple[Entry, ...]:
    """Ledger entries numbered from 1."""
    return tuple(Entry(number, row) for number, row in enumerate(rows, 1))


def report(
    year: int = 2018,
    *,
    unit: Unit = UNIT,
    texts: Mapping[str, str] | None = None,
    ledgers: Mapping[str, tuple[Entry, ...]] | None = None,
    unparsed: Mapping[str, str] | None = None,
    **values: int | str,
) -> Report:
    """A report of the 2018 format with these figures."""
    return Report(
        format=load_format("2018"),
        year=year,
        unit=unit,
        figures=figures(**values),
        texts=texts or {},
        entries=ledgers or {},
        unparsed=unparsed or {},
    )


def full_report() -> Report:
    """Every kind of value once: amounts, 不适用, every ledger, texts, an unreadable number."""
    return report(
        texts={"overview.body": "第一段{主动公开总数}条。\n第二段。", "other.body": ""},
        ledgers={
            "publications": entries(
                {
                    "title": "关于公布办事指南的通知",
                    "published_on": date(2018, 3, 5),
                    "channels": ("政府网站", "政务微信"),
                    "normative": True,
                    "quantity": 12,
                },
                {"title": "无渠道的一条", "normative": False},
            ),
            "requests": entries(
                {
                    "received_on": date(2018, 5, 2),
                    "way": "网络申请",
                    "state": "已答复",
                    "outcome": "同意公开",
                    "fee": Decimal("12.50"),
                }
            ),
            "disputes": entries({"kind": "行政复议", "result": "维持或驳回", "quantity": 2}),
            "improvements": entries(
                {"problem": "公开不够及时", "measure": "建立台账", "measure_text": "按月通报"},
                {"problem": "内容不够具体", "measure": "加强培训"},
            ),
        },
        unparsed={"staff.budget": "约三万", "publications/2/quantity": "十来条"},
        published__gazette=0,
        fees__charged="1.50",
        fees__waived="不适用",
    )


def full_file(path: Path) -> Path:
    """A data file of one year with every kind of value; where it lies."""
    with Store.create(path) as store:
        store.add_report(full_report())
    return path


def gongnong_report(text: str) -> Report:
    """The real report of 2018, typed as a clerk would: own words as texts, numbers as figures."""
    problems = _between(text, "主要体现在：", "等问题。")
    measures = _between(text, "加以改进：", "七、其他需要报告的事项")
    ledger = entries(
        *(
            {"problem": problem, "measure": measure, "measure_text": measure_text}
            for problem, (measure, measure_text) in zip(
                re.split("[；]?[一二三四]是", problems)[1:],
                (piece.split("。", 1) for piece in re.split("[一二三四]是", measures)[1:]),
                strict=True,
            )
        )
    )
    forms = _between(text, "（二）信息公开主要形式。", "（三）公开的主要内容。")
    return report(
        texts={
            "preamble.basis": _between(text, "政府信息公开工作的报告\n", "\n本报告中所列"),
            "overview.body": _between(text, "一、基本情况\n", "二、主动公开"),
            "published.forms": forms.replace("约 33 人次", "约{查阅点接待人次}人次"),
            "published.content": _between(text, "（三）公开的主要内容。", "三、依申请公开"),
            "problems.body": _between(
                text, "六、政府信息公开工作存在的主要问题及改进措施\n", "一是信息公开不够及时"
            )
            + "{问题列举}等问题。",
        },
        ledgers={"improvements": ledger},
        published__gazette=0,
        published__website=528,
        published__weibo=0,
        published__wechat=1286,
        published__other=2,
        reading_points__visitors=33,
        requests__received=33,
        requests__granted=33,
        fees__charged=0,
        fees__waived=0,
        reviews__total=0,
        lawsuits__total=0,
        complaints__total=0,
    )


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0].strip()
