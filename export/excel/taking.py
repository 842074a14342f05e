"""Putting what was read from 数据 into a report: typed numbers, notes, unit; sums added up anew."""

from collections.abc import Mapping
from dataclasses import replace

from export.excel.cells import Read
from export.excel.deviations import Deviations
from export.excel.places import DATA
from storage.errors import BadValue
from storage.figures import Source, figures_of
from storage.formats import NOTE, Field
from storage.report import Report
from storage.values import NOT_APPLICABLE, Value, parse_figure, show

__all__ = ["take"]

_LONG = 15
"""Numbers of more digits than Excel keeps are exported as words."""


def take(
    base: Report, values: Mapping[str, Read], rows: Mapping[str, int], deviations: Deviations
) -> Report:
    """``base`` with what was read; what ``values`` does not name stays as it is."""
    return _Taking(base, values, rows, deviations).report()


class _Taking:
    def __init__(
        self,
        base: Report,
        values: Mapping[str, Read],
        rows: Mapping[str, int],
        deviations: Deviations,
    ) -> None:
        self._base = base
        self._values = values
        self._rows = rows
        self._deviations = deviations
        self._figures = dict(base.figures)
        self._unparsed = dict(base.unparsed)

    def report(self) -> Report:
        self._take_figures()
        self._take_sums()
        base = self._base
        said = {
            key.removeprefix("unit:"): read.text
            for key, read in self._values.items()
            if key.startswith("unit:") and self._is_words(key, read) and read.text
        }
        texts = dict(base.texts)
        for key, read in self._values.items():
            if key.startswith(NOTE) and self._is_words(key, read) and read.text:
                texts[key] = read.text
        return base.with_values(
            figures=self._figures,
            unparsed=self._unparsed,
            texts=texts,
            unit=replace(base.unit, **said),
        )

    def _take_figures(self) -> None:
        counted = figures_of(self._base.with_values(figures={}, unparsed={}))
        for key, field in self._base.format.fields.items():
            if key not in self._values or self._refused(field, self._values[key]):
                continue
            self._unparsed.pop(key, None)
            typed = self._figures.pop(key, None)
            value = self._value(field, self._values[key])
            # What the ledger comes to need not be typed.
            if value is not None and (typed == value or counted[key].counted != value):
                self._figures[key] = value

    def _refused(self, field: Field, read: Read) -> bool:
        """Whether a cell holds what cannot be taken; a formula of a sum is added up anew."""
        if not read.fault:
            return False
        if field.sum_of:
            said = f"“{field.label}”是{read.fault}，没有采用，按各项之和重新计算。"
            self._figures.pop(field.key, None)
        else:
            said = f"“{field.label}”是{read.fault}，没有采用，请改成数。"
        self._say(field.key, said)
        return True

    def _value(self, field: Field, read: Read) -> Value | None:
        try:
            value = parse_figure(read.text, decimal=field.decimal, negative=field.negative)
        except BadValue as error:
            self._unparsed[field.key] = read.text
            self._say(field.key, f"“{field.label}”不是可用的数：{error}")
            return None
        is_words = value is not None and value is not NOT_APPLICABLE and not read.is_number
        if is_words and len(read.text.replace(".", "")) <= _LONG:
            said = f"“{field.label}”是文字“{read.text[:20]}”，不是数，按 {show(value)} 读取。"
            self._say(field.key, said)
        return value

    def _take_sums(self) -> None:
        """Sums, from the innermost outwards: typed ones stay only where they cannot be added up,
        or where the form lets them be typed."""
        fields = self._base.format.fields
        sums = sorted((key for key in self._values if self._is_sum(key)), key=self._depth)
        known = figures_of(self._now())
        for key in sums:
            value, summed = self._figures.get(key), known[key].summed
            as_before = value is not None and self._base.figures.get(key) == value
            if value is None:
                if known[key].source is Source.SUMMED and not self._values[key]:
                    said = f"“{fields[key].label}”空着，按各项之和 {show(summed)} 计算。"
                    self._say(key, said)
            elif summed == value and not as_before:
                del self._figures[key]
            elif summed is not None and fields[key].computed and not as_before:
                said = f"“{fields[key].label}”是 {show(value)}，各项之和是 {show(summed)}，"
                self._say(key, said + "按各项之和计算。")
                del self._figures[key]
            else:
                continue
            known = figures_of(self._now())

    def _now(self) -> Report:
        return self._base.with_values(figures=self._figures, unparsed=self._unparsed)

    def _is_sum(self, key: str) -> bool:
        field = self._base.format.fields.get(key)
        return field is not None and bool(field.sum_of) and key not in self._unparsed

    def _depth(self, key: str) -> int:
        """How many sums stand one within the other below this one."""
        parts = self._base.format.fields[key].sum_of
        return 1 + max((self._depth(part) for part in parts), default=-1)

    def _is_words(self, key: str, read: Read) -> bool:
        if read.fault:
            self._say(key, f"这里是{read.fault}，没有采用，请改成文字。")
        return not read.fault

    def _say(self, key: str, said: str) -> None:
        self._deviations.at(DATA, self._rows[key], "C", said)
