"""What is said of a finished version and of a comparison with it."""

import hashlib
from datetime import datetime
from pathlib import Path

from export.finishing import Comparison
from gui.finish_words import receipt, verdicts
from resources import VERSION
from storage.printed import Correction
from storage.versions import FinishedFile, Version

AT = datetime(2019, 1, 15, 9, 30).astimezone()
FILE = FinishedFile("pdf", "年报.pdf", hashlib.sha256(b"abc").hexdigest())
HELD = Version(1, "", AT, AT, "张三", VERSION, {}, (FILE,))


def test_the_receipt_names_who_which_program_and_each_file() -> None:
    said = receipt(HELD)
    assert "张三" in said and VERSION in said and "年报.pdf" in said and FILE.sha256 in said
    assert "定稿人" not in receipt(Version(1, "", AT, AT))


def test_files_made_the_same_need_no_more_words(tmp_path: Path) -> None:
    (tmp_path / FILE.name).write_bytes(b"abc")
    lines = verdicts(Comparison({FILE: True}, ()), HELD, tmp_path)
    assert lines == ["年报.pdf：重新生成的和定稿时完全一样。"]


def test_a_file_changed_or_lost_since_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE.name).write_bytes(b"abcd")
    (line,) = verdicts(Comparison({FILE: True}, ()), HELD, tmp_path)
    assert line.endswith("；文件夹里的这个文件后来被改动过。")
    (line,) = verdicts(Comparison({FILE: True}, ()), HELD, tmp_path / "别处")
    assert "找不到当时的文件" in line


def test_what_differs_is_listed_and_another_program_is_named(tmp_path: Path) -> None:
    found = Comparison({FILE: False}, (Correction("a", "网站公开数", "528", ""),))
    older = Version(1, "", AT, AT, "张三", "0.0.9", {}, (FILE,))
    said = "\n".join(verdicts(found, older, tmp_path))
    assert "不一样" in said and "网站公开数：定稿时“528”，现在“没有”" in said
    assert f"定稿时的程序是 0.0.9 版，现在是 {VERSION} 版" in said
    said = "\n".join(verdicts(Comparison({FILE: False}, ()), HELD, tmp_path))
    assert "没有变化" in said and "定稿时的程序" not in said
