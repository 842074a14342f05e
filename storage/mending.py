"""What a row's checksum still tells of a row that is damaged: which byte it was, and its value.

The CRC-32 of a text with one wrong byte differs from the right one by a pattern that depends only
on that byte's change and on how many bytes follow it; so the change can be reckoned back.
"""

from collections.abc import Iterator, Mapping

from storage.checksums import CHECKSUM, checksum

__all__ = ["mended"]

Cells = Mapping[str, bytes | int | None]


def mended(row: Cells) -> Cells | None:
    """The row as it was before one byte of it changed; None where it was more than that."""
    kept = row[CHECKSUM]
    if not isinstance(kept, int):
        return None
    right = checksum(_values(row))
    # SQLite keeps a sum of 2**31 or more in six bytes.
    wrong = (kept & (1 << 48) - 1) ^ right
    if sum(byte != 0 for byte in wrong.to_bytes(6, "big")) == 1:
        # The checksum itself was hit: the row is as it was written.
        return {**row, CHECKSUM: right}
    if not 0 <= kept < 1 << 32:
        return None
    return _text_mended(row, wrong) or _number_mended(row, kept)


def _values(row: Cells) -> Cells:
    return {name: cell for name, cell in row.items() if name != CHECKSUM}


def _text_mended(row: Cells, wrong: int) -> Cells | None:
    cells = sorted(_values(row).items(), reverse=True)
    for name, cell in cells:
        if isinstance(cell, bytes):
            for place in range(len(cell) - 1, -1, -1):
                if (change := _CHANGES.get(wrong)) is not None:
                    right = bytearray(cell)
                    right[place] ^= change
                    return {**row, name: bytes(right)}
                wrong = _one_byte_back(wrong)
        elif cell is not None:
            wrong = _back(wrong, len(str(cell)))
        if cell is not None:
            wrong = _back(wrong, len(name) + 1)
    return None


def _number_mended(row: Cells, kept: int) -> Cells | None:
    values = _values(row)
    for name, cell in values.items():
        if isinstance(cell, int):
            for each in _one_byte_from(cell):
                if checksum({**values, name: each}) == kept:
                    return {**row, name: each}
    return None


def _one_byte_from(number: int) -> Iterator[int]:
    for place in range(0, max(8, number.bit_length()), 8):
        for change in range(1, 256):
            yield number ^ change << place


def _back(wrong: int, count: int) -> int:
    for _ in range(count):
        wrong = _one_byte_back(wrong)
    return wrong


def _one_byte_back(wrong: int) -> int:
    """What differed one byte earlier."""
    last = _LAST[wrong >> 24]
    return (wrong ^ _STEPS[last]) << 8 | last


def _step(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xEDB88320 if byte & 1 else 0)
    return byte


_STEPS = tuple(_step(each) for each in range(256))
"""CRC-32's own table (ISO 3309): what one byte does to the sum."""
_CHANGES = {step: change for change, step in enumerate(_STEPS) if change}
_LAST = {step >> 24: byte for byte, step in enumerate(_STEPS)}
