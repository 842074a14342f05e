"""数据: every figure on a line of its own, for other programs and for taking back."""

from dataclasses import asdict
from decimal import Decimal

from export.excel.content import Content
from export.excel.pen import STRONG, Pen
from export.excel.places import DATA_HEAD, data_keys, data_labels
from storage.formats import NOTE
from storage.values import Value

__all__ = ["write_data"]

_WIDTHS = (40.0, 60.0, 24.0)
_DIGITS = 15
"""So many digits of a number Excel keeps; a longer one is written as words."""


def write_data(pen: Pen, content: Content) -> None:
    """The whole sheet; typed text that is no number stands as it was typed."""
    report = content.report
    for column, text in zip("ABC", DATA_HEAD, strict=True):
        pen.text(f"{column}1", text, STRONG, "center")
    labels = data_labels(report.format)
    unit = asdict(report.unit)
    for row, key in enumerate(data_keys(report.format, report.texts), 2):
        pen.text(f"A{row}", key)
        pen.text(f"B{row}", labels[key])
        place = f"C{row}"
        if key in report.format.fields:
            _figure(pen, place, content.figures[key].value, report.unparsed.get(key, ""))
        elif key.startswith(NOTE):
            pen.text(place, report.texts[key])
        elif key == "year":
            pen.number(place, Decimal(report.year))
        else:
            pen.text(place, report.format.id if key == "format" else unit[key[len("unit:") :]])
    pen.widths(_WIDTHS)
    pen.sheet.freeze_panes = "A2"
    pen.print_setup("1:1")


def _figure(pen: Pen, place: str, value: Value | None, typed: str) -> None:
    if not isinstance(value, Decimal):
        pen.text(place, typed or ("" if value is None else value.value), align="right")
    elif len(value.as_tuple().digits) > _DIGITS:
        pen.text(place, format(value, "f"), align="right")
    else:
        pen.number(place, value)
