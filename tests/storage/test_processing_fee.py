import pytest

from storage.processing_fee import fee_by_item, fee_by_volume


@pytest.mark.parametrize(
    ("before", "quantity", "amount"),
    [
        (0, 1, 0),
        (0, 10, 0),
        (9, 1, 0),
        (10, 1, 100),
        (0, 11, 100),
        (29, 1, 100),
        (30, 1, 200),
        (39, 1, 200),
        (40, 1, 300),
        (0, 30, 20 * 100),
        (0, 45, 20 * 100 + 10 * 200 + 5 * 300),
        (28, 4, 2 * 100 + 2 * 200),
        (0, 0, 0),
    ],
)
def test_items_cost_more_the_more_there_are_in_a_month(
    before: int, quantity: int, amount: int
) -> None:
    assert fee_by_item(before, quantity).amount == amount


@pytest.mark.parametrize(
    ("pages", "amount"),
    [
        (0, 0),
        (30, 0),
        (31, 10),
        (100, 700),
        (101, 720),
        (200, 2700),
        (201, 2740),
        (250, 700 + 2000 + 50 * 40),
    ],
)
def test_pages_cost_more_the_more_are_given(pages: int, amount: int) -> None:
    assert fee_by_volume(pages).amount == amount


def test_charging_item_by_item_comes_to_the_same_as_all_at_once() -> None:
    assert sum(fee_by_item(before).amount for before in range(57)) == fee_by_item(0, 57).amount


def test_each_part_is_a_step() -> None:
    assert fee_by_item(8, 4).steps == ("第9—10件：不收费", "第11—12件：2件×100元＝200元")
    assert fee_by_item(30).steps == ("第31件：1件×200元＝200元",)
    assert fee_by_volume(120).steps == (
        "第1—30页：不收费",
        "第31—100页：70页×10元＝700元",
        "第101—120页：20页×20元＝400元",
    )
    assert fee_by_volume(0).steps == ()
