"""Parts of a number within a text."""

from decimal import Decimal

import pytest

from storage.checks import check
from storage.splits import splits_of
from tests.builders import report


@pytest.mark.parametrize(
    ("text", "total", "added", "whole"),
    [
        ("受理申请３６件（甲区２０件、乙县１６件），同比增长", 36, 36, True),
        ("共1,286条（甲1,000条，乙（丙）200条）。", 1286, 1200, True),
        ("公开信息63条，其中，甲类16条，乙类36条。", 63, 52, False),
        ("答复30件（含上年结转3件，另有10件转下年）", 30, 13, False),
    ],
)
def test_a_number_is_read_with_its_parts(text: str, total: int, added: int, whole: bool) -> None:
    (found,) = splits_of(text)
    assert (found.total, found.added, found.whole) == (Decimal(total), Decimal(added), whole)
    assert len(found.places) == 2


@pytest.mark.parametrize(
    "text", ["受理36件（甲区20件）", "受理36件（共收20元、30元）", "受理36件。其中20件、16件", ""]
)
def test_one_part_or_another_unit_is_no_split(text: str) -> None:
    assert list(splits_of(text)) == []


def rules(text: str) -> list[str]:
    held = report(texts={"overview.body": text})
    return [each.rule for each in check(held) if each.rule in ("W3", "W9")]


def test_parts_that_add_up_are_not_asked_about_one_by_one() -> None:
    assert rules("办理36件（甲区20件、乙县16件）。") == ["W3"]
    assert rules("办理36件，其中甲区20件、乙县16件。") == ["W3"]


def test_brackets_that_do_not_add_up_are_doubtful() -> None:
    held = report(texts={"overview.body": "办理36件（甲区20件、乙县15件）。"})
    (finding,) = [each for each in check(held) if each.rule == "W9"]
    assert "“36件”" in finding.sentence and "相加是 35，相差 1" in finding.sentence
    assert "W9" not in rules("办理36件（含甲区20件、乙县15件）。")
    assert "W9" not in rules("办理36件，其中甲区20件、乙县15件。")
