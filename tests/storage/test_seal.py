import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import seal
from storage.seal import Seal
from storage.store import Store
from tests.builders import full_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return full_file(tmp_path / "年报.nianbao")


def test_a_closed_file_is_sealed_and_stays_an_ordinary_database(path: Path) -> None:
    assert seal.check(path) is Seal.WHOLE
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma user_version").fetchone()[0] != 0


def test_one_changed_byte_breaks_the_seal_wherever_it_lies(path: Path) -> None:
    whole, dice = path.read_bytes(), random.Random(2018)
    places = [*range(100), *dice.sample(range(100, len(whole)), 400)]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= dice.randint(1, 255)
        path.write_bytes(changed)
        kept = changed[60:64] != bytes(4) and changed[18:20] != bytes((2, 2))
        assert seal.check(path) is (Seal.BROKEN if kept else Seal.NONE), place


def test_an_open_file_has_no_seal_until_it_is_closed(path: Path) -> None:
    with Store.open(path):
        assert seal.check(path) is Seal.NONE
    assert seal.check(path) is Seal.WHOLE


def test_a_longer_or_shorter_file_breaks_the_seal(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096])
    assert seal.check(path) is Seal.BROKEN
    path.write_bytes(whole + bytes(4096))
    assert seal.check(path) is Seal.BROKEN
