"""A year as it may be given to others; all numbers are made up."""

from storage.figures import figures_of
from storage.impersonal import without_personal
from storage.report import Cell, Kept
from tests.builders import entries, full_report, report

MOBILE = "13812341234"


def test_without_personal_ledgers_every_figure_stays_what_it_is() -> None:
    held = full_report()
    given = without_personal(held)
    assert {key: each.value for key, each in figures_of(given).items()} == {
        key: each.value for key, each in figures_of(held).items()
    }
    assert set(given.entries) == {"publications", "improvements"}
    assert given.texts == held.texts and given.unit == held.unit
    assert set(held.entries) - set(given.entries) == {"requests", "disputes"}


def test_numbers_in_ledgers_that_are_not_printed_are_hidden_and_all_else_stays() -> None:
    link = f"http://www.example.gov.cn/{MOBILE}.html"
    rows: dict[str, Cell] = {"title": f"公示（{MOBILE}）", "link": link, "quantity": 3}
    problems = {"problem": f"有人{MOBILE}", "responsible": f"办公室{MOBILE}"}
    held = report(ledgers={"publications": entries(rows), "improvements": entries(problems)})
    given = without_personal(held)
    (entry,) = given.ledger("publications")
    assert entry.cells == {"title": "公示（138****1234）", "link": link, "quantity": 3}
    # What is printed is a finding's to tell of; it says the same everywhere.
    (problem,) = given.ledger("improvements")
    assert problem.cells == {"problem": f"有人{MOBILE}", "responsible": "办公室138****1234"}


def test_reasons_and_what_could_not_be_read_go_along_without_numbers() -> None:
    kept = {
        "W3@text:other.body": Kept(f"问过{MOBILE}", "12件"),
        "E1@requests/1/outcome": Kept("办理中", ""),
    }
    unparsed = {"staff.budget": f"问{MOBILE}", "requests/1/received_on": "三月"}
    given = without_personal(report(unparsed=unparsed).with_values(kept=kept))
    assert given.kept == {"W3@text:other.body": Kept("问过138****1234", "12件")}
    assert given.unparsed == {"staff.budget": "问138****1234"}
