"""报告正文: every text of the report, one at a time, with its numbers in place."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.pages.page import Page
from gui.prose.printed_text import PrintedText
from gui.prose.text_list import TextList
from gui.prose.token_edit import TokenEdit
from gui.prose.token_list import TokenList
from gui.prose.tokens import tokens_of
from gui.read_only import mark_field
from gui.session import Session
from gui.tracing.asking import offer_trace
from gui.widgets.field_menu import offer_history
from gui.widgets.panels import GAP, Card, button, label
from storage.formats import TextPart

__all__ = ["TextsPage"]

_EXPLANATION = "有底色的是数，会随填报内容自动更新，双击可以去查看；其余的话可以随意改写。"


class TextsPage(Page):
    """The list of texts at the left; the editor and what will be printed at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "报告正文", _EXPLANATION)
        self._key = ""
        self.editor = TokenEdit(tokens_of(session))
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.texts = TextList(session.report.format)
        self.printed = PrintedText()
        self._heading, self._variant = label("", "heading"), label("", "muted")
        self._count = label("", "hint")
        self._insert = mark_field(button("插入数…", self._choose_token))
        self._restore = mark_field(button("恢复默认写法", self._restore_default))
        self._lay_out()
        self.editor.typed.connect(self._type)
        self.editor.token_opened.connect(self._open_token)
        self.texts.chosen.connect(self._show_text)
        self.texts.opened.connect(self.editor.setFocus)
        session.flushing.connect(self.editor.commit)
        offer_trace(self.editor, session, self._figure_here)
        offer_history(self.editor, session, lambda: f"text:{self._key}")
        self.refresh()

    def show_place(self, place: str) -> None:
        """The editor of ``text:KEY``."""
        kind, _, key = place.partition(":")
        if kind == "text":
            self.texts.choose(key.partition(":")[0])
            self.editor.setFocus()

    def refresh(self) -> None:
        """Show the chosen text, its numbers and its state as they are now."""
        wording, part = self.session.wording, self._part
        self.texts.show_states(wording)
        self.editor.show_tokens(tokens_of(self.session))
        if wording.text_key(part) != self._key:
            self.editor.commit()
        self._take_key(wording.text_key(part), part)
        self.editor.set_value(wording.template(part))
        said = self.printed.show_part(part, wording)
        self._count.setText(f"{sum(not each.isspace() for each in said)} 字")
        made = self.session.report.format
        changed = self._key in self.session.report.texts and bool(made.templates[self._key])
        self._restore.setVisible(changed)

    @property
    def _part(self) -> TextPart:
        return self.session.report.format.texts[self.texts.current]

    def _take_key(self, key: str, part: TextPart) -> None:
        if key == self._key:
            return
        self._key = key
        self.editor.load(self.session.wording.template(part))
        self.editor.setPlaceholderText(part.hint or f"在这里写{part.label}。")
        self.editor.setAccessibleName(part.label)
        self._heading.setText(part.lead or part.label)
        name = next((each.name for each in part.variants if key.endswith(f":{each.key}")), "")
        self._variant.setText(f"{name}的写法" if name else "")

    def _show_text(self, _key: str) -> None:
        self.session.flush()
        self.refresh()

    def _type(self, text: str) -> None:
        default = self.session.report.format.templates[self._key]
        self.session.type_text(self._key, None if text == default else text)

    def _restore_default(self) -> None:
        self.session.flush()
        self.session.type_text(self._key, None)
        self.editor.setFocus()

    def _choose_token(self) -> None:
        dialog = TokenList(tokens_of(self.session), self)
        dialog.chosen.connect(self.editor.insert_token)
        dialog.finished.connect(lambda _result: self.editor.setFocus())
        dialog.open()

    def _figure_here(self) -> str:
        """The figure whose token is at the caret, "" where there is none."""
        token = tokens_of(self.session).get(self.editor.token_here)
        figures = self.session.report.format.fields
        return token.place if token is not None and token.place in figures else ""

    def _open_token(self, name: str) -> None:
        token = tokens_of(self.session).get(name)
        if token is not None and token.place:
            self.go_to.emit(token.place)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._variant)
        head.addStretch(1)
        head.addWidget(self._insert)
        head.addWidget(self._restore)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(button("上一处", self.texts.choose_previous, "link"))
        foot.addWidget(button("下一处", self.texts.choose_next, "link"))
        card = Card()
        card.body.addLayout(head)
        card.body.addWidget(self.editor, 3)
        card.body.addLayout(foot)
        card.body.addWidget(label("印出来是这样", "hint"))
        card.body.addWidget(self.printed, 2)
        columns = QHBoxLayout()
        columns.setSpacing(GAP + 4)
        columns.addWidget(self._left())
        columns.addWidget(card, 1)
        self.content.addLayout(columns, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.texts, 1)
        column.addWidget(self.texts.legend())
        left.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * 19)
        return left
