"""Rows read a stretch at a time come out as each of their cells would alone."""

import random

import pytest

from storage.entry_batch import rows_of
from storage.errors import BadValue
from storage.given_cells import read_given
from storage.given_table import GivenTable
from storage.ledgers import LEDGERS, PUBLICATIONS, REQUESTS, Ledger
from storage.row_reader import RowReader

WORDS = (
    *("", " ", "关于某事的通知", " 两行\n的标题 ", "工农政发〔2018〕3号", "=1+1", "http://x.cn/a"),
    *("2018.3.5", "3月5日", "43164", "2018年2月30日", "网站", "政府网站、微信", "电视", "其他"),
    *("12", "１２条", "1.5", "-1", "25.50元", "是", "×", "也许", "自然人", "公民", "\ufffc"),
)  # fmt: skip


BOTH = (0, 150), (150, 900)


@pytest.mark.parametrize("held", LEDGERS, ids=lambda each: each.key)
def test_every_cell_is_read_as_it_would_be_alone(held: Ledger) -> None:
    chance = random.Random(held.key)
    keys = [column.key for column in held.columns]
    rows = tuple(
        tuple(chance.choice(WORDS) for _ in range(chance.randint(0, len(keys) + 2)))
        for _ in range(400)
    )
    reader = RowReader([*keys, "", ""], held, 2018)
    (first, said), (rest, more) = (reader.read(GivenTable.of(rows), *each) for each in BOTH)
    assert len(rows_of(first)) == 150 and len(rows_of(rest)) == 250
    for row, cells in enumerate([*rows_of(first), *rows_of(rest)]):
        wanted, wrong = {}, []
        for column, text in zip(held.columns, rows[row], strict=False):
            try:
                value = read_given(column, text, 2018)
            except BadValue as error:
                wrong.append(f"{column.label}：{error}")
            else:
                if value is not None:
                    wanted[column.key] = value
        assert (cells, {**said, **more}.get(row, [])) == (wanted, wrong)


def test_a_fault_is_said_in_the_order_of_the_columns_and_only_where_one_is_named() -> None:
    rows = (("甲", "x", "某日"), ("乙", "", ""), ("合 计", "", "1"))
    faults = {(0, 0): "公式", (0, 1): "公式", (1, 2): "时刻"}
    keys = ("title", "", "published_on")
    _, found = RowReader(keys, PUBLICATIONS, 2018).read(GivenTable.of(rows, faults), 0, 3)
    said = {row: [each.partition("：")[0] for each in why] for row, why in found.items()}
    assert said == {
        0: ["标题", "公开日期"],
        1: ["公开日期"],
        2: ["这一行像是合计，导入会重复计数。"],
    }


def test_a_table_without_the_named_columns_has_blank_rows() -> None:
    reader = RowReader(("number", "", "subject"), REQUESTS, 2018)
    assert reader.read(GivenTable.of((("7",), ())), 0, 2) == (
        {"number": ["7", None], "subject": [None, None]},
        {},
    )
