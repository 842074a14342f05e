from decimal import Decimal

from storage.checks import check
from storage.figures import Source, figures_of
from storage.format_reader import load_format
from storage.report import Report
from tests.builders import entries


def year(**values: int) -> Report:
    figures = {f"requests.{key.replace('__', '.')}": Decimal(n) for key, n in values.items()}
    return Report(load_format("2021"), 2023, figures=figures)


def test_a_row_total_is_the_sum_of_its_columns() -> None:
    columns = ("natural", "company", "research", "welfare", "legal", "other")
    made = year(**{f"received__{column}": n for n, column in enumerate(columns)})
    total = figures_of(made)["requests.received.total"]
    assert (total.value, total.source) == (15, Source.SUMMED)  # type: ignore[comparison-overlap]
    assert total.field.computed and total.field.token == "本年新收申请数"


def test_a_column_that_does_not_balance_is_named_with_its_numbers() -> None:
    values = {
        "received__natural": 30,
        "carried_in__natural": 3,
        "closed__natural": 32,
        "carried_out__natural": 2,
    }
    (finding,) = [each for each in check(year(**values)) if each.rule == "K1"]
    assert "“自然人”列" in finding.sentence
    assert "30 + 上年结转申请数 3 = 33" in finding.sentence
    assert "32 + 结转下年度数 2 = 34" in finding.sentence
    assert "相差 1" in finding.sentence
    assert set(finding.also) | {finding.place} == {
        f"requests.{row}.natural" for row in ("received", "carried_in", "closed", "carried_out")
    }
    values["closed__natural"] = 31
    assert not [each for each in check(year(**values)) if each.rule == "K1"]


def test_each_column_and_row_has_its_own_rule() -> None:
    checks = load_format("2021").checks
    assert [sum(each.id == rule for each in checks) for rule in ("K1", "K4", "K5")] == [7, 7, 25]


def test_cells_are_counted_by_applicant_outcome_and_carry_over() -> None:
    ledger = entries(
        {"applicant": "自然人", "outcome": "予以公开", "state": "已答复"},
        {"applicant": "自然人", "outcome": "不予公开：属于国家秘密", "carried": True},
        {"applicant": "商业企业", "state": "办理中", "quantity": 2},
    )
    found = figures_of(Report(load_format("2021"), 2023, entries={"requests": ledger}))
    counted = {key: found[f"requests.{key}"].value for key in (
        "received.natural", "received.company", "carried_in.natural", "granted.natural",
        "refused_secret.natural", "closed.total", "carried_out.company", "received.total",
    )}  # fmt: skip
    assert list(counted.values()) == [1, 2, 1, 1, 1, 2, 2, 3]
