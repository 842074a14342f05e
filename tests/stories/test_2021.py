"""A year of the national format, typed by keyboard, with one mistake found and mended, and the
next year begun from it."""

from pathlib import Path

import pytest
from pdfplumber import open as open_pdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.new_dialog import NewDialog
from gui.pages.checks_page import ChecksPage
from gui.pages.grid_page import GridPage
from storage.findings import Finding
from storage.format_reader import load_format
from storage.formats import Format
from storage.rules import Severity
from tests.stories.clerk import Clerk

UNIT = {"short_name": "示例区", "self_name": "我区", "area_name": "全区"}
REQUESTS = {
    "received.natural": "30",
    "carried_in.natural": "3",
    "granted.natural": "31",
    "carried_out.natural": "2",
    "received.company": "1",
    "granted.company": "1",
}
TEXTS = {
    "overview.body": "全年工作平稳有序。",
    "overview.published": "全年主动公开信息若干条。",
    "overview.management": "做好公文属性认定。",
    "overview.platform": "加强专栏建设。",
    "overview.supervision": "开展培训和考核。",
}


def zeros(made: Format, page: str) -> dict[str, str]:
    """Every typable figure of a page's tables, in the order it is printed."""
    return {
        key: "0"
        for grid in made.grids.values()
        if grid.page == page
        for _, _, key in grid.figures()
        if not made.fields[key].computed
    }


def type_the_year(clerk: Clerk, path: Path) -> None:
    made = load_format("2021")
    clerk.make_file(path, "示例区人民政府", 2023)
    clerk.fill_unit(UNIT)
    clerk.fill_grid(
        "publications", {**zeros(made, "publications"), "charges.amount": "12.50"}.items()
    )
    requests = {f"requests.{key}": text for key, text in REQUESTS.items()}
    clerk.fill_grid("requests", {**zeros(made, "requests"), **requests}.items())
    clerk.fill_grid("disputes", {**zeros(made, "disputes"), "reviews.upheld": "1"}.items())
    clerk.fill_figures("fees", {"fees.notices": "0", "fees.charged_yuan": "0"})
    clerk.fill_improvements(["公开不够及时"], [("建立台账", "按月通报")])
    clerk.write_texts(TEXTS)


def mistype_and_find(clerk: Clerk) -> Finding:
    """予以公开 of one too many: what the checks say of the column it stands in."""
    clerk.fill_grid("requests", {"requests.granted.natural": "32"}.items())
    checks = clerk.turn_to("checks")
    assert isinstance(checks, ChecksPage)
    findings = clerk.workspace.session.findings
    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert {each.rule for each in errors} == {"K1"}
    natural = next(each for each in errors if "“自然人”列" in each.sentence)
    assert "30 + 上年结转申请数 3 = 33" in natural.sentence
    assert "32 + 结转下年度数 2 = 34" in natural.sentence and "相差 1" in natural.sentence
    checks.list.setFocus()
    checks.list.setCurrentItem(checks.list.row(natural))
    return natural


def mend(clerk: Clerk, found: Finding) -> None:
    """Enter leads from the line of the checks to its cell; then the number is put right."""
    checks = clerk.workspace.page("checks")
    assert isinstance(checks, ChecksPage)
    QTest.keyClick(checks.list, Qt.Key.Key_Return)
    page = clerk.workspace.page("requests")
    assert isinstance(page, GridPage)
    assert clerk.workspace.stack.currentWidget() is page
    assert page.views[0].table.current_key == found.place
    page.show_place("requests.granted.natural")
    clerk.key_in("31")
    assert [each.sentence for each in clerk.workspace.session.findings] == []


def printed_row(path: Path, label: str) -> list[str]:
    """The numbers of the first row of a PDF's tables that has this label."""
    with open_pdf(path) as pdf:
        tables = [table for sheet in pdf.pages for table in sheet.extract_tables()]
    row = next(row for table in tables for row in table if row and label in str(row[0]))
    return [each for each in row if each and each.isdigit()]


def test_a_year_is_typed_checked_mended_exported_and_followed(
    clerk: Clerk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "示例区年报.nianbao"
    type_the_year(clerk, path)
    clerk.turn_to("overview")
    session = clerk.workspace.session
    assert [each.sentence for each in session.findings] == []
    assert session.figures["requests.received.total"].value == 31
    assert session.figures["requests.closed.natural"].value == 31

    mend(clerk, mistype_and_find(clerk))

    clerk.export(qtbot)
    received = printed_row(tmp_path / "示例区人民政府2023年度报告.pdf", "一、本年新收")
    assert received == ["30", "1", "0", "0", "0", "0", "31"]

    monkeypatch.setattr(NewDialog, "exec", lambda dialog: dialog.accept() or dialog.result())
    clerk.window.add_year()
    begun = clerk.workspace.session.report
    assert begun.year == 2024
    assert begun.figures["requests.carried_in.natural"] == 2
    assert QApplication.activeModalWidget() is None
