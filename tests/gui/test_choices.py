"""Terms by a part of the word or by their number."""

import pytest

from gui.ledger.choices import complete, matches
from storage.ledgers import ledger

CHANNELS = ledger("publications").column("channels").choices
OUTCOMES = ledger("requests").column("outcome").choices


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2、4", "政府网站、政务微信"),
        ("２ ４", "政府网站、政务微信"),
        ("24", "政府网站、政务微信"),
        ("微信，公报", "政务微信、政府公报"),
        ("zw4", "政务微信"),
        ("zw2", "zw2"),
        ("wz wb", "政府网站、政务微博"),
        ("政务", "政务"),
        ("9", "9"),
        ("2、2", "政府网站"),
        ("", ""),
    ],
)
def test_several_terms_are_made_whole(text: str, whole: str) -> None:
    assert complete(CHANNELS, text, several=True) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [("12", "告知作出更改补充"), ("同意公开", "同意公开"), ("隐私", "不同意公开：涉及个人隐私")],
)
def test_one_term_is_made_whole(text: str, whole: str) -> None:
    assert complete(OUTCOMES, text, several=False) == whole


def test_a_part_of_many_terms_means_all_of_them() -> None:
    assert [CHANNELS[place] for place in matches(CHANNELS, "政务")] == ["政务微博", "政务微信"]
