"""Looks for characters that no font can print, before a page is laid out."""

from collections.abc import Iterator

from export.document import Block, Document, Heading, Paragraph, Table, texts_of
from export.pdf.fonts import FontSet
from export.pdf.roles import Role
from storage.errors import MissingGlyphs

_BEGINNING = 12
"""How many characters of a text are quoted to show where it is."""

_MOST = 10
"""How many characters are told at once."""


def refuse_missing(document: Document, fonts: FontSet) -> None:
    """Raises MissingGlyphs with each character no font has, its code and its place."""
    found: dict[str, str] = {}
    asked: dict[Role, set[str]] = {role: set() for role in Role}
    for chapter, block, role, text in _texts(document):
        glyphs = fonts.glyphs[role]
        new = set(text) - asked[role]
        asked[role] |= new
        for character in new:
            if glyphs[character] is None:
                found.setdefault(character, _place(chapter, block, text))
    if found:
        raise MissingGlyphs(_sentence(found))


def _texts(document: Document) -> Iterator[tuple[str, Block | None, Role, str]]:
    """Every text with its chapter, its block (None: the title) and one role it is printed in."""
    yield "", None, Role.TITLE, document.title + "".join(document.title_lines)
    chapter = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter = block.text
        role = Role.HEI if isinstance(block, Heading | Table) else Role.BODY
        for text in texts_of(block):
            yield chapter, block, role, text


def _place(chapter: str, block: Block | None, text: str) -> str:
    """Where a text stands, as one would say it."""
    if block is None:
        return "标题"
    start = "".join(text.split())
    quoted = f"“{start[:_BEGINNING]}{'……' if len(start) > _BEGINNING else ''}”"
    kind = {Heading: "标题", Paragraph: "段落", Table: "表格"}.get(type(block), "落款")
    where = f"“{chapter}”这一章里" if chapter and text != chapter else "正文里"
    return f"{where}以{quoted}开头的{kind}"


def _sentence(found: dict[str, str]) -> str:
    lines = [
        f"“{character}”（U+{ord(character):04X}），在{place}"
        for character, place in sorted(found.items())
    ]
    more = f"\n另有 {len(lines) - _MOST} 个字也印不出来。" if len(lines) > _MOST else ""
    return (
        "没有导出，因为下面的字现有的字体都印不出来：\n"
        + "\n".join(lines[:_MOST])
        + more
        + "\n请核对是不是打错了字，或者换一个写法；确实要用的，请指定一个含有这个字的字体。"
    )
