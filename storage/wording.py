"""文字中的数: the {tokens} of a text and what each says at present.

A token is a name in braces, e.g. ``{主动公开总数}``. The text on the screen, in the checks and on
the page all come from here, so they cannot differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from storage.figures import Figure, figures_of, is_zero
from storage.formats import Enumeration, Phrase, TextPart, Variant
from storage.report import Report
from storage.values import show

__all__ = ["MISSING", "Segment", "Wording", "ordinal", "split"]

MISSING = "〔未填〕"
"""Printed where a token's figure has no value yet; the checks name it too."""

_TOKEN = re.compile(r"\{([^{}\n]{1,40})\}")
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text: plain words, or a token with its name."""

    text: str
    token: str = ""


def split(template: str) -> tuple[Segment, ...]:
    """A text cut at its tokens; a token's ``text`` is still its braces."""
    segments: list[Segment] = []
    end = 0
    for match in _TOKEN.finditer(template):
        if match.start() > end:
            segments.append(Segment(template[end : match.start()]))
        segments.append(Segment(match[0], match[1]))
        end = match.end()
    if end < len(template):
        segments.append(Segment(template[end:]))
    return tuple(segments)


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 23 → 二十三; digits from 100 on."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


class Wording:
    """What every token of one report says, and which wording of each text is in use."""

    def __init__(self, report: Report, figures: Mapping[str, Figure] | None = None) -> None:
        self.report = report
        self.figures = figures_of(report) if figures is None else figures

    @cached_property
    def tokens(self) -> Mapping[str, str]:
        """Every known token with its present words; 未填 ones say so."""
        known = dict(self._plain_tokens)
        for phrase in self.report.format.phrases:
            known[phrase.token] = self._phrase(phrase)
        for enumeration in self.report.format.enumerations:
            known[enumeration.token] = self._enumeration(enumeration)
        return known

    @cached_property
    def _plain_tokens(self) -> Mapping[str, str]:
        report, unit = self.report, self.report.unit
        known = {
            "年度": str(report.year),
            "下一年度": str(report.year + 1),
            "单位全称": unit.name,
            "简称": unit.short_name or unit.name,
            "自称": unit.self_name or "本单位",
            "统计范围": unit.area_name or "本单位",
            "上级主管部门": unit.upper_office,
            "微信公众号": unit.wechat_name or unit.name,
            "门户网站": unit.website,
            "各章名称": "、".join(each.name for each in report.format.sections if each.title),
        }
        known = {token: text or MISSING for token, text in known.items()}
        for figure in self.figures.values():
            known[figure.field.token] = show(figure.value) or MISSING
        return known

    def resolve(self, template: str) -> tuple[Segment, ...]:
        """The text with each token's present words; an unknown token stays as typed."""
        return tuple(
            Segment(self.tokens.get(segment.token, segment.text), segment.token)
            for segment in split(template)
        )

    def say(self, template: str) -> str:
        """The text as it will be printed."""
        return "".join(segment.text for segment in self.resolve(template))

    def wanted(self, part: TextPart) -> bool:
        """Whether this report has the text at all (本级政府 has one more, 条例第五十条第四项)."""
        return not part.only or part.only == self.report.unit.scope

    def text_key(self, part: TextPart) -> str:
        """The key under which the wording now in use is kept."""
        for variant in part.variants:
            if self._applies(variant):
                return f"{part.key}:{variant.key}"
        return part.key

    def template(self, part: TextPart) -> str:
        """The wording now in use: the clerk's own, else the format's."""
        key = self.text_key(part)
        own = self.report.texts.get(key)
        return self.report.format.templates[key] if own is None else own

    def _applies(self, variant: Variant) -> bool:
        if variant.zero and not all(is_zero(self.figures[each].value) for each in variant.zero):
            return False
        values = [self.figures[each].value for each in variant.equal]
        if None in values or len(set(values)) > 1:
            return False
        return not (variant.empty and self.report.ledger(variant.empty))

    def _phrase(self, phrase: Phrase) -> str:
        said = [
            self._fill(text) for key, text in phrase.items if not is_zero(self.figures[key].value)
        ]
        if said and all(MISSING in piece for piece in said):
            return MISSING
        return phrase.join.join(said) or phrase.empty

    def _fill(self, template: str) -> str:
        return "".join(
            self._plain_tokens.get(segment.token, segment.text) for segment in split(template)
        )

    def _enumeration(self, enumeration: Enumeration) -> str:
        said: list[str] = []
        for entry in self.report.ledger(enumeration.ledger):
            cells = [
                str(entry.cells.get(segment.token) or "") if segment.token else segment.text
                for segment in split(enumeration.template)
            ]
            sentence = _joined(cells)
            if enumeration.join:
                sentence = sentence.rstrip("。；;，")
            if sentence:
                said.append(f"{ordinal(len(said) + 1)}是{sentence}")
        return enumeration.join.join(said) or MISSING


def _joined(pieces: list[str]) -> str:
    """Pieces put together without a full stop twice; blank where no cell had words."""
    text = ""
    for piece in pieces:
        if piece == "。" and (not text or text.endswith("。")):
            continue
        text += piece.strip()
    return text
