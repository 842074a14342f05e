"""One number of the form: its label, its editor, its unit, and where it comes from."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.later import later
from gui.session import Session
from gui.tracing.asking import FROM, KEYS, ask, offer_trace
from gui.widgets.field_menu import offer_history
from gui.widgets.line_edit import LineEdit
from gui.widgets.panels import button, label
from storage.figures import Figure, Source
from storage.findings import Finding
from storage.formats import Field
from storage.last_year import change_of
from storage.rules import Severity
from storage.values import show

__all__ = ["FigureRow"]

_STEP = 20
"""Indentation of one level, in pixels."""


class FigureRow(QWidget):
    """A field's row; it types into the session and shows what the session knows."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__()
        self.field = field
        self._session = session
        self.editor = LineEdit()
        self.editor.setObjectName(field.key)
        self.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editor.setFixedWidth(self.editor.fontMetrics().horizontalAdvance("0") * 14)
        self.editor.setAccessibleName(f"{field.label}（{field.unit}）")
        self.editor.typed.connect(lambda text: session.type_figure(field.key, text))
        self.editor.installEventFilter(self)
        session.flushing.connect(self.editor.finish)
        offer_trace(self.editor, session, lambda: field.key)
        offer_history(self.editor, session, lambda: field.key)
        # By mouse; Enter in the editor goes on to the next figure, and F6 asks the same.
        self.source = button("", lambda: ask(session, field.key), "quiet")
        self.source.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.source.setMinimumWidth(self.source.fontMetrics().horizontalAdvance("台账统计　"))
        self.last_year = label("", "hint")
        self.last_year.hide()
        self.remark = label("", "error", wrap=True)
        self.remark.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        name = label(self.field.printed_label, wrap=True)
        name.setBuddy(self.editor)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(name, 1)
        line.addWidget(self.editor)
        unit = label(self.field.unit, "unit")
        unit.setFixedWidth(unit.fontMetrics().horizontalAdvance("万元　"))
        line.addWidget(unit)
        line.addWidget(self.source)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_STEP * max(0, self.field.level - 1), 0, 0, 0)
        whole.setSpacing(1)
        whole.addLayout(line)
        if self.field.remark:
            whole.addWidget(label(f"（{self.field.remark}）", "hint", wrap=True))
        whole.addWidget(self.last_year, 0, Qt.AlignmentFlag.AlignRight)
        whole.addWidget(self.remark)

    def refresh(self) -> None:
        """Show the figure as it stands; a field just emptied stays empty until it is left."""
        session, key = self._session, self.field.key
        figure, unparsed = session.figures[key], session.report.unparsed.get(key, "")
        derived = figure.source is not Source.TYPED and not unparsed
        if derived and self.editor.hasFocus() and not self.editor.text():
            self.editor.setPlaceholderText(show(figure.value))
        else:
            self.editor.setPlaceholderText("未填")
            self.editor.show_text(unparsed or show(figure.value))
        self.source.setText("" if figure.source is Source.NONE else figure.source.value)
        self.source.setToolTip(f"{_origin(figure)}\n点一下看它{FROM}（{KEYS}）。")
        self.source.setEnabled(bool(self.source.text()))
        change = change_of(session.report, key, figure.value)
        self.last_year.setText(change.words if change else "")
        self.last_year.setVisible(change is not None)
        self._mark(figure, _worst(session, key))

    def _mark(self, figure: Figure, finding: Finding | None) -> None:
        if finding is None:
            automatic = figure.source in {Source.COUNTED, Source.SUMMED}
            self.editor.mark("auto" if automatic else "", _origin(figure))
            self.remark.hide()
            return
        error = finding.severity is Severity.ERROR
        self.editor.mark("error" if error else "doubt", finding.sentence)
        self.remark.setProperty("role", "error" if error else "doubt")
        self.remark.style().polish(self.remark)
        self.remark.setText(finding.sentence)
        self.remark.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows go up and down the form like a column of cells."""
        if watched is self.editor and event.type() is QEvent.Type.FocusOut:
            later(self, self.refresh)
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self.editor.composing:
            return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.editor.commit()
            self.focusNextChild()
            return True
        if event.key() == Qt.Key.Key_Up:
            self.editor.commit()
            self.focusPreviousChild()
            return True
        return False


def _worst(session: Session, key: str) -> Finding | None:
    """The first finding that is shown under this field; 未填 shows in the field itself."""
    here = (
        each for each in session.findings if each.place == key and each.rule != "B0" and each.open
    )
    return next(here, None)


def _origin(figure: Figure) -> str:
    lines = [figure.source.value]
    if figure.source is Source.TYPED and figure.counted is not None:
        lines.append(f"台账统计是 {show(figure.counted)}；清空这一格就改用台账的数。")
    elif figure.source is Source.TYPED and figure.summed is not None:
        lines.append(f"各项合计是 {show(figure.summed)}；清空这一格就改用合计。")
    elif figure.source is Source.COUNTED:
        lines.append("由台账自动统计，可以直接改写。")
    elif figure.source is Source.SUMMED:
        lines.append("由下面各项相加得出，可以直接改写。")
    return "\n".join(lines)
