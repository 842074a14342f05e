"""交换文件: reading a whole year from JSON, all or nothing, every mistake named with its place.

The form is ``{"format", "year", "unit", "figures", "texts", "entries"}``, and ``"unparsed"`` where
something was typed that is no value, ``"kept"`` where a 存疑 was explained; ``export.interchange``
writes it.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from resources import resource_path
from storage.errors import BadValue, ImportRefused
from storage.format_reader import format_for_year, load_formats
from storage.formats import NOTE, Format
from storage.given_file import read_given_file
from storage.json_text import JsonNumber, JsonObject, read_json
from storage.json_values import YEARS, cell_of, figure_of, text_of, year_of
from storage.ledgers import LEDGERS, Ledger
from storage.phrases import brief
from storage.report import Cell, Entry, Kept, Report, Unit, entry_place, unit_labels
from storage.values import Value, clean_line, clean_text

__all__ = ["YEARS", "parse_interchange", "read_interchange", "read_sample"]

MAX_BYTES = 50 * 2**20
_TOO_BIG = "文件超过 50 MB，不是本程序的交换文件。"
MAX_ENTRIES = 100_000
MAX_PROBLEMS = 200
MAX_NAMES = 1000
_BRIEF = 40

T = TypeVar("T")

_PARTS = {
    "format": "年报格式",
    "year": "年度",
    "unit": "单位信息",
    "figures": "填报项",
    "texts": "文字",
    "entries": "台账",
    "unparsed": "待改正的内容",
    "kept": "保留理由",
}

_KEPT = {"reason": "理由", "operands": "当时的数"}


def read_interchange(path: Path) -> Report:
    """The year in the file at ``path``. Raises FileUnavailable or ImportRefused."""
    return parse_interchange(read_given_file(path, MAX_BYTES, _TOO_BIG))


def read_sample() -> Report:
    """The made-up year that comes with the program."""
    return read_interchange(resource_path("samples/2018.json"))


def parse_interchange(content: bytes) -> Report:
    """The year that ``content`` describes. Raises ImportRefused with every mistake."""
    if len(content) > MAX_BYTES:
        raise ImportRefused([_TOO_BIG])
    try:
        raw = read_json(content)
    except BadValue as error:
        raise ImportRefused([str(error)]) from error
    if not isinstance(raw, JsonObject):
        raise ImportRefused(["最外层应是一对大括号，里面写 format、year、unit 等内容。"])
    reader = _Reader()
    report = reader.report(raw)
    if report is None or reader.problems:
        raise ImportRefused(reader.sentences())
    return report


@dataclass
class _Reader:
    """Walks one parsed file and collects what is wrong with it."""

    problems: list[str] = field(default_factory=list)
    unlisted: int = 0

    def report(self, raw: JsonObject) -> Report | None:
        """The report, None where not even its year or format is known."""
        parts = dict(self._members("文件最外层", raw, _PARTS, "一部分"))
        year = self._read("年度（year）", year_of, parts.get("year"))
        unit = self._unit(parts.get("unit"))
        report_format = self._format(parts.get("format"), year)
        ledgers = LEDGERS if report_format is None else tuple(report_format.ledgers.values())
        entries = self._entries(parts.get("entries"), ledgers, year or YEARS[0])
        if report_format is None or year is None:
            return None
        figures = self._figures(parts.get("figures"), report_format)
        texts = self._texts(parts.get("texts"), report_format)
        unparsed = self._unparsed(parts.get("unparsed"), report_format, entries)
        kept = self._kept(parts.get("kept"))
        return Report(report_format, year, unit, figures, texts, entries, unparsed, kept)

    def sentences(self) -> list[str]:
        """What is wrong, in the order of the file; a flood of mistakes is cut."""
        more = f"还有 {self.unlisted} 处没有列出，请先改好上面这些。"
        return [*self.problems, *([more] if self.unlisted else [])]

    def _wrong(self, place: str, sentence: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{place}：{sentence}")
        else:
            self.unlisted += 1

    def _read(self, place: str, reading: Callable[[object], T], value: object) -> T | None:
        try:
            return reading(value)
        except BadValue as error:
            self._wrong(place, str(error))
            return None

    def _members(
        self, place: str, value: object, known: Mapping[str, str], noun: str
    ) -> Iterator[tuple[str, object]]:
        """The known members of an object; ``known`` gives each key's label."""
        if value is None:
            return
        if not isinstance(value, JsonObject):
            self._wrong(place, "要写成大括号括起来的一组“名称: 内容”。")
            return
        for key in value.repeated:
            self._wrong(place, f"“{brief(key)}”写了两次，请只留一个。")
        for key, member in value.items():
            if key in known:
                yield key, member
            else:
                # Looking for the nearest name takes time: not in a flood of mistakes or names.
                few = len(self.problems) < MAX_PROBLEMS and len(known) < MAX_NAMES
                nearest = _nearest(key, known) if few else ""
                self._wrong(place, f"没有“{brief(key)}”这{noun}{nearest}。")

    def _format(self, value: object, year: int | None) -> Format | None:
        if value is None:
            return None if year is None else format_for_year(year)
        formats = {each.id: each for each in load_formats()}
        if isinstance(value, str) and not isinstance(value, JsonNumber):
            if value in formats:
                return formats[value]
            said = f"没有“{brief(value)}”这种格式"
        else:
            said = "要写成引号里的名称"
        self._wrong("年报格式（format）", f"{said}，现有：{'、'.join(formats)}。")
        return None

    def _unit(self, value: object) -> Unit:
        if isinstance(value, str) and not isinstance(value, JsonNumber):
            value = JsonObject(name=value)
        labels = {key: label for key, (label, _) in unit_labels().items()}
        said: dict[str, str] = {}
        for key, member in self._members("单位信息（unit）", value, labels, "一项"):
            text = self._read(f"单位信息的“{labels[key]}”", text_of, member)
            said[key] = clean_line(text or "")
        return Unit(**said)

    def _figures(self, value: object, report_format: Format) -> Mapping[str, Value]:
        labels = {key: each.label for key, each in report_format.fields.items()}
        found: dict[str, Value] = {}
        for key, member in self._members("填报项（figures）", value, labels, "个填报项"):
            try:
                figure = figure_of(report_format.fields[key], member)
            except BadValue as error:
                self._wrong(f"填报项 {key}（{labels[key]}）", str(error))
            else:
                if figure is not None:
                    found[key] = figure
        return found

    def _texts(self, value: object, report_format: Format) -> Mapping[str, str]:
        labels = _text_labels(report_format)
        found: dict[str, str] = {}
        for key, member in self._members("文字（texts）", value, labels, "段文字"):
            text = self._read(f"文字 {key}（{labels[key]}）", text_of, member)
            if text is not None:
                found[key] = clean_text(text)
        return found

    def _entries(
        self, value: object, known: Sequence[Ledger], year: int
    ) -> Mapping[str, tuple[Entry, ...]]:
        ledgers = {each.key: each for each in known}
        names = {each.key: each.name for each in known}
        found: dict[str, tuple[Entry, ...]] = {}
        for key, rows in self._members("台账（entries）", value, names, "个台账"):
            if not isinstance(rows, list):
                self._wrong(names[key], "要写成方括号括起来的一列条目。")
            elif len(rows) > MAX_ENTRIES:
                self._wrong(names[key], f"有 {len(rows)} 条，太多了，最多 {MAX_ENTRIES} 条。")
            elif rows:
                held = ledgers[key]
                numbered = enumerate(rows, 1)
                found[key] = tuple(self._entry(held, at, row, year) for at, row in numbered)
        return found

    def _entry(self, ledger: Ledger, number: int, row: object, year: int) -> Entry:
        place = f"{ledger.name}第 {number} 条"
        if row is None:
            self._wrong(place, "是空的，请删去。")
        labels = {column.key: column.label for column in ledger.columns}
        cells: dict[str, Cell] = {}
        for key, value in self._members(place, row, labels, "一栏"):
            try:
                cell = cell_of(ledger.column(key), value, year)
            except BadValue as error:
                self._wrong(f"{place}的“{labels[key]}”", str(error))
            else:
                if cell is not None:
                    cells[key] = cell
        return Entry(number, cells)

    def _unparsed(
        self, value: object, report_format: Format, entries: Mapping[str, tuple[Entry, ...]]
    ) -> Mapping[str, str]:
        if value is None:
            return {}
        places = {key: each.label for key, each in report_format.fields.items()}
        for ledger in LEDGERS:
            for entry in entries.get(ledger.key, ()):
                for column in ledger.columns:
                    places[entry_place(ledger.key, entry.id, column.key)] = column.label
        found: dict[str, str] = {}
        for key, member in self._members("待改正的内容（unparsed）", value, places, "个位置"):
            if text := self._read(f"待改正的内容 {key}", text_of, member):
                found[key] = text
        return found

    def _kept(self, value: object) -> Mapping[str, Kept]:
        """The reasons kept; one whose 存疑 is no longer found does no harm."""
        found: dict[str, Kept] = {}
        places = {key: key for key in value} if isinstance(value, JsonObject) else {}
        for key, member in self._members("保留理由（kept）", value, places, "条"):
            place = f"保留理由 {brief(key)}"
            said = dict.fromkeys(_KEPT, "")
            for name, words in self._members(place, member, _KEPT, "一项"):
                text = self._read(f"{place}的“{_KEPT[name]}”", text_of, words)
                said[name] = clean_line(text or "")
            if not said["reason"]:
                self._wrong(place, "没有写理由。")
            found[key] = Kept(**said)
        return found


def _text_labels(report_format: Format) -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for key, part in report_format.texts.items():
        labels[key] = part.label
        for variant in part.variants:
            labels[f"{key}:{variant.key}"] = f"{part.label}，{variant.name}"
    for key, figure in report_format.fields.items():
        labels[NOTE + key] = f"{figure.label}的附注"
    for key, grid in report_format.grids.items():
        labels[NOTE + key] = f"{grid.title}的表注"
    return labels


def _nearest(key: str, known: Mapping[str, str]) -> str:
    """The known key whose name or label comes nearest, as a question."""
    names = {label: each for each, label in known.items()} | {each: each for each in known}
    close = difflib.get_close_matches(key[:_BRIEF], names, 1)
    return f"，是不是“{names[close[0]]}”（{known[names[close[0]]]}）" if close else ""
