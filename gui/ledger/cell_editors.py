"""Which editor a ledger column gets, in the form and in the table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.ledger.choice_edit import ChoiceEdit
from gui.ledger.date_edit import DateEdit
from gui.ledger.flag_box import FlagBox
from gui.widgets.cell_delegate import TextEditor
from gui.widgets.cell_line import CellLine
from gui.widgets.long_text import LongText
from storage.ledgers import Column, Kind

__all__ = ["NUMBERS", "CellEditor", "TextEditor", "form_editor", "table_editor"]

CellEditor = TextEditor | FlagBox

NUMBERS = (Kind.COUNT, Kind.AMOUNT)


def form_editor(column: Column, year: int) -> CellEditor:
    """The editor of a column in the form of one entry."""
    match column.kind:
        case Kind.FLAG:
            return FlagBox()
        case Kind.DATE:
            return DateEdit(year)
        case Kind.LONG_TEXT:
            return LongText(column.hint)
        case Kind.CHOICE | Kind.CHOICES:
            return ChoiceEdit(column.choices, several=column.kind is Kind.CHOICES)
        case _:
            return CellLine(column.hint)


def table_editor(column: Column, parent: QWidget, year: int) -> TextEditor:
    """The editor that opens in a table cell of a column."""
    match column.kind:
        case Kind.LONG_TEXT:
            return LongText(column.hint, parent)
        case Kind.CHOICE | Kind.CHOICES:
            several = column.kind is Kind.CHOICES
            return ChoiceEdit(column.choices, several=several, parent=parent)
        case Kind.DATE:
            return DateEdit(year, parent, calendar=False)
        case _:
            editor = CellLine(_hint(column), parent)
            if column.kind in NUMBERS:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            return editor


def _hint(column: Column) -> str:
    return "是或否" if column.kind is Kind.FLAG else column.hint
