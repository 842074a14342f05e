"""Invented reports as they are found: copied from a page, from Word, out of a PDF."""

from storage.format_reader import load_format
from storage.grids import Grid

__all__ = ["CHAPTERS", "REQUESTS", "requests_cells", "table_lines", "whole"]

CHAPTERS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
REQUESTS = {
    "received": (12, 2, 0, 0, 1, 0, 15),
    "carried_in": (1, 0, 0, 0, 0, 0, 1),
    "granted": (9, 1, 0, 0, 0, 0, 10),
    "not_held": (3, 1, 0, 0, 1, 0, 5),
    "closed": (12, 2, 0, 0, 1, 0, 15),
    "carried_out": (1, 0, 0, 0, 0, 0, 1),
}
"""The rows of 表三 that are not all 0."""


def requests_cells() -> dict[str, str]:
    """Every cell of 表三 by key, as printed."""
    grid = load_format("2021").grids["requests"]
    columns = ("natural", "company", "research", "welfare", "legal", "other", "total")
    found = {key: "0" for _, _, key in grid.figures()}
    for row, numbers in REQUESTS.items():
        for column, number in zip(columns, numbers, strict=True):
            found[f"requests.{row}.{column}"] = str(number)
    return found


def table_lines(grid: Grid, cells: dict[str, str], separator: str = " ") -> list[str]:
    """A table as it is copied: a line for each row, or with line breaks for each cell.

    Between tabs and bars the places covered by merged cells are blank.
    """
    blank = separator not in (" ", "\n")
    rows = []
    for row in grid.rows:
        said = ["" if each is None else each.text or cells.get(each.figure, "0") for each in row]
        rows.append(separator.join(each for each in said if each or blank))
    return "\n".join(rows).split("\n")


def whole(**chapters: str) -> str:
    """A report of 2023 whose chapters say this; the key is their place, ``c1`` to ``c6``."""
    made = load_format("2021")
    usual = {
        "c1": "2023年，示例局做好政府信息公开工作。\n（一）主动公开情况\n公开信息528条。",
        "c2": "\n".join(table_lines(made.grids["publications"], {"normative.in_force": "22"})),
        "c3": "\n".join(table_lines(made.grids["requests"], requests_cells())),
        "c4": "\n".join(
            table_lines(made.grids["disputes"], {"reviews.upheld": "1", "reviews.total": "1"})
        ),
        "c5": "一是培训不够。下一步加强培训。",
        "c6": "无。",
    }
    lines = ["示例区示例局2023年政府信息公开工作年度报告", "本报告依据条例编制。"]
    for number, title in enumerate(CHAPTERS, 1):
        lines += [title, {**usual, **chapters}[f"c{number}"]]
    return "\n".join([*lines, "", "示例区示例局", "2024年1月16日"])
