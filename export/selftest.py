"""自检: whether formats and fonts are there, and every kind of file can be written."""

from collections.abc import Mapping
from pathlib import Path

from export import WRITERS, silent
from storage.format_reader import load_formats
from storage.interchange import read_sample
from storage.selftest import Step, require

__all__ = ["STEPS"]

_BEGINS = {".pdf": b"%PDF-", ".xlsx": b"PK", ".json": b"{"}


def _formats(folder: Path) -> str:
    known = load_formats()
    require(bool(known), "没有找到年报格式。")
    return "、".join(each.id for each in known)


def _fonts(folder: Path) -> str:
    from export.pdf.face import Face
    from export.pdf.roles import BUNDLED, FALLBACKS

    held = {file.path.name: Face(file) for file in (*BUNDLED.values(), *FALLBACKS)}
    for name, face in held.items():
        require(face.embeddable, f"字体 {name} 不能嵌入。")
    known = set[int]().union(*(face.characters() for face in held.values()))
    require({ord(each) for each in "政府信息公开工作年度报告镕喆"} <= known, "字体里缺少汉字。")
    return f"{len(held)} 个字体，{len(known)} 个字"


def _files(folder: Path) -> str:
    report = read_sample()
    for writer in WRITERS.values():
        path = folder / f"年报{writer.suffix}"
        writer.write(report, path, silent)
        begins = path.read_bytes().startswith(_BEGINS[path.suffix])
        require(begins, f"{writer.name}没有写成。")
    return "、".join(writer.name for writer in WRITERS.values())


def _workbook(folder: Path) -> str:
    from openpyxl import load_workbook

    path, report = folder / "读回.xlsx", read_sample()
    WRITERS["excel"].write(report, path, silent)
    book = load_workbook(path)
    cells = sum(cell.value is not None for sheet in book for row in sheet for cell in row)
    require(cells > len(report.figures), "写出的 Excel 统计表读回来是空的。")
    return f"{len(book.sheetnames)} 张表，{cells} 格"


def _list(folder: Path) -> str:
    # Read in a process of its own, which is this very program once more.
    from export.ledger_tables import read_table, write_rows

    path, rows = folder / "公开 台账.xlsx", [("公文一", "2024-01-05"), ("公文二", "2024-02-01")]
    write_rows(("标题", "公开日期"), rows, path)
    held = read_table(path).rows()
    require(list(held[-2:]) == rows, "台账表格读回来不一样。")
    return f"另一个进程读回 {len(held)} 行"


STEPS: Mapping[str, Step] = {
    "年报格式": _formats,
    "公文字体": _fonts,
    "导出文件": _files,
    "读回统计表": _workbook,
    "读台账表格": _list,
}
"""By name, in order."""
