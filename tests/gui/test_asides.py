from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from gui.ledger.asides import FeeAside, TermAside
from gui.ledger.entry_form import EntryForm
from gui.session import Session
from storage.report import Cell
from tests.gui.ledger_hands import add

RECEIVED = date(2023, 3, 20)


def fee(session: Session, qtbot: QtBot, *rows: dict[str, Cell]) -> FeeAside:
    """The fee of the last of these requests."""
    add(session, *rows, key="requests")
    made = EntryForm(session, "requests")
    qtbot.addWidget(made)
    made.show()
    made.show_entry(len(rows))
    aside = made.asides["fee"]
    assert isinstance(aside, FeeAside)
    return aside


def test_the_form_says_until_when_and_how_that_was_reckoned(session: Session, qtbot: QtBot) -> None:
    add(session, {"received_on": date(2018, 9, 28), "state": "办理中"}, key="requests")
    form = EntryForm(session, "requests")
    qtbot.addWidget(form)
    form.show()
    form.show_entry(1)
    aside = form.asides["state"]
    assert isinstance(aside, TermAside) and not aside.isHidden()
    assert aside.words.text().startswith("最迟 2018-10-24 答复，超期 ")
    assert aside.words.property("role") == "error"
    assert "从9月29日起算15个工作日" in aside.steps.text()
    session.type_cell("requests", 1, "extended", "是")
    assert aside.words.text().startswith("最迟 2018-11-14 答复")
    form.show_entry(2)
    assert aside.isHidden()


def test_other_ledgers_have_nothing_beside_their_columns(session: Session, qtbot: QtBot) -> None:
    form = EntryForm(session, "publications")
    qtbot.addWidget(form)
    assert form.asides == {}


def test_the_fee_by_item_counts_the_applicants_month(session: Session, qtbot: QtBot) -> None:
    person: dict[str, Cell] = {"applicant_name": "甲", "received_on": RECEIVED}
    aside = fee(
        session,
        qtbot,
        {**person, "quantity": 11, "received_on": date(2023, 3, 1)},
        {**person, "received_on": date(2023, 2, 28), "quantity": 40},
        {**person, "applicant_name": "乙", "quantity": 40},
        {**person, "quantity": 2},
        person,
    )
    assert aside.before.text() == "13" and aside.before.isReadOnly()
    assert aside.item_steps.text() == "按件：第14件：1件×100元＝100元。"
    aside.take_item.click()
    assert str(session.report.ledger("requests")[-1].cells["fee"]) == "100"
    session.undo_stack.undo()
    assert "fee" not in session.report.ledger("requests")[-1].cells


def test_without_a_name_the_clerk_says_how_many_came_before(session: Session, qtbot: QtBot) -> None:
    aside = fee(session, qtbot, {"received_on": RECEIVED, "quantity": 3})
    assert not aside.before.isReadOnly() and aside.take_item.isHidden()
    aside.before.setText("29")
    assert (
        aside.item_steps.text() == "按件：第30件：1件×100元＝100元；第31—32件：2件×200元＝400元。"
    )
    aside.take_item.click()
    assert str(session.report.ledger("requests")[0].cells["fee"]) == "500"
    aside.before.setText("约三十")
    assert aside.item_steps.isHidden() and aside.take_item.isHidden()


def test_the_fee_by_volume_follows_the_pages(session: Session, qtbot: QtBot) -> None:
    aside = fee(session, qtbot, {"received_on": RECEIVED})
    assert aside.volume_steps.isHidden()
    session.type_cell("requests", 1, "pages", "120")
    assert "第31—100页：70页×10元＝700元" in aside.volume_steps.text()
    assert aside.take_volume.text() == "按量收 1100 元"
    aside.take_volume.click()
    assert str(session.report.ledger("requests")[0].cells["fee"]) == "1100"


@pytest.mark.parametrize("received", [None, date(2020, 12, 31)])
def test_before_the_tariff_no_fee_is_proposed(
    session: Session, qtbot: QtBot, received: date | None
) -> None:
    aside = fee(session, qtbot, {"subject": "预算", "pages": 300, "received_on": received})
    assert aside.isHidden()
