"""A ledger asked and changed: what it answers is what going through its entries answers."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from storage.entries import Entries, Entry, HeldEntries
from storage.tally import Tally

COLUMNS = ("channels", "published_on:month")

CELLS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["甲", "乙"]),
        "channels": st.sampled_from([("政府网站",), ("政府网站", "政务微信")]),
        "published_on": st.dates(),
        "quantity": st.integers(0, 9),
    },
)
CHANGES = st.lists(st.dictionaries(st.integers(1, 12), st.none() | CELLS), max_size=6)


@dataclass(frozen=True)
class Titled:
    title: str

    def __call__(self, entry: Entry) -> bool:
        return entry.cells.get("title") == self.title


def as_changes(drawn: dict[int, dict[str, object] | None]) -> dict[int, Entry | None]:
    return {
        key: None if cells is None else Entry(key, cells)  # type: ignore[arg-type]
        for key, cells in drawn.items()
    }


@given(CHANGES)
def test_entries_after_changes_answer_like_the_plain_list(
    drawn: list[dict[int, dict[str, object] | None]],
) -> None:
    plain: dict[int, Entry] = {}
    held: Entries = HeldEntries()
    for each in drawn:
        held.tally(COLUMNS), held.which(Titled("甲"))
        changes, before = as_changes(each), held
        held = held.changed(changes)
        differing = {key for key, new in changes.items() if plain.get(key) is not new}
        assert set(held.differing(before)) == differing
        plain = {k: v for k, v in {**plain, **changes}.items() if v is not None}
    wanted = [plain[key] for key in sorted(plain)]
    assert held == wanted and len(held) == len(wanted)
    assert held.last_id == max(plain, default=0)
    assert held.quantity == sum(entry.quantity for entry in wanted)
    for number in range(14):
        assert held.get(number) is plain.get(number)
        assert held.position(number) == sum(key < number for key in plain)
    assert dict(held.tally(COLUMNS).groups()) == dict(Tally.of(wanted, COLUMNS, ()).groups())
    assert list(held.which(Titled("甲"))) == [each for each in wanted if Titled("甲")(each)]
