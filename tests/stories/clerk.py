"""The clerk of the story tests: sits before the real window with real keys and mouse."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.messages import Messages
from gui.new_dialog import NewDialog
from gui.pages.export_page import ExportPage
from gui.pages.figures_page import FiguresPage
from gui.pages.grid_page import GridPage
from gui.pages.improvements_page import ImprovementsPage
from gui.pages.page import Page
from gui.pages.texts_page import TextsPage
from gui.pages.unit_page import UnitPage
from tests.input_method import commit, compose
from tests.stories.at_window import AtWindow


class Clerk(AtWindow):
    """Sits before the window: looks, clicks and types."""

    def type(self, widget: QWidget, text: str) -> None:
        """ASCII by keys, Chinese as an input method commits it, all over what was there."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        for line_number, line in enumerate(text.split("\n")):
            if line_number:
                QTest.keyClick(widget, Qt.Key.Key_Return)
            compose(widget, "pinyin")
            commit(widget, line)

    def click(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def turn_to(self, key: str) -> Page:
        """A click on the line of the list."""
        sidebar, keys = self.workspace.sidebar, [each.key for each in self.workspace.places]
        place = sidebar.visualItemRect(sidebar.item(keys.index(key))).center()
        QTest.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=place)
        page = self.workspace.page(key)
        assert self.workspace.stack.currentWidget() is page
        return page

    def make_file(self, path: Path, name: str, year: int) -> None:
        """The button 新建年报, and its box."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, NewDialog)
            self.type(dialog.name, name)
            self.type(dialog.year, str(year))
            self.type(dialog.place, str(path))
            buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
            self.click(buttons["新建"])

        QTimer.singleShot(0, answer)
        choices = self.window.start.findChildren(QPushButton)
        self.click(next(each for each in choices if each.text().startswith("新建年报")))
        self.look_at_window()

    def fill_unit(self, fields: Mapping[str, str]) -> None:
        page = self.turn_to("unit")
        assert isinstance(page, UnitPage)
        for key, text in fields.items():
            self.type(page.editors[key], text)
            QTest.keyClick(page.editors[key], Qt.Key.Key_Return)

    def fill_figures(self, key: str, figures: Mapping[str, str]) -> None:
        page = self.turn_to(key)
        assert isinstance(page, FiguresPage | GridPage)
        for figure, text in figures.items():
            self.type(page.rows[figure].editor, text)
            QTest.keyClick(page.rows[figure].editor, Qt.Key.Key_Return)

    def fill_grid(self, key: str, cells: Iterable[tuple[str, str]]) -> None:
        """Each figure reached, overtyped and left by Enter, as in a spreadsheet."""
        page = self.turn_to(key)
        assert isinstance(page, GridPage)
        for figure, text in cells:
            page.show_place(figure)
            self.key_in(text)

    def key_in(self, text: str) -> None:
        """Over the current cell, and on to the next one below."""
        for key in text:
            QTest.keyClicks(self.focused, key)
        QTest.keyClick(self.focused, Qt.Key.Key_Return)
        QApplication.processEvents()

    def fill_improvements(self, problems: list[str], measures: list[tuple[str, str]]) -> None:
        page = self.turn_to("improvements")
        assert isinstance(page, ImprovementsPage)
        buttons = {each.text(): each for each in page.findChildren(QPushButton)}
        for problem, (measure, text) in zip(problems, measures, strict=True):
            self.click(buttons["添加"])
            cells = {"problem": problem, "measure": measure, "measure_text": text}
            for column, words in cells.items():
                editor = page.form.editors[column]
                assert isinstance(editor, QWidget)
                self.type(editor, words)

    def write_texts(self, texts: Mapping[str, str]) -> None:
        page = self.turn_to("texts")
        assert isinstance(page, TextsPage)
        for key, text in texts.items():
            page.show_place(f"text:{key}")
            self.type(page.editor, text)

    def export(self, qtbot: QtBot) -> None:
        """PDF and Excel into the folder of the data file."""
        page = self.turn_to("export")
        assert isinstance(page, ExportPage)
        self.click(page.export_button)
        qtbot.waitUntil(lambda: page.export_button.isEnabled(), timeout=30_000)


class Agreeable(Messages):
    """Real boxes are tested elsewhere; this clerk always agrees, and nothing may be told."""

    def tell(self, parent: QWidget, sentence: str) -> None:
        raise AssertionError(sentence)

    def ask(self, parent: QWidget, question: str, yes: str = "", no: str = "") -> bool:
        return True
