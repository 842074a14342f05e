"""What is said about where a figure comes from, in each of its states."""

from decimal import Decimal
from typing import Any

import pytest

from gui.tracing.words import entry_cells, entry_heads, figure_cells, origin, total_line
from storage.figures import figures_of
from storage.ledgers import LEDGERS
from storage.report import Cell, Entry, Report
from storage.traces import Trace, trace
from tests.builders import entries, report

CHANNELS: dict[str, Any] = {
    f"published__{name}": number
    for name, number in zip(
        ("gazette", "website", "weibo", "wechat", "other"), (0, 528, 0, 1286, 2), strict=True
    )
}
LEDGER = {"publications": entries({"channels": ("政府网站",), "quantity": 528})}


def traced(given: Report, key: str) -> Trace:
    return trace(given, figures_of(given), key)


@pytest.mark.parametrize(
    ("given", "key", "words"),
    [
        (report(ledgers=LEDGER), "published.website", "从台账里数出来"),
        (report(ledgers=LEDGER, published__website=528), "published.website", "两边一致"),
        (report(ledgers=LEDGER, published__website=530), "published.website", "相差 2"),
        (report(ledgers=LEDGER, published__website="不适用"), "published.website", "是 528"),
        (report(**CHANNELS), "published.total", "各项相加得出"),
        (report(published__total=1800, **CHANNELS), "published.total", "各项相加是 1816"),
        (report(published__gazette=1), "published.total", "各项填齐以后"),
        (report(), "fees.charged", "也可以在台账里记"),
        (report(), "fees.waived", "还没有填。"),
        (report(fees__waived=3), "fees.waived", "手工填的。"),
        (report(unparsed={"fees.waived": "三块"}), "fees.waived", "“三块”"),
    ],
)
def test_each_state_has_its_sentence(given: Report, key: str, words: str) -> None:
    assert words in origin(given, traced(given, key))


def test_a_typed_figure_in_a_list_names_what_the_ledger_says() -> None:
    given = report(ledgers=LEDGER, published__website=530)
    cells = figure_cells(figures_of(given)["published.website"])
    assert cells[1:] == ("530 条", "手工填写（台账是 528）")
    assert figure_cells(figures_of(report())["fees.waived"])[1:] == ("未填", "")


def test_every_counted_ledger_can_be_listed_by_name_day_and_quantity() -> None:
    for ledger in LEDGERS:
        if not ledger.counted:
            continue
        heads, keys = entry_heads(ledger, "quantity")
        assert [head.text for head in heads] == [ledger.column(key).label for key in keys]
        assert sum(not head.width for head in heads) == 1, "one column takes what is left"
        named: dict[str, Cell] = {keys[0]: "甲"}
        assert entry_cells(Entry(1, named), keys)[-1] == "1"


def test_the_sum_is_said_with_its_division() -> None:
    rows: list[dict[str, Cell]] = [{"fee": Decimal("150.5")}, {}]
    given = report(ledgers={"requests": entries(*rows)})
    ledger = given.format.ledgers["requests"]
    said = total_line(ledger, traced(given, "fees.charged"))
    assert said == "共 1 条，收费合计 150.5 元，除以 10000 是 0.01505 万元"
    assert total_line(ledger, traced(given, "fees.waived")) == ""
