"""The clerk's whole year, lived through the real window with real keys and mouse.

New file, 2018, every section of the real report typed, closed, reopened, exported: the PDF says
what the published report says, the numbers in its sentences coming from the figures.
"""

import re
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gui.pages.figures_page import FiguresPage
from tests.stories.clerk import Clerk

FIGURES = {
    "publications": {
        "published.gazette": "0",
        "published.website": "528",
        "published.weibo": "0",
        "published.wechat": "1286",
        "published.other": "2",
        "reading_points.visitors": "33",
    },
    "requests": {"requests.received": "33", "requests.granted": "33"},
    "disputes": {"reviews.total": "0", "lawsuits.total": "0", "complaints.total": "0"},
    "fees": {"fees.charged": "0", "fees.waived": "0"},
}
UNIT = {
    "short_name": "工农区",
    "self_name": "我区",
    "area_name": "全区",
    "wechat_name": "工农区人民政府",
}
CHANNELS = ["published.gazette", "published.website", "published.weibo", "published.wechat",
            "published.other"]  # fmt: skip


def texts_of(lines: list[str]) -> dict[str, str]:
    """What the clerk of 工农区 wrote, numbers as tokens where a figure stands behind them."""
    problems = lines[27].split("一是")[0]
    return {
        "preamble.basis": lines[1].replace("2018", "{年度}"),
        "overview.body": lines[4],
        "published.forms": "\n".join(lines[15:19]).replace("约 33 人次", "约{查阅点接待人次}人次"),
        "published.content": lines[19].removeprefix("（三）公开的主要内容。"),
        "problems.body": problems + "{问题列举}等问题。",
    }


def enumerated(text: str) -> list[str]:
    return re.split(r"[一二三四]是", text)[1:]


def problems_of(lines: list[str]) -> list[str]:
    listed = lines[27].partition("主要体现在：")[2].removesuffix("等问题。")
    return [each.rstrip("；") for each in enumerated(listed)]


def measures_of(lines: list[str]) -> list[tuple[str, str]]:
    found = []
    for each in enumerated(lines[28].partition("：")[2]):
        title, _, text = each.partition("。")
        found.append((title, text))
    return found


def pdf_text(path: Path) -> str:
    """All words in reading order, white space and page numbers aside."""
    pages = [page.extract_text() for page in PdfReader(path).pages]
    bodies = [re.sub(r"\s*[—–-]\s*\d+\s*[—–-]\s*$", "", page.strip()) for page in pages]
    return squeezed("".join(bodies))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def sheet_rows(path: Path) -> dict[str, object]:
    sheet = load_workbook(path, data_only=True).worksheets[0]
    rows: dict[str, object] = {}
    for label, _, value in sheet.iter_rows(min_col=1, max_col=3, values_only=True):
        if isinstance(label, str):
            rows[label.strip()] = value
    return rows


def live_the_year(clerk: Clerk, folder: Path, lines: list[str]) -> Path:
    path = folder / "工农区政府信息公开年报.nianbao"
    clerk.make_file(path, "工农区人民政府", 2018)
    clerk.fill_unit(UNIT)
    for page, figures in FIGURES.items():
        clerk.fill_figures(page, figures)
    clerk.fill_improvements(problems_of(lines), measures_of(lines))
    clerk.write_texts(texts_of(lines))
    assert clerk.window.close_file()
    return path


def test_the_real_2018_report_comes_out_as_it_was_published(
    clerk: Clerk, qtbot: QtBot, tmp_path: Path, reports: Path
) -> None:
    published = (reports / "gongnong-2018.txt").read_text("utf-8")
    path = live_the_year(clerk, tmp_path, published.splitlines())
    assert clerk.window.open_path(path)
    clerk.export(qtbot)
    pdf, sheet = (tmp_path / f"工农区人民政府2018年度报告{each}" for each in (".pdf", ".xlsx"))
    assert pdf_text(pdf) == squeezed(published)
    rows = sheet_rows(sheet)
    fields = clerk.workspace.session.report.format.fields
    assert [rows[fields[key].printed_label] for key in CHANNELS] == [0, 528, 0, 1286, 2]
    total = next(
        value for label, value in rows.items() if label.startswith("（一）主动公开政府信息数")
    )
    assert total == 1816

    first = (pdf_text(pdf), rows)
    clerk.fill_figures("publications", {"published.website": "530"})
    clerk.export(qtbot)
    again = (pdf_text(pdf), sheet_rows(sheet))
    assert again[0] == first[0].replace("528", "530").replace("1816", "1818")
    swapped = {528: 530, 1816: 1818}
    assert again[1] == {
        label: swapped.get(value, value) if isinstance(value, int) else value
        for label, value in rows.items()
    }
    assert "528" not in again[0] and "1816" not in again[0]


def test_nothing_is_lost_by_closing_in_the_middle_of_a_word(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    clerk.make_file(path, "示例区人民政府", 2018)
    page = clerk.turn_to("publications")
    assert isinstance(page, FiguresPage)
    clerk.type(page.rows["published.website"].editor, "52")
    assert clerk.window.close_file()
    assert clerk.window.open_path(path)
    assert clerk.workspace.session.report.figures["published.website"] == 52


def test_undo_by_keyboard_shows_where_it_acts(clerk: Clerk, tmp_path: Path) -> None:
    clerk.make_file(tmp_path / "年报.nianbao", "示例区人民政府", 2018)
    clerk.fill_figures("publications", {"published.website": "528"})
    clerk.turn_to("unit")
    QTest.keyClick(clerk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page = clerk.workspace.page("publications")
    assert clerk.workspace.stack.currentWidget() is page
    assert isinstance(page, FiguresPage)
    assert page.rows["published.website"].editor.text() == ""
    focused = clerk.window.focusWidget()
    assert isinstance(focused, QLineEdit) and focused.objectName() == "published.website"
    QTest.keyClick(focused, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.rows["published.website"].editor.text() == "528"
