"""JSON as it was written: numbers with all their digits, repeated names noticed, nothing guessed.

Python's own reader turns 1.50 into 1.5, keeps the last of two equal names and accepts NaN.
"""

import json
from collections import Counter
from decimal import Decimal, InvalidOperation

from storage.errors import BadValue

__all__ = ["MAX_VALUES", "JsonNumber", "JsonObject", "read_json"]

_MAX_DIGITS = 40
MAX_VALUES = 1_500_000
"""Three bytes of a file can become a hundred in memory; a hundred thousand entries have fewer."""


class JsonNumber(str):
    """A number's own characters; NaN and Infinity too, which no number field takes."""

    __slots__ = ()

    def plain(self) -> str:
        """The digits without an exponent (1.5e2 → 150), as long as there are not absurdly many."""
        if "e" not in self.lower() or len(self) > _MAX_DIGITS:
            return str(self)
        try:
            number = Decimal(self)
        except InvalidOperation:
            return str(self)
        small = abs(number.adjusted()) <= _MAX_DIGITS
        return format(number, "f") if small else str(self)


class JsonObject(dict[str, object]):
    """An object, with the names that were written more than once."""

    repeated: tuple[str, ...] = ()


def read_json(content: bytes) -> object:
    """What UTF-8 ``content`` says. Raises BadValue with the reason and its place."""
    if sum(map(content.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise BadValue("文件里的内容太多，一次放不下，请分成几个文件，或改用台账的表格导入。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue("文件不是 UTF-8 编码，请另存为 UTF-8 编码后再导入。") from error
    if not text.strip():
        raise BadValue("文件是空的。")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=JsonNumber,
        )
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 个字符"
        raise BadValue(f"文件不是完整的 JSON，{place}附近写得不对。") from error
    except MemoryError as error:
        raise BadValue("文件太大，这台电脑的内存放不下，请分成几个文件再导入。") from error
    except RecursionError as error:
        raise BadValue("文件里的括号套得太深，不是本程序的交换文件。") from error


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    made = JsonObject(pairs)
    if len(made) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        made.repeated = tuple(name for name, times in counted.items() if times > 1)
    return made
