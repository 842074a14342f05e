"""A changed byte is always noticed and costs next to nothing; ``FLIPS=200`` for the long form."""

import os
import random
from pathlib import Path

import pytest

from tests.faults.flips import KEPT, flip

FLIPS = int(os.environ.get("FLIPS", "40"))


@pytest.mark.timeout(1800)
def test_a_flipped_byte_is_always_noticed_and_the_rows_are_saved(tmp_path: Path) -> None:
    table = flip(tmp_path, FLIPS, random.Random(int(os.environ.get("SEED", "2018"))))
    print(
        f"\n翻转一个字节的文件 {FLIPS} 个：打开时发现 {table.noticed} 个，"
        f"其中没有伤到内容的 {table.harmless} 个；"
        f"保住 {table.saved} / {table.rows} 行（{table.saved / table.rows:.4%}），"
        f"保存下来但不对的 {table.wrong} 行。"
    )
    assert table.noticed == FLIPS
    assert table.saved >= KEPT * table.rows
