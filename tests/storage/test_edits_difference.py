from pathlib import Path

from storage.edits import apply, difference
from storage.report import Report
from storage.store import Store
from tests.builders import full_report


def test_the_difference_turns_one_report_into_the_other() -> None:
    full = full_report()
    empty = Report(full.format, full.year)
    assert apply(empty, difference(empty, full)) == full
    emptied = apply(full, difference(full, empty))
    assert difference(emptied, empty) == ()
    assert not any(emptied.entries.values())


def test_a_report_differs_from_itself_in_nothing() -> None:
    assert difference(full_report(), full_report()) == ()


def test_a_report_written_as_its_difference_is_read_back_whole(tmp_path: Path) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(full_report())
        assert store.load(2018) == full_report()
