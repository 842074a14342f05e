"""Looks through a workbook before it is parsed: what would take endless time or memory, or is no
workbook at all, is refused with a sentence.

A few kilobytes can unpack to gigabytes, name row 4,294,967,295 or define endless entities.
"""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from export.excel.plain_look import Plain, look
from storage.errors import ImportRefused
from storage.given_file import read_given_file

__all__ = [
    "LONG_LIST",
    "OLD_OFFICE",
    "Limits",
    "column_number",
    "look_through",
    "read_content",
    "read_guarded",
    "unpacked_size",
]

MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_RATIO, RATIO_FREE = 150, 10 * 2**20
"""How far a file may be packed; below so many unpacked bytes it does not matter."""
MAX_PARTS = 2000
MAX_COLUMNS = 512
MAX_AREA = 6_000_000
"""Rows times columns of a sheet; some readers hold a cell for each place between the outermost."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_CHUNK, _PIECE = 2**16, 2**20
_PLACE = re.compile(r"([A-Z]*)(\d+)")
_IN_TABLE = {"row", "c", "v", "is", "t", "si"}
"""What a long list is made of."""
_PER_CELL = 4
"""Elements of one cell: itself and up to three around its words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold, and what is said about more."""

    xml: int
    """Bytes of all parts together."""
    rows: int
    in_table: int
    """Elements that rows, cells and their words are made of."""
    others: int
    plain: int
    """Elements, opened and closed, of a part that is quick to look at."""
    too_big: str


OURS = Limits(
    40 * 2**20,
    100_000,
    200_000,
    200_000,
    200_000,
    "里面的内容多得不像统计表，没有打开。请用本程序导出的工作簿。",
)
"""Our own workbook has about 20,000 elements."""
LONG_LIST = Limits(
    250 * 2**20,
    200_000,
    4_000_000,
    200_000,
    20_000_000,
    "里面的内容太多，没有打开。请分成几个文件再导入。",
)
"""200,000 rows of ten cells."""


def read_guarded(path: Path, limits: Limits = OURS) -> io.BytesIO:
    """The content of a workbook that is safe to parse. Raises FileUnavailable, ImportRefused."""
    content = read_content(path, limits)
    if content.startswith(OLD_OFFICE):
        raise ImportRefused(["这是旧的 .xls 或 .et 格式，请在 Excel 里另存为 .xlsx 后再导入。"])
    look_through(content, limits)
    return io.BytesIO(content)


def read_content(path: Path, limits: Limits) -> bytes:
    """A workbook, new or old, that has no password. Raises FileUnavailable, ImportRefused."""
    content = read_given_file(path, MAX_BYTES, f"文件超过 50 MB。{limits.too_big}")
    if content.startswith(OLD_OFFICE) and _ENCRYPTED in content:
        raise ImportRefused(["这个工作簿有密码，请在 Excel 里取消密码后再导入。"])
    if content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise ImportRefused(
            ["这个文件里其实是网页，不是 Excel 工作簿，请用 Excel 打开，另存为 .xlsx 后再导入。"]
        )
    if not content.startswith((b"PK", OLD_OFFICE)):
        raise ImportRefused(["这不是 Excel 工作簿（.xlsx），请核对选中的文件。"])
    return content


def look_through(content: bytes, limits: Limits) -> frozenset[str]:
    """Raises ImportRefused unless the workbook is safe to parse; the names of the parts where
    formulas or errors stand."""
    with _opened(content) as parts:
        _refuse_bombs(parts, limits)
        return _Scan(parts, limits).run()


def unpacked_size(content: bytes, limits: Limits) -> int:
    """How many bytes a workbook unpacks to. Raises ImportRefused where they are too many."""
    with _opened(content) as parts:
        _refuse_bombs(parts, limits)
        return sum(part.file_size for part in parts.infolist())


@contextmanager
def _opened(content: bytes) -> Iterator[ZipFile]:
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            yield parts
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ImportRefused(
            ["这个工作簿不完整，可能没有下载完或已经损坏，请重新取得这个文件。"]
        ) from error


def _refuse_bombs(parts: ZipFile, limits: Limits) -> None:
    listed = parts.infolist()
    unpacked = sum(part.file_size for part in listed)
    packed = sum(part.compress_size for part in listed)
    if len(listed) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise ImportRefused([limits.too_big])
    if unpacked > RATIO_FREE and unpacked > MAX_RATIO * max(packed, 1):
        raise ImportRefused([limits.too_big])
    if any(part.flag_bits & 1 for part in listed):
        raise ImportRefused(["这个工作簿有密码，请取消密码后再导入。"])
    names = {part.filename for part in listed}
    if len(names) < len(listed) or not any(name.startswith("xl/") for name in names):
        raise ImportRefused(["这不是 Excel 工作簿（.xlsx），请核对选中的文件。"])


class _Scan:
    """Walks every part once, in small pieces, and counts."""

    def __init__(self, parts: ZipFile, limits: Limits) -> None:
        self._parts, self._limits = parts, limits
        self._bytes = 0
        self._others = 0
        self._in_table = 0
        self._in_row = 0
        self._rows = self._last_row = self._last_column = 0
        self._marked = False

    def run(self) -> frozenset[str]:
        """Raises ImportRefused; a part that is no XML is left to whoever asks for it."""
        return frozenset(part.filename for part in self._parts.infolist() if self._part(part))

    def _part(self, part: ZipInfo) -> bool:
        """Whether formulas or errors stand in it."""
        before = self._bytes
        plain = look(self._pieces(part, _PIECE))
        if plain is None:
            self._bytes = before
            return self._go_through(part)
        self._refuse_rows(plain)
        return plain.marked

    def _refuse_rows(self, plain: Plain) -> None:
        if plain.elements > self._limits.plain:
            raise ImportRefused([self._limits.too_big])
        if plain.rows > self._limits.rows:
            self._refuse_row(str(plain.rows))

    def _pieces(self, part: ZipInfo, size: int) -> Iterator[bytes]:
        with self._parts.open(part) as file:
            while piece := file.read(size):
                self._bytes += len(piece)
                if self._bytes > self._limits.xml:
                    raise ImportRefused([self._limits.too_big])
                yield piece

    def _go_through(self, part: ZipInfo) -> bool:
        """Element by element."""
        self._rows = self._last_row = self._last_column = 0
        self._marked = False
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        for piece in self._pieces(part, _CHUNK):
            try:
                parser.Parse(piece)
            except expat.ExpatError:
                # Whoever parses it stops here too: a picture, or a broken part.
                break
        if self._last_row * self._last_column > MAX_AREA:
            raise ImportRefused(["工作表太大，中间大片是空的，请只留下要导入的部分。"])
        return self._marked

    def _doctype(self, *_: object) -> None:
        raise ImportRefused(["这个工作簿里有不安全的内容（文档类型声明），没有打开。"])

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        bare = name.rpartition(":")[2]
        self._count(bare)
        if bare == "f" or (bare == "c" and attributes.get("t") == "e"):
            self._marked = True
        if bare not in ("c", "row"):
            return
        self._rows += bare == "row"
        if self._rows > self._limits.rows:
            # Rows need not say their number.
            raise ImportRefused([f"工作表太长，最多可以有 {self._limits.rows} 行。"])
        match = _PLACE.fullmatch(attributes.get("r", "1"))
        letters, row = match.groups() if match else ("", "0")
        if len(row) > len(str(self._limits.rows)) or not 0 < int(row) <= self._limits.rows:
            self._refuse_row(row)
        column = column_number(letters) if len(letters) <= 3 else MAX_COLUMNS + 1
        if column > MAX_COLUMNS:
            raise ImportRefused([f"工作表里有第 {letters[:6]} 列，最多可以有 {MAX_COLUMNS} 列。"])
        self._last_row = max(self._last_row, self._rows, int(row))
        self._last_column = max(self._last_column, column, self._in_row)

    def _refuse_row(self, row: str) -> None:
        most = self._limits.rows
        raise ImportRefused([f"工作表里有第 {row[:12]} 行，最多可以有 {most} 行。"])

    def _count(self, name: str) -> None:
        if name in _IN_TABLE:
            self._in_table += 1
            self._in_row = 0 if name in ("row", "si") else self._in_row + 1
        else:
            self._others += 1
        if self._in_table > self._limits.in_table or self._others > self._limits.others:
            raise ImportRefused([self._limits.too_big])
        if self._in_row > _PER_CELL * MAX_COLUMNS:
            # A row is held as a whole while it is read.
            raise ImportRefused([f"工作表里有一行太长，最多可以有 {MAX_COLUMNS} 列。"])


def column_number(letters: str) -> int:
    """A column's letters as a number from 1; nothing is 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
