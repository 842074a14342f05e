"""导出: the files are on disk, and say what the window says."""

import json
import threading
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from export import WRITERS, Progress, Writer
from gui.export_plan import Outcome, Target, file_stem, write_all
from gui.messages import Messages
from gui.pages import export_page
from gui.pages.export_page import ExportPage
from gui.session import Session
from storage.errors import ExportFailed
from storage.report import Report, Unit
from tests.builders import report

STEM = "工农区人民政府2018年度报告"


class Recorder(Messages):
    """Answers as it is told, and keeps what was said."""

    def __init__(self, answer: bool = True, folder: Path | None = None) -> None:
        self.answer, self.folder = answer, folder
        self.said: list[str] = []

    def tell(self, parent: QWidget, sentence: str) -> None:
        self.said.append(sentence)

    def ask(self, parent: QWidget, question: str, yes: str = "", no: str = "") -> bool:
        self.said.append(question)
        return self.answer

    def folder_name(self, parent: QWidget, title: str, start: Path) -> Path | None:
        return self.folder


class Desktop:
    """Keeps what it was asked to open."""

    def __init__(self, able: bool = True) -> None:
        self.able = able
        self.opened: list[str] = []

    def __call__(self, url: QUrl) -> bool:
        self.opened.append(url.toLocalFile())
        return self.able


@pytest.fixture
def messages() -> Recorder:
    return Recorder()


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "年报 输出"
    made.mkdir()
    return made


@pytest.fixture
def page(
    session: Session, messages: Recorder, folder: Path, desktop: Desktop, qtbot: QtBot
) -> ExportPage:
    made = ExportPage(session, messages, folder, desktop)
    qtbot.addWidget(made)
    made.resize(1130, 620)
    made.show()
    return made


def press(page: QWidget, text: str, which: int = 0) -> None:
    found = [each for each in page.findChildren(QPushButton) if each.text() == text]
    QTest.mouseClick(found[which], Qt.MouseButton.LeftButton)


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def export(page: ExportPage, qtbot: QtBot, *kinds: str) -> None:
    for key, box in page.kinds.items():
        box.setChecked(key in kinds)
    press(page, "导出")
    qtbot.waitUntil(page.results.isVisible, timeout=60_000)


def test_all_three_files_are_written_and_agree(
    page: ExportPage, folder: Path, qtbot: QtBot
) -> None:
    for key, text in {"gazette": "0", "website": "528", "weibo": "0", "wechat": "1286"}.items():
        page.session.type_figure(f"published.{key}", text)
    page.session.type_figure("published.other", "2")
    export(page, qtbot, "pdf", "excel", "json")
    assert sorted(each.name for each in folder.iterdir()) == [
        f"{STEM}.json",
        f"{STEM}.pdf",
        f"{STEM}.xlsx",
    ]
    text = "".join(each.extract_text() for each in PdfReader(folder / f"{STEM}.pdf").pages)
    assert "1816" in text
    cells = [
        cell.value
        for row in load_workbook(folder / f"{STEM}.xlsx").worksheets[0].iter_rows()
        for cell in row
    ]
    assert 528 in cells
    held = json.loads((folder / f"{STEM}.json").read_text("utf-8"))
    assert str(held["figures"]["published.wechat"]) == "1286"


