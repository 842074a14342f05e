"""Nothing of an applicant leaves the data file: everything is exported and looked through.

All names and numbers are made up.
"""

import io
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pdfplumber
import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from export import WRITERS, silent
from export.finishing import finishing_writers
from export.ledger_tables import write_ledger
from export.pictures import Look, draw
from gui.crash import CrashHandler
from gui.main_window import MainWindow
from gui.preferences import Preferences
from storage.entries import as_entries
from storage.figures import figures_of
from storage.glance import glance
from storage.ledgers import LEDGERS, Kind
from storage.printed import printed_of
from storage.report import Cell, Entry, Report
from storage.store import Store
from storage.versions import Version
from tests.builders import full_report
from tests.gui.test_main_window import Recorder

NAME, IDENTITY, MOBILE = "欧阳测试", "350102199003072894", "13812341234"
CARD, MAIL = "6222021234567890128", "ouyang.ceshi@example.com"
SECRETS = (NAME, IDENTITY, MOBILE, CARD, MAIL)
WORDS = "，".join(SECRETS)
GIVEN = [name for name, writer in WRITERS.items() if not writer.personal]


@pytest.fixture
def filled() -> Report:
    """A year whose personal ledgers hold all of it in every column that takes words."""
    held = full_report()
    entries = dict(held.entries)
    unparsed = dict(held.unparsed)
    for ledger in LEDGERS:
        if ledger.personal:
            words: dict[str, Cell] = {
                column.key: WORDS
                for column in ledger.columns
                if column.kind in (Kind.TEXT, Kind.LONG_TEXT)
            }
            # One answered without a result and one answered late, for the checks to find.
            asked = ledger.key == "requests"
            odd = {**words, "state": "已答复"} if asked else words
            days = {"received_on": date(2018, 1, 5), "answered_on": date(2018, 11, 5)}
            late = {**odd, **days, "outcome": "同意公开"} if asked else words
            entries[ledger.key] = as_entries([Entry(1, words), Entry(2, odd), Entry(3, late)])
            unparsed |= {
                f"{ledger.key}/{number}/{column.key}": WORDS
                for number in (1, 2)
                for column in ledger.columns
                if column.key not in words and column.key != "state"
            }
    return held.with_values(entries=entries, unparsed=unparsed)


def contents(path: Path) -> Iterator[bytes]:
    """A file as it is, and all that is packed in it: parts, properties, hidden sheets, streams."""
    raw = path.read_bytes()
    yield path.name.encode()
    yield raw
    if is_zipfile(path):
        with ZipFile(io.BytesIO(raw)) as packed:
            yield packed.comment
            for each in packed.infolist():
                yield each.filename.encode() + each.extra + each.comment
                part = packed.read(each)
                yield part
                yield unescape(part.decode("utf-8", "replace")).encode()
    if raw.startswith(b"%PDF"):
        for piece in raw.split(b"stream")[1:]:
            try:
                yield zlib.decompress(piece.strip(b"\r\n"))
            except zlib.error:
                continue
        with pdfplumber.open(path) as pages:
            yield repr(pages.metadata).encode()
            yield "".join(page.extract_text() for page in pages.pages).encode()


def leaks(folder: Path) -> list[str]:
    """Every secret that stands in a file below a folder, in the usual encodings."""
    found = []
    for path in folder.rglob("*"):
        for content in contents(path) if path.is_file() else ():
            for secret in SECRETS:
                said = {secret.encode(way) for way in ("utf-8", "utf-16-le", "utf-16-be", "gbk")}
                said.add(secret.encode("unicode_escape"))
                # A line of a page breaks anywhere.
                flat = content.replace(b"\n", b"")
                if any(each in content or each in flat for each in said):
                    found.append(f"{path.name}: {secret}")
    return found


def test_the_search_finds_what_is_there(filled: Report, tmp_path: Path) -> None:
    """Without this, finding nothing would prove nothing."""
    ledger = next(each for each in LEDGERS if each.key == "requests")
    write_ledger(ledger, filled.ledger("requests"), tmp_path / "台账.xlsx")
    WRITERS["archive"].write(filled, tmp_path / "存档.json", silent)
    written = filled.with_values(texts={"overview.body": WORDS})
    WRITERS["pdf"].write(written, tmp_path / "年报.pdf", silent)
    assert set(leaks(tmp_path)) == {
        f"{name}: {secret}" for name in ("台账.xlsx", "存档.json", "年报.pdf") for secret in SECRETS
    }


@pytest.mark.parametrize("name", GIVEN)
def test_no_output_holds_anything_of_an_applicant(
    filled: Report, tmp_path: Path, name: str
) -> None:
    WRITERS[name].write(filled, tmp_path / f"成品{WRITERS[name].suffix}", silent)
    assert [each for each in tmp_path.iterdir() if each.stat().st_size > 500]
    assert leaks(tmp_path) == []


def test_a_list_of_corrections_holds_nothing_of_an_applicant(
    filled: Report, tmp_path: Path
) -> None:
    at = datetime(2019, 1, 15, 9, 30).astimezone()
    before = Version(1, "", at, at, printed=printed_of(full_report()))
    writers = finishing_writers(before, Version(2, "漏报申请", at, at))
    path = tmp_path / "更正说明.pdf"
    writers["corrections"].write(filled, path, silent)
    with pdfplumber.open(path) as pages:
        assert "收到申请数" in "".join(page.extract_text() for page in pages.pages)
    assert leaks(tmp_path) == []


def test_no_picture_holds_anything_of_an_applicant(filled: Report, tmp_path: Path) -> None:
    look = Look("SimSun", *["#1f5fa8"] * 5)
    pictures = [each for each in glance(filled, figures_of(filled)) if each.drawn]
    for number, series in enumerate(pictures):
        drawn = unescape(draw(series, 640, look, titled=True))
        (tmp_path / f"图{number}.svg").write_text(drawn, "utf-8")
    assert len(list(tmp_path.iterdir())) >= 2
    assert leaks(tmp_path) == []


def test_the_checklist_hides_numbers_in_what_the_clerk_wrote_to_explain(tmp_path: Path) -> None:
    from storage.checks import check
    from storage.report import Kept

    held = full_report()
    finding = next(each for each in check(held) if each.operands)
    kept = {finding.key: Kept(f"问过{MOBILE}", finding.operands)}
    path = tmp_path / "校验单.pdf"
    WRITERS["checklist"].write(held.with_values(kept=kept), path, silent)
    text = b"".join(contents(path))
    assert b"138****1234" in text and MOBILE.encode() not in text


def test_neither_preferences_nor_the_log_of_faults_hold_any(
    filled: Report, tmp_path: Path, qtbot: QtBot
) -> None:
    data, mine = tmp_path / "数据" / "年报.nianbao", tmp_path / "本机"
    data.parent.mkdir()
    with Store.create(data) as store:
        store.add_report(filled)
    settings = QSettings(str(mine / "偏好.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Recorder(), Preferences(settings))
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(data)
    assert window.workspace is not None
    for place in window.workspace.places:
        window.workspace.sidebar.choose(place.key)
    window.workspace.session.type_cell("requests", 3, "subject", WORDS)
    try:
        raise ValueError(WORDS) from KeyError(WORDS)
    except ValueError as error:
        CrashHandler(mine / "日志").record(error)
    window.close()
    settings.sync()
    assert sorted(each.suffix for each in mine.rglob("*.*")) == [".ini", ".log"]
    assert leaks(mine) == []
