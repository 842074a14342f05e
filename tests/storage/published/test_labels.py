"""Where the labels of a table stand."""

import pytest

from storage.published.labels import MARK, places_of


def test_labels_are_found_in_their_order_and_a_missing_one_is_none() -> None:
    words = f"规章{MARK}{MARK}行政许可{MARK}其他{MARK}"
    assert list(places_of(words, ["规章", "行政处罚", "行政许可"])) == [0, None, 4]


def test_the_same_words_are_taken_one_after_the_other() -> None:
    words = f"一总计{MARK}二总计{MARK}"
    assert list(places_of(words, ["总计", "总计", "总计"])) == [1, 5, None]


@pytest.mark.parametrize(
    "words",
    [
        f"行政{MARK}规范{MARK}性文件",
        f"规范性文件{MARK}",
        f"3行政规范性文件{MARK}",
    ],
)
def test_a_label_is_known_broken_by_its_numbers_shortened_or_numbered(words: str) -> None:
    assert list(places_of(words, ["行政规范性文件"])) != [None]


def test_a_short_label_is_not_shortened_further() -> None:
    assert list(places_of(f"其他处理{MARK}", ["3.其他"])) == [None]
