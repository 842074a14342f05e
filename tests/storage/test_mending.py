import random

from storage.checksums import checksum
from storage.mending import mended

ROW: dict[str, bytes | int | None] = {
    "report_id": 1,
    "id": 312,
    "title": "关于公布办事指南的通知".encode(),
    "note": None,
    "link": b"",
    "normative": 1,
    "quantity": 1286,
}


def stamped() -> dict[str, bytes | int | None]:
    return {**ROW, "checksum": checksum(ROW)}


def test_one_wrong_byte_of_a_text_is_put_right_wherever_it_is() -> None:
    dice, right = random.Random(2018), stamped()
    title = right["title"]
    assert isinstance(title, bytes)
    for place in range(len(title)):
        wrong = bytearray(title)
        wrong[place] ^= dice.randint(1, 255)
        assert mended({**right, "title": bytes(wrong)}) == right


def test_a_wrong_number_is_put_right() -> None:
    right = stamped()
    for name, wrong in (("quantity", 1286 ^ 0x4000), ("id", 312 ^ 1), ("normative", 129)):
        assert mended({**right, name: wrong}) == right


def test_a_wrong_checksum_is_made_anew() -> None:
    right = stamped()
    kept = right["checksum"]
    assert isinstance(kept, int)
    for place in range(6):
        assert mended({**right, "checksum": kept ^ 0x5A << 8 * place}) == right


def test_a_row_with_more_than_one_wrong_byte_is_not_guessed_at() -> None:
    right = stamped()
    assert mended({**right, "title": "关于公布办事指北的告示".encode()}) is None
    assert mended({**right, "title": None}) is None
    assert mended({**right, "checksum": -1}) is None
