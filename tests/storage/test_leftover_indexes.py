"""Indexes that nothing needs any more are known by their name, and nothing else is touched."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage import leftover_indexes
from storage.index_building import build_index
from storage.ledger_index import index_path
from storage.ledgers import ledger
from storage.leftover_indexes import orphans, remove
from storage.report import Entry
from storage.store import Store
from tests.builders import report

OTHERS = (
    "年报.nianbao.1.publications.index",
    ".年报.nianbao.0.publications.index",
    ".年报.nianbao.1a.publications.index",
    ".年报.nianbao.99999999999999999999.publications.index",
    ".年报.nianbao.1.publications.index.bak",
    ".年报.nianbao.1.publications.index.part.part",
    ".年报.nianbao.1.change.index",
    ".年报.nianbao.publications.index",
    ".年报.db.1.publications.index",
    "..nianbao.1.publications",
    ".年报.nianbao.lock",
    ".0123456789ab.nianbao",
)
"""Names that are almost ours."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of two years; three publications in the newer one."""
    found = tmp_path / "年报.nianbao"
    rows = tuple(Entry(number, {"title": "通告"}) for number in (1, 2, 3))
    with Store.create(found) as store:
        store.add_report(report(2017))
        store.add_report(report(2018, ledgers={"publications": rows}))
    return found


def indexed(path: Path, report_id: int = 2, key: str = "publications") -> Path:
    return build_index(path, report_id, ledger(key), [], lambda done, total: None)


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_an_index_is_an_orphan_once_its_data_file_is_gone(path: Path) -> None:
    made = indexed(path)
    half = made.with_name(f"{made.name}.part")
    half.write_bytes(b"")
    assert orphans(path.parent) == {}
    path.unlink()
    found = orphans(path.parent)
    assert set(found) == {path} and set(found[path]) == {made, half}
    remove(found[path])
    assert names(path.parent) == set()
    remove(found[path])


@pytest.mark.parametrize("name", ["一\n二", "a.b.nianbao.1.requests.index", "名 字", "[x]*"])
def test_whatever_a_data_file_is_called_its_orphan_is_found(name: str, tmp_path: Path) -> None:
    gone = tmp_path / f"{name}.nianbao"
    made = index_path(gone, 12, "requests")
    made.write_bytes(b"")
    assert orphans(tmp_path) == {gone: [made]}


def test_a_name_that_is_only_almost_ours_is_nothing_to_remove(tmp_path: Path) -> None:
    for each in OTHERS:
        (tmp_path / each).write_text("别人的", "utf-8")
    (tmp_path / ".文件夹.nianbao.1.publications.index").mkdir()
    assert orphans(tmp_path) == {}


def test_a_link_of_such_a_name_is_nothing_to_remove(tmp_path: Path) -> None:
    (tmp_path / "真的").write_text("别人的", "utf-8")
    try:
        (tmp_path / ".年报.nianbao.1.publications.index").symlink_to(tmp_path / "真的")
    except OSError:
        pytest.skip("这里不能建链接")
    assert orphans(tmp_path) == {}


Big = Callable[[int], None]


@pytest.fixture
def big_from(monkeypatch: pytest.MonkeyPatch) -> Big:
    return lambda count: monkeypatch.setattr(leftover_indexes, "INDEX_FROM", count)


def test_the_index_of_a_big_ledger_stays_and_that_of_a_small_one_goes(
    path: Path, big_from: Big
) -> None:
    made = indexed(path)
    with Store.open(path) as store:
        for count, stays in ((3, True), (4, False)):
            big_from(count)
            store.tidy()
            assert made.exists() is stays


def test_what_was_half_made_goes_and_so_does_what_belongs_to_no_year(
    path: Path, big_from: Big
) -> None:
    big_from(1)
    needed = indexed(path)
    half = needed.with_name(f"{needed.name}.part")
    half.write_bytes(b"x" * 100)
    empty, gone = index_path(path, 1, "publications"), index_path(path, 9, "publications")
    other = index_path(path.with_name("另一个.nianbao"), 1, "publications")
    for each in (empty, gone, other):
        each.write_bytes(b"")
    with Store.open(path) as store:
        store.tidy()
        assert store.load(2018).ledger("publications")[2].cells["title"] == "通告"
    assert names(path.parent) == {path.name, needed.name, other.name}
