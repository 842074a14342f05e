"""检查: all findings are there, and each leads to its place."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.findings.finding_list import FindingList
from gui.findings.finding_rows import SHOWN, Shown
from gui.pages.checks_page import ChecksPage, summary
from gui.session import Session
from storage.findings import Finding
from storage.rules import Severity
from tests.input_method import CommitText


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ChecksPage:
    made = ChecksPage(session)
    qtbot.addWidget(made)
    made.resize(1130, 620)
    made.show()
    return made


def shown(page: ChecksPage) -> list[Finding]:
    """Every finding in the tree, top down."""
    found: list[Finding] = []
    rows = [page.list.topLevelItem(each) for each in range(page.list.topLevelItemCount())]
    while rows:
        item = rows.pop(0)
        assert item is not None
        held = item.data(0, SHOWN)
        if isinstance(held, Shown):
            found.append(held.finding)
        rows[:0] = [item.child(each) for each in range(item.childCount())]
    return found


def test_after_mending_the_next_finding_is_chosen(page: ChecksPage, session: Session) -> None:
    session.type_figure("published.website", "一")
    session.type_figure("published.weibo", "二")
    session.type_figure("published.wechat", "三")
    errors = [each for each in shown(page) if each.severity is Severity.ERROR]
    page.list.setCurrentItem(page.list.row(errors[1]))
    session.type_figure(errors[1].place, "2")
    held = page.list.currentItem()
    assert held is not None
    assert held.data(0, SHOWN).finding.place == errors[2].place


def test_two_findings_that_say_the_same_do_no_harm(qtbot: QtBot) -> None:
    listed = FindingList()
    qtbot.addWidget(listed)
    same = Finding("A1", Severity.ERROR, "不平。", "published.total", "publications")
    listed.show_findings((same, same), {})
    top = listed.topLevelItem(0)
    assert top is not None and top.childCount() == 2
    listed.setCurrentItem(top.child(0))
    listed.show_findings((same,), {})
    assert listed.currentItem() is listed.row(same)


def test_what_is_unreadable_is_not_told_as_blank_too(session: Session) -> None:
    session.type_figure("published.website", "一")
    rules = [each.rule for each in session.findings if each.place == "published.website"]
    assert rules == ["T1"]


def fill_all(session: Session) -> None:
    for key in session.report.format.fields:
        session.type_figure(key, "0")
    for key in session.report.format.texts:
        session.type_text(key, "写好了。")


def test_the_summary_counts_each_kind() -> None:
    def finding(rule: str, severity: Severity) -> Finding:
        return Finding(rule, severity, "", "", "")

    blanks = tuple(finding("B0", Severity.DOUBT) for _ in range(12))
    doubts = tuple(finding("A3", Severity.DOUBT) for _ in range(3))
    errors = (finding("A1", Severity.ERROR),)
    assert summary((*errors, *doubts, *blanks)) == "1 处错误，3 处存疑，12 项未填"
    assert summary(()) == "没有发现问题"


def test_none_of_the_findings_is_left_out(page: ChecksPage) -> None:
    page.session.type_figure("staff.budget", "约三万")
    assert len(page.session.findings) > 50
    assert sorted(shown(page), key=str) == sorted(page.session.findings, key=str)


def test_a_thousand_doubts_are_all_shown(page: ChecksPage) -> None:
    edits = range(1, 1001)
    for number in edits:
        page.hide()
        page.session.put_entry("publications", number, {"title": f"第{number}条"})
    page.show()
    doubts = [each for each in shown(page) if each.rule == "E1"]
    assert len(doubts) == 1000
    group = page.list.group("存疑")
    assert group is not None
    assert group.childCount() >= 1000


def test_blanks_are_folded_by_page_and_errors_are_open(page: ChecksPage) -> None:
    page.session.type_figure("staff.budget", "约三万")
    error, blanks = page.list.group("错误"), page.list.group("B0/support")
    assert error is not None
    assert blanks is not None
    assert error.isExpanded()
    assert error.text(0) == "错误（1 处）"
    assert not blanks.isExpanded()
    assert blanks.text(0) == f"解读与保障（{blanks.childCount()} 项）"


def test_enter_goes_to_the_place(page: ChecksPage, qtbot: QtBot) -> None:
    page.session.type_figure("staff.budget", "约三万")
    page.show_place("page:checks")
    with qtbot.waitSignal(page.go_to) as went:
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert went.args == ["staff.budget"]


def test_enter_on_a_heading_folds_and_unfolds_it(page: ChecksPage) -> None:
    group = page.list.group("B0/support")
    assert group is not None
    page.list.setCurrentItem(group)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert group.isExpanded()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert not group.isExpanded()


def test_a_double_click_and_the_link_go_to_the_place(page: ChecksPage, qtbot: QtBot) -> None:
    page.session.type_figure("staff.budget", "约三万")
    finding = page.session.findings[0]
    row = page.list.visualItemRect(page.list.row(finding))
    view = page.list.viewport()
    with qtbot.waitSignal(page.go_to) as went:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=row.center())
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=row.center())
    assert went.args == ["staff.budget"]
    with qtbot.waitSignal(page.go_to) as went:
        link = QPoint(row.right() - 30, row.top() + 15)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=link)
    assert went.args == ["staff.budget"]


def test_a_click_beside_the_link_stays_here(page: ChecksPage) -> None:
    page.session.type_figure("staff.budget", "约三万")
    went: list[str] = []
    page.go_to.connect(went.append)
    row = page.list.visualItemRect(page.list.row(page.session.findings[0]))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert went == []


def test_a_long_sentence_is_wrapped_not_cut(page: ChecksPage, qtbot: QtBot) -> None:
    keys = ("gazette", "website", "weibo", "wechat", "other")
    for number, key in enumerate(keys):
        page.session.type_figure(f"published.{key}", str(number * 100_000_000))
    page.session.type_figure("published.total", "999999999999")
    rule = next(each for each in page.session.findings if each.rule == "A1")
    wide = page.list.visualItemRect(page.list.row(rule)).height()
    page.resize(560, 620)
    qtbot.waitUntil(lambda: page.list.visualItemRect(page.list.row(rule)).height() > wide)


def test_the_list_follows_a_correction_and_keeps_what_was_unfolded(page: ChecksPage) -> None:
    page.session.type_figure("staff.budget", "约三万")
    group = page.list.group("B0/support")
    assert group is not None
    group.setExpanded(True)
    page.session.type_figure("staff.budget", "3")
    assert page.list.group("错误") is None
    group = page.list.group("B0/support")
    assert group is not None
    assert group.isExpanded()


def test_a_clean_year_says_so_and_leads_to_the_export(page: ChecksPage, qtbot: QtBot) -> None:
    assert not page.empty.isVisible()
    fill_all(page.session)
    assert page.session.findings == ()
    assert page.empty.isVisible()
    assert not page.list.isVisible()
    page.session.undo_stack.undo()
    assert page.list.isVisible() == bool(page.session.findings)


def test_a_doubt_is_kept_with_a_reason_and_asked_again_when_it_changes(
    session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    for key in ("gazette", "website", "weibo", "wechat", "other"):
        session.type_figure(f"published.{key}", "5")
    session.type_figure("published.total", "20")
    page = ChecksPage(session)
    qtbot.addWidget(page)
    page.show()
    (doubt,) = [each for each in session.findings if each.rule == "A3"]
    page.list.setCurrentItem(page.list.row(doubt))
    assert page.reason.isVisible()
    page.reason.setFocus()
    commit_text(page.reason, "五条在两处发布")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    (kept,) = [each for each in session.findings if each.rule == "A3"]
    assert kept.reason == "五条在两处发布"
    assert "1 处已说明" in page.summary.text()
    assert page.list.group("已说明") is not None
    session.type_figure("published.total", "21")
    assert all(each.open for each in session.findings)
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert all(each.open for each in session.findings)


def test_blanks_and_errors_cannot_be_explained_away(session: Session, qtbot: QtBot) -> None:
    session.type_figure("fees.charged", "不少")
    page = ChecksPage(session)
    qtbot.addWidget(page)
    page.show()
    for rule in ("T1", "B0"):
        page.list.setCurrentItem(
            page.list.row(next(each for each in session.findings if each.rule == rule))
        )
        assert not page.reason.isVisible()
