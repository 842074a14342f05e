"""Reading and proving a format file: every key it names exists, every name is said once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from resources import resource_path
from storage.errors import FormatBroken
from storage.formats import (
    Count,
    Enumeration,
    Field,
    Format,
    Page,
    Part,
    Phrase,
    Section,
    TablePart,
    TableRow,
    TextPart,
    Variant,
)
from storage.grids import Grid, draw_grid
from storage.ledgers import LEDGERS, Ledger, ledger
from storage.matrix_reader import fields_of, grid_of, read_matrix, spread
from storage.rules import Chain, Check, Claim, Mention, Severity, Watch

__all__ = ["format_for_year", "load_format", "load_formats", "read_format"]


def load_formats() -> tuple[Format, ...]:
    """Every format that comes with the program, oldest first."""
    found = [read_format(path) for path in sorted(resource_path("formats").glob("*.toml"))]
    return tuple(sorted(found, key=lambda each: each.years))


def load_format(format_id: str) -> Format:
    """The format of this id. Raises FormatBroken where there is none."""
    paths = {path.stem: path for path in sorted(resource_path("formats").glob("*.toml"))}
    if format_id not in paths:
        known = "、".join(paths)
        raise FormatBroken(f"没有名为“{format_id[:20]}”的年报格式（现有：{known}）。")
    return read_format(paths[format_id])


def format_for_year(year: int) -> Format:
    """The format prescribed for a report year; the nearest one where none is."""
    formats = load_formats()
    for each in formats:
        if each.made_for(year):
            return each
    return formats[-1] if year > formats[-1].years[1] else formats[0]


@cache
def read_format(path: Path) -> Format:
    """A format file as a proven Format. Raises FormatBroken naming the file and the fault."""
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
        made = _format(raw)
        _prove(made)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise FormatBroken(f"年报格式文件 {path.name} 有误：{error}") from error
    return made


def _format(raw: Mapping[str, Any]) -> Format:
    first, last = raw["years"]
    matrices = {each["key"]: read_matrix(each) for each in raw.get("matrix", ())}
    return Format(
        id=raw["id"],
        name=raw["name"],
        basis=raw["basis"],
        years=(first, last),
        title=raw["title"],
        deadlines=tuple((each["month"], each["day"], each["what"]) for each in raw["deadlines"]),
        highlights=tuple(raw["highlights"]),
        fields=_by_key(
            [
                *(_field(each) for each in raw.get("figure", ())),
                *(field for each in matrices.values() for field in fields_of(each)),
            ]
        ),
        pages=tuple(Page(**_tupled(each)) for each in raw["page"]),
        tables={each["key"]: _table(each) for each in raw.get("table", ())},
        grids={
            **{each["key"]: _grid(each) for each in raw.get("grid", ())},
            **{key: grid_of(each) for key, each in matrices.items()},
        },
        ledgers={each.key: _ledger(each, raw.get("choices", {})) for each in LEDGERS},
        sections=tuple(_section(each) for each in raw["section"]),
        phrases=tuple(_phrase(each) for each in raw.get("phrase", ())),
        enumerations=tuple(Enumeration(**each) for each in raw.get("enumeration", ())),
        checks=tuple(
            _check(each) for check in raw.get("check", ()) for each in spread(check, matrices)
        ),
        chains=tuple(
            _chain(each) for chain in raw.get("chain", ()) for each in spread(chain, matrices)
        ),
        claims=tuple(Claim(**_tupled(each)) for each in raw.get("claim", ())),
        mentions=tuple(_mention(each) for each in raw.get("mention", ())),
        same=raw.get("same", {}),
        watch=Watch(**{"figures": (), "percent": 50, "least": 10, **_tupled(raw.get("watch", {}))}),
    )


def _mention(raw: Mapping[str, Any]) -> Mention:
    keys = ("sums", "share_of")
    sums = {key: tuple(tuple(each) for each in raw.get(key, ())) for key in keys}
    return Mention(**{**raw, **sums})


def _tupled(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _by_key(fields: Iterable[Field]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in fields:
        if field.key in found:
            raise ValueError(f"填报项 {field.key} 出现了两次")
        found[field.key] = field
    return found


def _field(raw: Mapping[str, Any]) -> Field:
    values = _tupled(raw)
    source = values.pop("from", None)
    values.setdefault("token", values["label"])
    return Field(**values, count=_count(source) if source else None)


def _count(raw: Mapping[str, Any]) -> Count:
    where = {
        column: (terms,) if isinstance(terms, str) else tuple(terms)
        for column, terms in raw.get("where", {}).items()
    }
    return Count(raw["ledger"], where, raw.get("sum", "quantity"), raw.get("divide", 1))


def _table(raw: Mapping[str, Any]) -> TablePart:
    rows = tuple(TableRow(**row) for row in raw["rows"])
    return TablePart(raw["key"], raw["title"], tuple(raw.get("columns", ())), rows)


def _grid(raw: Mapping[str, Any]) -> Grid:
    values = dict(raw)
    return draw_grid(values.pop("key"), values.pop("rows"), values.pop("widths"), **values)


def _ledger(held: Ledger, choices: Mapping[str, Mapping[str, list[str]]]) -> Ledger:
    own = choices.get(held.key, {})
    for key in own:
        held.column(key)
    columns = (
        replace(column, choices=tuple(own[column.key])) if column.key in own else column
        for column in held.columns
    )
    return replace(held, columns=tuple(columns))


def _section(raw: Mapping[str, Any]) -> Section:
    parts: list[Part] = []
    for part in raw.get("part", ()):
        parts.append(part.get("table") or part.get("grid") or _text(part))
    return Section(raw["key"], raw.get("title", ""), tuple(parts))


def _text(raw: Mapping[str, Any]) -> TextPart:
    values = dict(raw)
    variants = tuple(Variant(**_tupled(each)) for each in values.pop("variant", ()))
    return TextPart(key=values.pop("text"), **values, variants=variants)


def _phrase(raw: Mapping[str, Any]) -> Phrase:
    items = tuple((each["figure"], each["text"]) for each in raw["items"])
    return Phrase(raw["token"], raw["join"], items, raw.get("empty", ""))


def _check(raw: Mapping[str, Any]) -> Check:
    values = _tupled(raw)
    values["severity"] = Severity(values["severity"])
    for example in ("passes", "fails"):
        values[example] = {key: Decimal(str(value)) for key, value in values[example].items()}
    return Check(**{"fold": "sum", **values})


def _chain(raw: Mapping[str, Any]) -> Chain:
    values = {key: value for key, value in _tupled(raw).items() if key != "where"}
    return Chain(**{**values, "severity": Severity(values["severity"])})


def _prove(made: Format) -> None:
    """Every reference leads somewhere and every token is said once."""
    _known("填报项", _named_figures(made), made.fields)
    _known("页面", (each.page for each in made.fields.values()), [each.key for each in made.pages])
    _known("台账", _named_ledgers(made), [each.key for each in LEDGERS])
    _known("表格", _named_tables(made), (*made.tables, *made.grids))
    _known("方格表", (key for page in made.pages for key in page.grids), made.grids)
    _known("文字", (text for page in made.pages for text in page.texts), made.texts)
    tokens = [each.token for each in made.fields.values()]
    tokens += [phrase.token for phrase in made.phrases]
    tokens += [enumeration.token for enumeration in made.enumerations]
    if twice := {each for each in tokens if tokens.count(each) > 1}:
        raise ValueError(f"这些名称用了两次：{'、'.join(sorted(twice))}")
    for field in made.fields.values():
        if field.count:
            for column in (*field.count.where, field.count.sum):
                ledger(field.count.ledger).column(column)


def _known(what: str, named: Iterable[str], known: Iterable[str]) -> None:
    held = set(known)
    if unknown := sorted({each for each in named if each} - held):
        raise ValueError(f"没有这样的{what}：{'、'.join(unknown)}")


def _named_figures(made: Format) -> Sequence[str]:
    named = [key for each in made.fields.values() for key in each.sum_of]
    named += made.highlights
    named += [key for grid in made.grids.values() for _, _, key in grid.figures()]
    named += [row.figure for table in made.tables.values() for row in table.rows]
    named += [key for phrase in made.phrases for key, _ in phrase.items]
    for part in made.texts.values():
        for variant in part.variants:
            named += [*variant.zero, *variant.equal]
    named += [*made.watch.figures, *made.same]
    named += [key for claim in made.claims for key in claim.zero]
    named += [
        key
        for mention in made.mentions
        for keys in (*mention.sums, *mention.share_of)
        for key in keys
    ]
    for chain in made.chains:
        named += [chain.now, chain.last, *chain.plus, *chain.minus]
    for check in made.checks:
        named += [*check.left, *check.right, *check.passes, *check.fails]
    return named


def _named_ledgers(made: Format) -> Sequence[str]:
    named = [page.ledger for page in made.pages]
    named += [enumeration.ledger for enumeration in made.enumerations]
    named += [each.count.ledger for each in made.fields.values() if each.count]
    named += [each.empty for part in made.texts.values() for each in part.variants]
    return named


def _named_tables(made: Format) -> Sequence[str]:
    return [part for each in made.sections for part in each.parts if isinstance(part, str)]
