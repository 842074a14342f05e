"""The whole workbook: the official tables, 校验 and 数据, each on its sheet."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from export.compose import STATISTICS, dated_of
from export.excel.content import Content
from export.excel.data import write_data
from export.excel.finished import settled
from export.excel.pen import Pen
from export.excel.places import DATA, RULES, sheet_titles
from export.excel.rules import write_rules
from export.excel.statistics import write_statistics
from export.excel.statutory import write_statutory
from export.files import replacing
from export.progress import Progress, silent
from storage.report import Report
from storage.values import clean_line

__all__ = ["workbook", "write_excel"]


def write_excel(report: Report, path: Path, progress: Progress = silent) -> None:
    """The workbook at ``path``; the same report gives the same bytes. Raises ExportFailed."""
    steps = len(_sheets(Content.of(report))) + 1

    def drawn(done: int) -> None:
        progress(done, steps)

    content = workbook(report, drawn)
    with replacing(path) as part:
        part.write_bytes(content)
        progress(steps - 1, steps)
    progress(steps, steps)


def workbook(report: Report, drawn: Callable[[int], None] = lambda done: None) -> bytes:
    """The finished workbook; ``drawn`` is told how many sheets are."""
    content = Content.of(report)
    book = Workbook()
    book.remove(book.worksheets[0])
    results: list[Mapping[str, Decimal | str]] = []
    for title, write in _sheets(content).items():
        drawn(len(results))
        pen = Pen(book.create_sheet(title))
        write(pen)
        results.append(pen.results)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = clean_line(f"{report.unit.name}{report.year}年度{_title(report)}")
    book.properties.creator = "公开年报"
    day = datetime.fromisoformat(dated_of(report))
    book.properties.created = day
    raw = io.BytesIO()
    book.save(raw)
    return settled(raw.getvalue(), day, results)


def _title(report: Report) -> str:
    statistics = report.format.tables.get(STATISTICS)
    return statistics.title if statistics else "政府信息公开工作年度报告统计表"


def _sheets(content: Content) -> Mapping[str, Callable[[Pen], None]]:
    """Each sheet's title with what writes it, in order."""
    grids = content.report.format.grids
    sheets: dict[str, Callable[[Pen], None]] = {}
    for key, title in sheet_titles(content.report.format).items():
        if key in grids:
            sheets[title] = partial(write_statutory, content=content, grid=grids[key])
        else:
            sheets[title] = partial(write_statistics, content=content)
    sheets[RULES] = partial(write_rules, content=content)
    sheets[DATA] = partial(write_data, content=content)
    return sheets
