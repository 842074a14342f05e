"""单位信息: who reports, how the texts name it, and what stands at the end of the report."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.page import Page
from gui.read_only import mark_field
from gui.session import Session
from gui.widgets.field_menu import offer_history
from gui.widgets.line_edit import LineEdit
from gui.widgets.panels import GAP, Card, label, scrolled
from storage.report import GOVERNMENT, unit_labels

__all__ = ["UnitPage"]

_GROUPS = (
    ("单位和正文里的称呼", ("name", "short_name", "self_name", "area_name", "upper_office",
                    "wechat_name")),
    ("联系方式", ("contact", "phone", "address", "postcode", "website")),
    ("落款", ("signature", "signed_on")),
    ("统计表签章栏", ("leader", "reviewer", "preparer")),
)  # fmt: skip


class UnitPage(Page):
    """The unit profile of this year."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "单位信息", "只影响本年度；往年的报告仍按当时的信息打印。")
        self.editors: dict[str, LineEdit] = {}
        self.government = QCheckBox(
            "这是本级政府的年度报告（要写工作考核、社会评议和责任追究结果）"
        )
        self.government.toggled.connect(self._choose_scope)
        mark_field(self.government)
        content = QWidget()
        columns = QHBoxLayout()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 4, 0, 0)
        if any(part.only for part in session.report.format.texts.values()):
            whole.addWidget(self.government)
        whole.addLayout(columns, 1)
        columns.setContentsMargins(0, 4, 8, 4)
        columns.setSpacing(GAP + 4)
        for half in (_GROUPS[:1] + _GROUPS[2:3], _GROUPS[1:2] + _GROUPS[3:]):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for heading, keys in half:
                column.addWidget(self._card(heading, keys))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.content.addWidget(scrolled(content), 1)
        self.refresh()

    def show_place(self, place: str) -> None:
        """The editor of ``unit:FIELD``."""
        if editor := self.editors.get(place.partition(":")[2]):
            editor.setFocus()

    def _choose_scope(self, government: bool) -> None:
        self.session.type_unit("scope", GOVERNMENT if government else "")

    def _card(self, heading: str, keys: tuple[str, ...]) -> Card:
        card = Card(heading)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key in keys:
            name, hint = unit_labels()[key]
            editor = LineEdit(hint)
            editor.setObjectName(f"unit.{key}")
            editor.setAccessibleName(name)
            editor.typed.connect(lambda text, key=key: self.session.type_unit(key, text))
            editor.returnPressed.connect(self.focusNextChild)
            self.session.flushing.connect(editor.finish)
            offer_history(editor, self.session, partial("unit:{}".format, key))
            self.editors[key] = editor
            caption = label(name)
            caption.setMinimumWidth(caption.fontMetrics().horizontalAdvance("地区或单位简称"))
            caption.setBuddy(editor)
            form.addRow(caption, editor)
        card.body.addLayout(form)
        return card

    def refresh(self) -> None:
        """Show the session as it stands."""
        for key, editor in self.editors.items():
            editor.show_text(getattr(self.session.report.unit, key))
        self.government.blockSignals(True)
        self.government.setChecked(self.session.report.unit.scope == GOVERNMENT)
        self.government.blockSignals(False)
