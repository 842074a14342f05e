"""A matrix of a format file (rows × columns, e.g. table 三) written out: its fields and its table.

The key of a field is ``matrix.row.column``. Written once, not cell by cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.formats import Count, Field
from storage.grids import Grid, draw_grid

__all__ = ["Line", "Matrix", "fields_of", "grid_of", "read_matrix", "spread"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its key, its labels from the outermost inwards, its name in texts."""

    key: str
    labels: tuple[str, ...]
    token: str
    sum_of: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix as declared."""

    key: str
    name: str
    unit: str
    page: str
    ledger: str
    widths: tuple[float, ...]
    head: tuple[tuple[str, ...], ...]
    label_columns: int
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]

    def cell(self, row: str, column: str) -> str:
        """The key of a field."""
        return f"{self.key}.{row}.{column}"


def read_matrix(raw: Mapping[str, Any]) -> Matrix:
    """A matrix from its TOML table."""
    columns = tuple(_line(each) for each in raw["columns"])
    return Matrix(
        key=raw["key"],
        name=raw["name"],
        unit=raw["unit"],
        page=raw["page"],
        ledger=raw.get("ledger", ""),
        widths=tuple(raw["widths"]),
        head=tuple(tuple(row) for row in raw["head"]),
        label_columns=len(raw["widths"]) - len(columns),
        rows=tuple(_line(each) for each in raw["rows"]),
        columns=columns,
    )


def _line(raw: Mapping[str, Any]) -> Line:
    labels = raw["label"]
    where = raw.get("where")
    return Line(
        key=raw["key"],
        labels=(labels,) if isinstance(labels, str) else tuple(labels),
        token=raw.get("token", raw["key"]),
        sum_of=tuple(raw.get("sum_of", ())),
        where=None if where is None else {key: _terms(terms) for key, terms in where.items()},
    )


def _terms(terms: str | Sequence[str]) -> tuple[str, ...]:
    return (terms,) if isinstance(terms, str) else tuple(terms)


def fields_of(matrix: Matrix) -> Iterator[Field]:
    """Every field of the matrix, row by row."""
    for row in matrix.rows:
        for column in matrix.columns:
            yield _field(matrix, row, column)


def _field(matrix: Matrix, row: Line, column: Line) -> Field:
    if column.sum_of:
        parts = [matrix.cell(row.key, each) for each in column.sum_of]
    else:
        parts = [matrix.cell(each, column.key) for each in row.sum_of]
    count = None
    if matrix.ledger and not parts and row.where is not None and column.where is not None:
        count = Count(matrix.ledger, {**row.where, **column.where})
    return Field(
        key=matrix.cell(row.key, column.key),
        label=f"{row.labels[-1]}，{column.labels[-1]}",
        token=row.token if column.sum_of else f"{row.token}（{column.labels[-1]}）",
        unit=matrix.unit,
        page=matrix.page,
        sum_of=tuple(parts),
        count=count,
        term=row.token,
        computed=bool(parts),
    )


def grid_of(matrix: Matrix) -> Grid:
    """The matrix as its statutory table, labels merged where they repeat."""
    drawn = [list(row) for row in matrix.head]
    above: tuple[str, ...] = ()
    for row in matrix.rows:
        figures = [f"={matrix.cell(row.key, column.key)}" for column in matrix.columns]
        drawn.append([*_labels(row.labels, above, matrix.label_columns), *figures])
        above = row.labels
    return draw_grid(
        matrix.key,
        drawn,
        matrix.widths,
        title=matrix.name,
        head_rows=len(matrix.head),
        head_columns=matrix.label_columns,
        page=matrix.page,
    )


def _labels(labels: tuple[str, ...], above: tuple[str, ...], room: int) -> list[str]:
    """The label places of a row: outer labels merge with the row above, the last one fills up."""
    signs = []
    for depth, text in enumerate(labels):
        same = depth < len(labels) - 1 and labels[: depth + 1] == above[: depth + 1]
        signs.append("^" if same else text)
    return signs + [">"] * (room - len(signs))


def spread(raw: Mapping[str, Any], matrices: Mapping[str, Matrix]) -> Iterator[dict[str, Any]]:
    """A check written with ``*`` for each column (last place) or each row (middle place) of a
    matrix, once for each of them; ``where`` names it. A check without ``*`` as it is."""
    operands = (*raw.get("left", ()), *raw.get("right", ()), raw.get("now", ""))
    starred = next((key for key in operands if "*" in key), "")
    if not starred:
        yield dict(raw)
        return
    matrix = matrices[starred.split(".")[0]]
    by_column = starred.endswith("*")
    for line in matrix.columns if by_column else matrix.rows:
        kind = "列" if by_column else "行"
        where = f"{matrix.name}“{line.labels[-1]}”{kind}"
        yield {
            **{key: _filled(value, line.key) for key, value in raw.items()},
            "where": where,
        }


def _filled(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return value.replace("*", key)
    if isinstance(value, list):
        return [each.replace("*", key) for each in value]
    return {name.replace("*", key): number for name, number in value.items()}
