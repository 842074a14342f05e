"""The pictures of 概览: drawn behind the window, following the year, copied whole."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.clipboard import PICTURE, leave_words
from gui.pages.overview_page import OverviewPage
from gui.pictures.board import PictureBoard
from gui.session import Session
from gui.theme import Colour
from storage.interchange import read_sample
from storage.report import Cell
from storage.store import Store
from tests.out_of_reach import out_of_reach

ROOT = Path(__file__).resolve().parents[2]
MONTHS, CHANNELS, OUTCOMES, YEARS = range(4)


@pytest.fixture
def sample(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    with Store.create(data_path) as store:
        store.add_report(read_sample())
        yield Session(store, store.load(2018))


@pytest.fixture
def kept(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    """The same, with ledgers that stay in their file."""
    with Store.create(data_path) as store:
        store.keep_from = 1
        store.add_report(read_sample())
        yield Session(store, store.load(2018))


def opened(session: Session, qtbot: QtBot) -> PictureBoard:
    board = PictureBoard(session)
    qtbot.addWidget(board)
    board.resize(1100, 700)
    board.show()
    return board


def drawn(board: PictureBoard, qtbot: QtBot) -> None:
    """Until every picture is the one that is wanted."""
    qtbot.waitUntil(lambda: all(card.wanted is None for card in board.cards), timeout=20_000)


def blue(board: PictureBoard, place: int) -> int:
    """How much of a picture is painted in the accent; SVG keeps colours in whole per cents."""
    image = board.cards[place].picture.grab().toImage()
    accent = QColor(Colour.ACCENT.value)

    def near(seen: QColor) -> bool:
        apart = (
            seen.red() - accent.red(),
            seen.green() - accent.green(),
            seen.blue() - accent.blue(),
        )
        return all(abs(each) < 4 for each in apart)

    spots = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return sum(near(image.pixelColor(*spot)) for spot in spots)


def test_the_year_is_drawn_and_what_has_nothing_is_said(sample: Session, qtbot: QtBot) -> None:
    board = opened(sample, qtbot)
    drawn(board, qtbot)
    for place in (MONTHS, CHANNELS, OUTCOMES):
        assert board.cards[place].picture.drawn and blue(board, place) > 500
    years = board.cards[YEARS]
    assert years.picture.isHidden() and not years._nothing.isHidden()
    assert "2017" in years._nothing.text()


def test_a_picture_follows_the_ledger_and_undo(sample: Session, qtbot: QtBot) -> None:
    board = opened(sample, qtbot)
    drawn(board, qtbot)
    before = blue(board, MONTHS)
    sample.changed.connect(board.refresh)
    entry: dict[str, Cell] = {"published_on": date(2018, 2, 3), "quantity": 5000}
    sample.put_entry("publications", sample.report.next_id("publications"), entry)
    drawn(board, qtbot)
    assert blue(board, MONTHS) < before / 2
    assert "2月 5068 条" in board.cards[MONTHS].picture.accessibleName()
    sample.undo_stack.undo()
    drawn(board, qtbot)
    assert blue(board, MONTHS) == before


def test_a_ledger_that_stays_in_its_file_is_counted_and_drawn_alike(
    kept: Session, qtbot: QtBot
) -> None:
    board = opened(kept, qtbot)
    kept.changed.connect(board.refresh)
    qtbot.waitUntil(lambda: board.cards[MONTHS].series is not None)
    drawn(board, qtbot)
    assert blue(board, MONTHS) > 500
    words = board.cards[MONTHS].picture.accessibleName()
    kept.put_entry("publications", 999, {"published_on": date(2018, 2, 3)})
    qtbot.waitUntil(lambda: board.cards[MONTHS].picture.accessibleName() != words)
    assert "2月 69 条" in board.cards[MONTHS].picture.accessibleName()


def test_a_ledger_that_cannot_be_read_any_more_is_said_instead_of_the_pictures(
    kept: Session, data_path: Path, qtbot: QtBot
) -> None:
    assert kept.figures
    with out_of_reach(data_path, kept.report.ledger("publications")):
        board = opened(kept, qtbot)
        qtbot.waitUntil(lambda: "读不出来" in board.cards[MONTHS]._nothing.text())
    assert not any(card.picture.isVisible() for card in board.cards)
    assert all("读不出来" in card._nothing.text() for card in board.cards)


def test_a_wider_window_draws_it_wider_with_words_of_the_same_size(
    sample: Session, qtbot: QtBot
) -> None:
    board = opened(sample, qtbot)
    drawn(board, qtbot)
    height = board.cards[OUTCOMES].picture.height()
    board.resize(1500, 700)
    qtbot.waitUntil(lambda: any(card.wanted for card in board.cards))
    drawn(board, qtbot)
    assert board.cards[OUTCOMES].picture.height() == height


def test_an_empty_year_is_four_kind_sentences_and_no_drawing(
    session: Session, qtbot: QtBot
) -> None:
    board = opened(session, qtbot)
    assert len(board.cards) == 4
    for card in board.cards:
        assert card.picture.isHidden() and card.copying.isHidden()
        assert card._nothing.text().endswith("。")
        assert card.wanted is None


def test_a_copied_picture_is_fine_pixels_and_lines_and_outlives_us(
    sample: Session, qtbot: QtBot
) -> None:
    board = opened(sample, qtbot)
    drawn(board, qtbot)
    board.cards[CHANNELS].copying.click()
    clipboard = QGuiApplication.clipboard()
    svg = bytes(clipboard.mimeData().data(PICTURE).data()).decode()
    assert "2018年主动公开：各渠道" in svg and "1058" in svg
    assert clipboard.image().width() == 1280
    leave_words()
    assert not clipboard.mimeData().hasFormat(PICTURE)
    assert clipboard.image().width() == 1280


def test_the_overview_says_how_many_parts_are_done(sample: Session, qtbot: QtBot) -> None:
    page = OverviewPage(sample)
    qtbot.addWidget(page)
    assert page._done.text() == "8 个部分，完成了 7 个。"


def test_the_overview_gets_its_pictures_once_it_is_seen(sample: Session, qtbot: QtBot) -> None:
    page = OverviewPage(sample)
    qtbot.addWidget(page)
    assert page.pictures is None
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.pictures is not None)
    assert page.pictures is not None
    drawn(page.pictures, qtbot)
    page.hide()
    page.show()
    assert len(page.findChildren(PictureBoard)) == 1


def run(program: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=False
    )


def test_the_program_ends_well_with_a_picture_on_the_clipboard() -> None:
    done = run(
        "from PySide6.QtGui import QGuiApplication, QImage\n"
        "from gui.clipboard import copy_picture, leave_words\n"
        "app = QGuiApplication([])\n"
        "image = QImage(8, 8, QImage.Format.Format_RGB32)\n"
        "copy_picture(image, '<svg/>')\n"
        "leave_words()\n"
        "assert QGuiApplication.clipboard().image().width() == 8\n"
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_page_is_there_before_what_draws_it_is_loaded() -> None:
    done = run(
        "import sys\n"
        "import gui.pages.overview_page\n"
        "late = ('reportlab', 'PySide6.QtSvg', 'gui.pictures')\n"
        "loaded = [each for each in sys.modules if each.startswith(late)]\n"
        "assert not loaded, loaded\n"
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_page_closed_while_it_is_drawn_waits_for_its_thread(sample: Session) -> None:
    board = PictureBoard(sample)
    board.resize(1100, 700)
    board.show()
    board._draw()
    assert board._job is not None
    board.deleteLater()
    QApplication.sendPostedEvents(board, 52)
    QApplication.processEvents()
