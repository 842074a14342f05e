"""别处来的文件: read whole, within bounds, whatever it is; its text in the usual encodings."""

import codecs
from pathlib import Path

from storage.errors import FileUnavailable, ImportRefused

__all__ = ["read_given_file", "text_of"]


def read_given_file(path: Path, most: int, too_big: str) -> bytes:
    """The content. Raises FileUnavailable, or ImportRefused with ``too_big`` for more than ``most``
    bytes."""
    if not path.is_file():
        raise FileUnavailable(f"找不到要导入的文件“{path}”。")
    try:
        with path.open("rb") as file:
            # As much memory is taken as is asked for, so no more is than there is.
            content = file.read(min(path.stat().st_size, most) + 1)
    except OSError as error:
        raise FileUnavailable(f"无法读取“{path.name}”，请检查是否有权限。") from error
    if len(content) > most:
        raise ImportRefused([too_big])
    return content


def text_of(content: bytes, otherwise: str) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB18030. Raises ImportRefused with
    ``otherwise``."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportRefused([otherwise])
