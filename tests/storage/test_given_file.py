"""Files from elsewhere: bounded, and read in the encodings that offices use."""

from pathlib import Path

import pytest

from storage.errors import FileUnavailable, ImportRefused
from storage.given_file import read_given_file, text_of

TEXT = "示例区２０２３年\r\n政府信息公开\r\n"


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"12345")
    assert read_given_file(path, 5, "太大。") == b"12345"
    with pytest.raises(ImportRefused, match="太大。"):
        read_given_file(path, 4, "太大。")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.txt", tmp_path):
        with pytest.raises(FileUnavailable, match="找不到要导入的文件"):
            read_given_file(path, 5, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding), "") == TEXT


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff", b"PK\x03\x04\x00\x00\x00\x00"])
def test_what_is_no_text_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(ImportRefused, match="请另存为纯文本。"):
        text_of(content, "请另存为纯文本。")
