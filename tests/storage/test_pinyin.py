"""Terms by the letters of their syllables."""

import subprocess
import sys

import pytest

from storage.ledgers import ledger
from storage.pinyin import by_letters, spelt_by_letters

CHANNELS = ledger("publications").column("channels").choices
APPLICANTS = ledger("requests").column("applicant").choices
OUTCOMES = ledger("requests").column("outcome").choices


@pytest.mark.parametrize(
    ("terms", "typed", "meant"),
    [
        (CHANNELS, "zw", ["政务微博", "政务微信"]),
        (CHANNELS, "ZW", ["政务微博", "政务微信"]),
        (CHANNELS, "zwwx", ["政务微信"]),
        (CHANNELS, "z'w'w'x", ["政务微信"]),
        (CHANNELS, "zhengwu", ["政务微博", "政务微信"]),
        (CHANNELS, "zhengww", ["政务微博", "政务微信"]),
        (CHANNELS, "weixin", ["政务微信"]),
        (CHANNELS, "wz", ["政府网站"]),
        (CHANNELS, "qt", ["其他"]),
        (APPLICANTS, "zrr", ["自然人"]),
        (APPLICANTS, "shgy", ["社会公益组织"]),
        (OUTCOMES, "ty", ["同意公开", "同意部分公开"]),
        (OUTCOMES, "gjmm", ["不同意公开：涉及国家秘密"]),
        (CHANNELS, "zx", []),
        (CHANNELS, "weixinx", []),
    ],
)
def test_letters_stand_for_terms(terms: tuple[str, ...], typed: str, meant: list[str]) -> None:
    assert [terms[place] for place in by_letters(terms, typed)] == meant


@pytest.mark.parametrize(
    ("text", "letters"),
    [("zw", True), ("z'w", True), ("", False), ("微信", False), ("4", False), ("z4", False)],
)
def test_only_letters_are_taken_for_letters(text: str, letters: bool) -> None:
    assert spelt_by_letters(text) is letters


def test_the_dictionary_is_loaded_with_the_first_letters_only() -> None:
    said = (
        "import sys, gui.ledger.choices as c; c.complete(('政务微信',), '微', several=False);"
        "before = 'pypinyin' in sys.modules; c.complete(('政务微信',), 'wx', several=False);"
        "print(before, 'pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
