"""What a trial found, as columns and row by row."""

from storage.trial import BadRow, GoodRow, GoodRows, Trial

GOOD = GoodRows(
    [2, 5, 9],
    {"title": ["甲", None, "丙"], "quantity": [1, 0, None]},
    {5: "同文号：和台账第 3 条一样"},
)


def test_a_row_is_made_where_somebody_looks_at_one() -> None:
    assert list(GOOD) == [
        GoodRow(2, {"title": "甲", "quantity": 1}),
        GoodRow(5, {"quantity": 0}, "同文号：和台账第 3 条一样"),
        GoodRow(9, {"title": "丙"}),
    ]
    assert GOOD[-1] == GOOD[2] and GOOD[1:] == list(GOOD)[1:]


def test_the_doubtful_ones_are_told_and_left_out_as_is_chosen() -> None:
    trial = Trial(GOOD, (BadRow(3, ("公开日期：读不懂。",)),))
    assert [each.row for each in trial.doubtful] == [5]
    assert [each.row for each in trial.chosen(doubtful=False)] == [2, 9]
    assert trial.chosen(doubtful=True) is GOOD
    assert trial.chosen(doubtful=False).columns == {"title": ["甲", "丙"], "quantity": [1, None]}


def test_without_a_doubt_all_are_chosen() -> None:
    plain = GoodRows([1], {"title": ["甲"]}, {})
    assert Trial(plain, ()).chosen(doubtful=False) is plain
    assert len(Trial(plain, ()).doubtful) == 0
