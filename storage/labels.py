"""What a place is called: the label of a figure, a text, a field of the unit, a ledger's entry."""

from storage.formats import NOTE, Format
from storage.ledgers import LEDGERS
from storage.report import Report, unit_labels

__all__ = ["label_of"]


def label_of(report: Report, place: str) -> str:
    """The label of a place as findings name it, or of a Finding.key: its reason.

    The place itself where nobody knows it.
    """
    _rule, kept, where = place.partition("@")
    if kept:
        return f"“{label_of(report, where)}”存疑的保留理由"
    made, units = report.format, unit_labels()
    if field := made.fields.get(place):
        return field.label
    kind, _, rest = place.partition(":")
    if kind == "unit" and rest in units:
        return units[rest][0]
    if kind == "text":
        return _text_label(made, rest)
    return _entry_label(report, place)


def _text_label(made: Format, key: str) -> str:
    noted = key.removeprefix(NOTE)
    if noted != key and noted in made.fields:
        return f"{made.fields[noted].label}的附注"
    if noted != key and noted in made.grids:
        return f"{made.grids[noted].title}的表注"
    part = made.texts.get(key.partition(":")[0])
    if part is None:
        return key
    variant = next((each for each in part.variants if key == f"{part.key}:{each.key}"), None)
    return f"{part.label}（{variant.name}）" if variant else part.label


def _entry_label(report: Report, place: str) -> str:
    key, _, rest = place.partition("/")
    held = next((each for each in LEDGERS if each.key == key), None)
    if held is None:
        return place
    entry_id, _, column_key = rest.partition("/")
    if not entry_id:
        return held.name
    number = report.ledger(key).position(int(entry_id)) + 1
    label = next((each.label for each in held.columns if each.key == column_key), "")
    return f"{held.name}第 {number} 条" + (f"的{label}" if label else "")
