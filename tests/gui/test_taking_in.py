from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from export import WRITERS, silent
from gui.datafile import DataFile
from gui.session import Session
from gui.taking_in import take_workbook, take_year
from storage.edits import KeepEdit
from storage.report import Kept
from tests.builders import report
from tests.gui.test_main_window import Recorder
from tests.storage.published.texts import CHAPTERS, whole


def workbook(session: Session, folder: Path, key: str, value: object) -> Path:
    """The year's own workbook with one number changed on the 数据 sheet."""
    path = folder / "统计表.xlsx"
    WRITERS["excel"].write(session.report, path, silent)
    book = load_workbook(path)
    sheet = book["数据"]
    row = next(row for row in sheet.iter_rows() if row[0].value == key)
    row[2].value = value  # type: ignore[assignment]
    book.save(path)
    return path


def test_an_edited_workbook_comes_in_as_one_step(
    session: Session, messages: Recorder, parent: QWidget, tmp_path: Path
) -> None:
    session.type_figure("published.website", "528")
    session.type_figure("published.gazette", "1")
    before = session.report
    path = workbook(session, tmp_path, "published.website", 530)
    assert take_workbook(session, path, messages, parent)
    assert session.report.figures["published.website"] == 530
    assert "改动 1 处" in messages.asked[0]
    assert "“政府网站公开政府信息数”：528 改为 530" in messages.asked[0]
    session.undo_stack.undo()
    assert session.report == before


def test_nothing_comes_in_that_the_clerk_declines(
    session: Session, messages: Recorder, parent: QWidget, tmp_path: Path
) -> None:
    session.type_figure("published.website", "528")
    before = session.report
    messages.answer = False
    path = workbook(session, tmp_path, "published.website", "五百三")
    assert not take_workbook(session, path, messages, parent)
    assert session.report == before
    assert "数据" in messages.asked[0] if messages.asked else messages.told


def test_a_kept_reason_survives_the_same_workbook_and_asks_again_after_a_change(
    session: Session, messages: Recorder, parent: QWidget, tmp_path: Path
) -> None:
    for key in ("gazette", "website", "weibo", "wechat", "other"):
        session.type_figure(f"published.{key}", "5")
    session.type_figure("published.total", "20")
    doubt = next(each for each in session.findings if each.rule == "A3")
    session.edit("", [KeepEdit(doubt.key, None, Kept("五条两处都发", doubt.operands))])
    same = workbook(session, tmp_path, "published.total", 20)
    assert not take_workbook(session, same, messages, parent)
    assert next(each for each in session.findings if each.rule == "A3").reason == "五条两处都发"
    changed = workbook(session, tmp_path, "published.total", 21)
    assert take_workbook(session, changed, messages, parent)
    assert next(each for each in session.findings if each.rule == "A3").open


def test_a_broken_workbook_is_refused_in_a_sentence(
    session: Session, messages: Recorder, parent: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert not take_workbook(session, path, messages, parent)
    assert len(messages.told) == 1 and messages.told[0].rstrip().endswith("。")


def test_last_years_interchange_file_becomes_a_year_of_the_file(
    messages: Recorder, parent: QWidget, tmp_path: Path
) -> None:
    exported = tmp_path / "2017.json"
    WRITERS["json"].write(report(2017, published__website=400), exported, silent)
    opened = DataFile.create(tmp_path / "年报.nianbao", report(2018, published__website=528))
    assert take_year(opened, exported, messages, parent) == 2017
    assert opened.store.years == (2017, 2018)
    assert opened.store.load(2018).last_year["published.website"] == 400
    assert take_year(opened, exported, messages, parent) is None
    assert "已经有 2017" in messages.told[0]
    opened.close()


def test_the_text_of_a_published_report_is_shown_before_it_becomes_a_year(
    messages: Recorder, parent: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(whole().replace(CHAPTERS[5], "六、附录"), "utf-8")
    opened = DataFile.create(tmp_path / "年报.nianbao", report(2018, published__website=528))
    messages.answer = False
    assert take_year(opened, path, messages, parent) is None
    assert "示例区示例局 2023 年度" in messages.asked[0] and "六、附录" in messages.asked[0]
    assert opened.store.years == (2018,)
    messages.answer = True
    assert take_year(opened, path, messages, parent) == 2023
    assert opened.store.load(2023).figures["requests.received.total"] == 15
    path.write_text("别的文字。", "utf-8")
    assert take_year(opened, path, messages, parent) is None
    assert "没有找到年报的标题" in messages.told[-1]
    opened.close()