def test_the_keyboard_stays_with_the_export(page: ExportPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.kinds["excel"].setChecked(False)
    page.export_button.setFocus()
    qtbot.waitUntil(page.export_button.hasFocus)
    page.export_button.click()
    assert page.bar.hasFocus()
    qtbot.waitUntil(page.results.isVisible, timeout=60_000)
    assert page.export_button.hasFocus()


def test_what_is_not_written_is_said_to_be_missing_on_paper(page: ExportPage) -> None:
    assert "印成“〔未填〕”" in words(page)
    session = page.session
    for key in session.report.format.fields:
        session.type_figure(key, "0")
    for key in session.report.format.texts:
        session.type_text(key, "写好了。")
    assert "〔未填〕" not in words(page)


def test_a_report_with_errors_is_said_to_come_out_as_a_draft(page: ExportPage) -> None:
    assert "“草稿”" not in words(page)
    page.session.type_figure("published.website", "约五百")
    assert "“草稿”" in words(page)


def test_only_the_ticked_files_are_written(page: ExportPage, folder: Path, qtbot: QtBot) -> None:
    export(page, qtbot, "json")
    assert [each.name for each in folder.iterdir()] == [f"{STEM}.json"]


def test_what_is_being_typed_is_exported_too(page: ExportPage, folder: Path, qtbot: QtBot) -> None:
    page.session.flushing.connect(lambda: page.session.type_text("overview.body", "刚刚写的"))
    export(page, qtbot, "json")
    held = json.loads((folder / f"{STEM}.json").read_text("utf-8"))
    assert held["texts"] == {"overview.body": "刚刚写的"}


def test_nothing_ticked_cannot_be_exported(page: ExportPage) -> None:
    for box in page.kinds.values():
        box.setChecked(False)
    assert not page.export_button.isEnabled()


def test_an_existing_file_is_replaced_only_after_a_yes(
    page: ExportPage, messages: Recorder, folder: Path, qtbot: QtBot
) -> None:
    (folder / f"{STEM}.json").write_text("旧的")
    messages.answer = False
    for key, box in page.kinds.items():
        box.setChecked(key == "json")
    press(page, "导出")
    assert (folder / f"{STEM}.json").read_text() == "旧的"
    assert f"{STEM}.json" in messages.said[0]
    messages.answer = True
    export(page, qtbot, "json")
    assert json.loads((folder / f"{STEM}.json").read_text("utf-8"))["year"] == 2018
    assert len(messages.said) == 2


def test_a_missing_folder_is_told_in_a_sentence_and_the_page_goes_on(
    page: ExportPage, folder: Path, qtbot: QtBot
) -> None:
    folder.rmdir()
    export(page, qtbot, "json")
    assert "找不到文件夹" in words(page.results)
    assert page.export_button.isEnabled()


def test_the_file_and_its_folder_are_opened(
    page: ExportPage, desktop: Desktop, folder: Path, messages: Recorder, qtbot: QtBot
) -> None:
    export(page, qtbot, "json")
    press(page, "打开文件")
    press(page, "打开所在文件夹")
    assert desktop.opened == [str(folder / f"{STEM}.json"), str(folder)]
    assert messages.said == []
    desktop.able = False
    press(page, "打开文件")
    assert "没有找到能打开" in messages.said[0]
    (folder / f"{STEM}.json").unlink()
    press(page, "打开文件")
    assert "找不到" in messages.said[1]


def test_another_folder_is_chosen_and_told(
    page: ExportPage, messages: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    messages.folder = tmp_path / "别处"
    messages.folder.mkdir()
    with qtbot.waitSignal(page.folder_chosen) as told:
        press(page, "换一个文件夹…")
    assert told.args == [str(messages.folder)]
    assert str(messages.folder) in words(page)
    export(page, qtbot, "json")
    assert (messages.folder / f"{STEM}.json").is_file()


def test_the_findings_are_summed_up_with_a_way_to_them(page: ExportPage, qtbot: QtBot) -> None:
    page.session.type_figure("staff.budget", "约三万")
    assert "1 处错误" in words(page)
    with qtbot.waitSignal(page.go_to) as went:
        press(page, "去检查")
    assert went.args == ["page:checks"]


class Slow:
    """A writer that waits until it is let go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, _report: Report, path: Path, progress: Progress) -> None:
        self.begun.set()
        self.go_on.wait(10)
        progress(1, 2)
        path.write_text("写完了")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, page: ExportPage) -> Slow:
    made = Slow()
    kinds = {**WRITERS, "excel": Writer(".xlsx", "Excel 统计表", made)}
    monkeypatch.setattr(export_page, "WRITERS", kinds)
    for key, box in page.kinds.items():
        box.setChecked(key in {"excel", "json"})
    return made


def test_cancelling_keeps_the_old_file_and_says_so(
    page: ExportPage, slow: Slow, folder: Path, qtbot: QtBot
) -> None:
    press(page, "导出")
    assert slow.begun.wait(10)
    assert page.bar.isVisible()
    assert not page.export_button.isEnabled()
    press(page, "取消")
    slow.go_on.set()
    qtbot.waitUntil(page.results.isVisible)
    assert list(folder.iterdir()) == []
    assert "已取消" in words(page.results)
    assert page.export_button.isEnabled()
    assert not page.bar.isVisible()


def test_closing_during_an_export_asks_and_then_waits(
    page: ExportPage, slow: Slow, messages: Recorder, folder: Path
) -> None:
    assert page.finish()
    press(page, "导出")
    assert slow.begun.wait(10)
    messages.answer = False
    assert not page.finish()
    messages.answer = True
    threading.Timer(0.1, slow.go_on.set).start()
    assert page.finish()
    assert list(folder.iterdir()) == []
    assert len(messages.said) == 2


def test_the_window_lives_on_while_an_export_runs(
    page: ExportPage, slow: Slow, qtbot: QtBot
) -> None:
    press(page, "导出")
    assert slow.begun.wait(10)
    page.session.type_figure("staff.budget", "3")
    assert "检查结果" in words(page)
    slow.go_on.set()
    qtbot.waitUntil(page.results.isVisible)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("工农区人民政府", "工农区人民政府2018年度报告"),
        ("", "2018年度报告"),
        ('甲/乙\\丙:"丁"?*<>|', "甲_乙_丙__丁______2018年度报告"),
        (" 某局. ", "某局2018年度报告"),
        ("长" * 200, "长" * 60 + "2018年度报告"),
    ],
)
def test_a_file_name_holds_nothing_a_system_forbids(name: str, stem: str) -> None:
    assert file_stem(report(unit=Unit(name=name))) == stem
    assert len(f"{stem}.xlsx".encode()) < 255


def test_one_refused_file_does_not_stop_the_others(tmp_path: Path) -> None:
    def refuse(_report: Report, _path: Path, _progress: Progress) -> None:
        raise ExportFailed("磁盘已满。")

    def write(_report: Report, path: Path, progress: Progress) -> None:
        progress(1, 2)
        path.write_text("好")

    targets = [
        Target(tmp_path / "甲.pdf", Writer(".pdf", "甲", refuse)),
        Target(tmp_path / "乙.pdf", Writer(".pdf", "乙", write)),
    ]
    outcomes: list[Outcome] = []
    steps: list[tuple[int, int]] = []
    write_all(report(), targets, outcomes, lambda done, total: steps.append((done, total)))
    assert outcomes == [Outcome(tmp_path / "甲.pdf", "磁盘已满。"), Outcome(tmp_path / "乙.pdf")]
    assert steps == [(0, 2000), (1000, 2000), (1500, 2000)]
