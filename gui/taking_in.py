"""导入: figures from a workbook of ours, a whole year from an interchange file or from a
published report."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.datafile import DataFile
from gui.messages import Messages
from gui.places import place_of_edit
from gui.session import Session
from storage.edits import Edit, FigureEdit, difference
from storage.errors import ProgramError
from storage.labels import label_of
from storage.report import Report
from storage.values import show

__all__ = ["WORKBOOKS", "YEARS", "take_workbook", "take_year"]

WORKBOOKS = "Excel 工作簿 (*.xlsx)"
_LISTED = 12
"""So many changes are named before a workbook is taken in."""
YEARS = "交换文件、已公布的年报 (*.json *.docx *.html *.htm *.txt)"


def take_workbook(session: Session, path: Path, messages: Messages, parent: QWidget) -> bool:
    """The figures of a workbook into the open year, as one step that can be undone.

    Every deviation is shown first; nothing is taken unless the clerk says so.
    """
    from export import read_workbook

    session.flush()
    if session.versions.locked:
        messages.tell(parent, session.versions.sentence)
        return False
    try:
        reading = read_workbook(path, held=session.report)
    except ProgramError as error:
        messages.tell(parent, str(error))
        return False
    edits = difference(session.report, reading.report)
    if not edits:
        messages.tell(parent, "工作簿里的数和现在的一样，没有要改的。")
        return False
    lines = [f"要从“{path.name}”改动 {len(edits)} 处，改动之后可以撤销："]
    lines += _changes(session.report, edits)
    if reading.deviations:
        lines.append(f"工作簿有 {len(reading.deviations)} 处与原样不同：")
        lines += [f"  · {each}" for each in reading.deviations]
    if not messages.ask(parent, "\n".join(lines), "导入", "不导入"):
        return False
    session.edit("导入工作簿", edits)
    return True


def take_year(opened: DataFile, path: Path, messages: Messages, parent: QWidget) -> int | None:
    """A whole year into the open file, all or nothing; the year taken in, if any."""
    try:
        report = _read_year(path, messages, parent)
        if report is None:
            return None
        opened.store.take_in(report)
        opened.forget_steps(report.year)
    except ProgramError as error:
        messages.tell(parent, str(error))
        return None
    return report.year


def _read_year(path: Path, messages: Messages, parent: QWidget) -> Report | None:
    """The year in a file; None where the clerk does not want what was read of a text."""
    from storage.interchange import read_interchange
    from storage.published import is_published, read_published

    if not is_published(path):
        return read_interchange(path)
    reading = read_published(path)
    report = reading.report
    name = f"{report.unit.name} {report.year} 年度".strip()
    lines = [f"从“{path.name}”读到{name}的年报，{len(report.figures)} 个数。"]
    if reading.deviations:
        lines.append(f"有 {len(reading.deviations)} 处请看一下：")
        lines += [f"  · {each}" for each in reading.deviations]
    return report if messages.ask(parent, "\n".join(lines), "导入", "不导入") else None


def _changes(report: Report, edits: Sequence[Edit]) -> list[str]:
    """What would change, the first of very many."""
    lines = []
    for edit in edits[:_LISTED]:
        line = f"  · “{label_of(report, place_of_edit(edit))}”"
        if isinstance(edit, FigureEdit):
            before = show(edit.before) or edit.unparsed_before or "未填"
            line += f"：{before} 改为 {show(edit.after) or edit.unparsed_after or '未填'}"
        lines.append(line)
    more = len(edits) - _LISTED
    return [*lines, f"  · 还有 {more} 处"] if more > 0 else lines
