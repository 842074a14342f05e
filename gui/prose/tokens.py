"""The numbers in a text (文字中的数) as the clerk sees them: their words, origin and shading."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from gui.session import Session
from storage.wording import MISSING, split

__all__ = [
    "OBJECT",
    "OBJECT_TYPE",
    "Token",
    "insert_template",
    "length",
    "settle",
    "template_of",
    "token_format",
    "token_name",
    "tokens_of",
]

OBJECT = "\ufffc"
"""The one character of the document that stands for a token."""

OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
_NAME = QTextFormat.Property.UserProperty.value + 1


@dataclass(frozen=True, slots=True)
class Token:
    """A number a text can hold: its name, what it says at present, where that comes from."""

    name: str
    words: str
    source: str
    place: str

    @property
    def missing(self) -> bool:
        """Whether it has nothing to say yet."""
        return MISSING in self.words or not self.words


def tokens_of(session: Session) -> Mapping[str, Token]:
    """Every token of the year's format, in the order of the form."""
    words, made = session.wording.tokens, session.report.format
    origin: dict[str, tuple[str, str]] = {}
    titles = {page.key: page.title for page in made.pages}
    for figure in session.figures.values():
        field = figure.field
        source = (
            f"{titles.get(field.page, '')}：{field.label}（{field.unit}），{figure.source.value}"
        )
        origin[field.token] = (source, field.key)
    for phrase in made.phrases:
        origin[phrase.token] = ("由不是零的各项数连成", phrase.items[0][0] if phrase.items else "")
    for each in made.enumerations:
        place = next((f"page:{page.key}" for page in made.pages if page.ledger == each.ledger), "")
        origin[each.token] = ("由登记的条目逐条列出", place)
    origin |= dict.fromkeys(("年度", "下一年度"), ("年报的年度", ""))
    origin["各章名称"] = ("年报各章的标题", "")
    return {
        name: Token(name, said, *origin.get(name, ("单位信息", "page:unit")))
        for name, said in words.items()
    }


def token_format(name: str) -> QTextCharFormat:
    """The format of the one character that stands for a token."""
    made = QTextCharFormat()
    made.setObjectType(OBJECT_TYPE)
    made.setProperty(_NAME, name)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def token_name(made: QTextFormat) -> str:
    """The token that a character of this format stands for; empty for plain words."""
    return str(made.property(_NAME)) if made.objectType() == OBJECT_TYPE else ""


def _fragments_of(block: QTextBlock) -> list[QTextFragment]:
    """The stretches of equal format in one paragraph."""
    found = []
    each = block.begin()
    while not each.atEnd():
        found.append(each.fragment())
        each += 1
    return found


def template_of(document: QTextDocument) -> str:
    """The document as a text with ``{tokens}``, paragraphs parted by line breaks."""
    lines = []
    block = document.begin()
    while block.isValid():
        pieces = []
        for fragment in _fragments_of(block):
            name, text = token_name(fragment.charFormat()), fragment.text()
            pieces.append(f"{{{name}}}" * len(text) if name else text)
        lines.append("".join(pieces))
        block = block.next()
    return "\n".join(lines).replace("\u2028", "\n").replace("\xa0", " ")


def insert_template(cursor: QTextCursor, template: str, names: Container[str]) -> None:
    """Put a text in at the cursor, its known names as tokens."""
    for segment in split(template):
        if segment.token in names:
            cursor.insertText(OBJECT, token_format(segment.token))
        else:
            cursor.insertText(segment.text, QTextCharFormat())


def settle(document: QTextDocument, names: Container[str]) -> None:
    """Turn known names typed in braces into tokens; the carets of others stay where they are."""
    block = document.begin()
    while block.isValid():
        if "{" in block.text():
            _settle_block(block, names)
        block = block.next()


def _settle_block(block: QTextBlock, names: Container[str]) -> None:
    spans, end = [], block.position()
    for segment in split(block.text()):
        begin, end = end, end + length(segment.text)
        if segment.token in names:
            spans.append((begin, end, segment.token))
    cursor = QTextCursor(block)
    for begin, end, name in reversed(spans):
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(OBJECT, token_format(name))


def length(text: str) -> int:
    """As Qt counts: rare characters (𬭎) and emoji are two."""
    return len(text) + sum(each > "\uffff" for each in text)
