"""Texts in the order of their pinyin."""

import pytest

from storage.query import Query
from storage.report import Entry
from storage.spelling import spelled


def test_common_characters_come_by_their_pinyin() -> None:
    names = ["张", "王", "安", "李", "陈", "赵", "白"]
    assert sorted(names, key=spelled) == ["安", "白", "陈", "李", "王", "张", "赵"]


@pytest.mark.parametrize("text", ["", "a", "文", "䶮", "𬭎", "\ud800"])
def test_every_text_has_its_place(text: str) -> None:
    assert isinstance(spelled(text), bytes)


def test_numbers_and_letters_come_first_and_a_beginning_before_the_whole() -> None:
    texts = ["公告十", "公告", "B", "2号", "10号", "阿"]
    assert sorted(texts, key=spelled) == ["10号", "2号", "B", "阿", "公告", "公告十"]


def test_entries_are_arranged_so() -> None:
    entries = [Entry(number, {"title": name}) for number, name in enumerate("张王安", 1)]
    assert [each.id for each in Query(order="title").arranged(entries)] == [3, 2, 1]
    down = Query(order="title", descending=True)
    assert [each.id for each in down.arranged(entries)] == [1, 2, 3]
