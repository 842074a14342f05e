"""What of a report shows numbers of persons; all of them made up."""

import pytest

from export.interchange import to_json
from storage.checks import check
from storage.edits import apply
from storage.figures import figures_of
from storage.findings import Finding
from storage.format_reader import load_formats
from storage.ledgers import LEDGERS
from storage.privacy import PRIVACY, masking_edits
from storage.report import Report, Unit
from storage.rules import Severity
from tests.builders import entries, report

MOBILE, OTHER, MAIL = "13812341234", "13987654321", "office@example.gov.cn"


def found(held: Report) -> list[Finding]:
    return [each for each in check(held) if each.rule == PRIVACY]


PLACES = {
    "text:overview.body": report(texts={"overview.body": f"联系人电话{MOBILE}。"}),
    "text:note:published.website": report(texts={"note:published.website": f"（{MOBILE}）"}),
    "unit:signature": report(unit=Unit(name="示例区", signature=f"示例区 {MOBILE}")),
    "published.website": report(unparsed={"published.website": MOBILE}),
    "improvements/2/problem": report(
        ledgers={"improvements": entries({"problem": "甲"}, {"problem": f"有人（{MOBILE}）反映"})}
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_each_printed_place_is_looked_through_and_hidden_on_demand(place: str) -> None:
    held = PLACES[place]
    (finding,) = found(held)
    assert (finding.place, finding.severity) == (place, Severity.DOUBT)
    assert "手机号" in finding.sentence and "138****1234" in finding.sentence
    assert MOBILE not in repr(finding)
    hidden = apply(held, masking_edits(held, figures_of(held), [place]))
    assert not found(hidden)
    assert "138****1234" in to_json(hidden) and MOBILE not in to_json(hidden)


def test_two_cells_of_one_entry_are_both_hidden() -> None:
    cells = {"problem": f"有人{MOBILE}", "measure": f"找{OTHER}", "responsible": "办公室"}
    held = report(ledgers={"improvements": entries(cells)})
    places = [each.place for each in found(held)]
    assert len(places) == 2
    hidden = apply(held, masking_edits(held, figures_of(held), places))
    (entry,) = hidden.ledger("improvements")
    assert entry.cells == {
        "problem": "有人138****1234",
        "measure": "找139****4321",
        "responsible": "办公室",
    }


def test_how_the_office_itself_is_reached_may_be_printed() -> None:
    unit = Unit(name="示例区", phone=MOBILE, contact=f"办公室 {MAIL}")
    said = f"如有疑问请致电{MOBILE}或写信到{MAIL}。"
    assert not found(report(unit=unit, texts={"overview.body": said}))
    (finding,) = found(report(unit=unit, texts={"overview.body": said + OTHER}))
    assert finding.operands == "139****4321"


def test_the_sentence_that_tells_readers_how_to_reach_the_office_may_be_printed() -> None:
    contact = f"如有疑问，请与本局办公室联系（邮编：100000，电子邮箱：{MAIL}）。"
    assert not found(report(texts={"preamble.basis": contact}))
    other = f"申请人（{OTHER}）反映情况。"
    (finding,) = found(report(texts={"preamble.basis": other + contact}))
    assert "139****4321" in finding.sentence and "邮箱" not in finding.sentence
    assert found(report(texts={"preamble.basis": f"申请人邮箱：{MAIL}，已经联系。"}))


def test_no_identity_number_stands_where_the_office_is_reached() -> None:
    unit = Unit(name="示例区", contact="某某 11010519491231002X")
    assert [each.place for each in found(report(unit=unit))] == ["unit:contact"]


def test_a_wording_not_in_use_is_not_printed_and_not_asked_about() -> None:
    assert not found(report(texts={"fees.body:none": MOBILE}, fees__charged="1.50"))


def test_findings_in_a_personal_ledger_quote_nothing_of_it() -> None:
    cells = {"number": "某某某", "state": "已答复", "subject": "某某某的申请"}
    held = report(
        ledgers={"requests": entries(cells)}, unparsed={"requests/1/received_on": "某某某来的"}
    )
    here = [each for each in check(held) if each.place.startswith("requests/")]
    assert {each.rule for each in here} >= {"T2", "E1"}
    assert "某某某" not in repr(here)


def test_no_format_prints_entries_of_a_personal_ledger() -> None:
    personal = {each.key for each in LEDGERS if each.personal}
    for made in load_formats():
        assert not personal & {each.ledger for each in made.enumerations}
