import errno
from pathlib import Path

import pytest

from export.files import replacing
from storage.errors import ExportFailed


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "年报.pdf"
    target.write_bytes(b"old")
    with replacing(target) as part:
        part.write_bytes(b"new")
        assert part.parent == tmp_path
        assert part.suffix == ".pdf"
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_no_leftover(tmp_path: Path) -> None:
    target = tmp_path / "年报.pdf"
    target.write_bytes(b"old")
    with pytest.raises(KeyError), replacing(target) as part:
        part.write_bytes(b"half")
        raise KeyError
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_lost_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(ExportFailed, match=r"没能写出“年报\.pdf”：找不到文件夹"),
        replacing(tmp_path / "没有" / "年报.pdf") as part,
    ):
        part.write_bytes(b"new")


def test_nothing_written_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed), replacing(tmp_path / "年报.pdf"):
        pass


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只能读"),
        (errno.EACCES, "别的程序"),
        (errno.ENAMETOOLONG, "文件名太长"),
        (errno.EIO, "换一个位置"),
    ],
)
def test_each_refusal_of_the_system_has_its_own_sentence(
    tmp_path: Path, number: int, words: str
) -> None:
    target = tmp_path / "年报.xlsx"
    with pytest.raises(ExportFailed, match=words), replacing(target) as part:
        part.write_bytes(b"half")
        raise OSError(number, "refused")
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_way_is_told_in_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "年报.pdf"
    target.mkdir()
    with pytest.raises(ExportFailed), replacing(target) as part:
        part.write_bytes(b"new")
    assert list(tmp_path.iterdir()) == [target]
