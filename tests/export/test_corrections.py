"""更正说明 as it is printed."""

from datetime import datetime
from pathlib import Path

import pdfplumber

from export.corrections import compose_corrections, write_corrections
from storage.printed import corrections, printed_of
from storage.versions import Version
from tests.builders import report

OLD_DAY, NEW_DAY = datetime(2019, 1, 15, 9).astimezone(), datetime(2019, 2, 3, 16).astimezone()
FIRST = Version(1, "", OLD_DAY, OLD_DAY)
SECOND = Version(2, "网站公开数漏报。", OLD_DAY, NEW_DAY)


def test_the_note_lists_old_and_new_with_labels_reason_and_dates(tmp_path: Path) -> None:
    long = "".join(f"第{number}句写得很长很长，说了很多很多的话。" for number in range(120))
    old = report(texts={"overview.body": long}, published__website=528)
    new = report(texts={"overview.body": long.replace("写得", "改得")}, published__website=530)
    found = corrections(new, printed_of(old), printed_of(new))
    path = tmp_path / "更正说明.pdf"
    write_corrections(new, FIRST, SECOND, found, path)
    with pdfplumber.open(path) as pages:
        text = "".join(page.extract_text() for page in pages.pages).replace("\n", "")
        rows = [row for page in pages.pages for table in page.extract_tables() for row in table]
    assert "更正说明" in text
    assert "第1版于2019年1月15日定稿" in text and "第2版于2019年2月3日定稿" in text
    assert "因网站公开数漏报，现予更正" in text
    label = new.format.fields["published.website"].label
    row = next(row for row in rows if row[1] and label == row[1].replace("\n", ""))
    assert row[2:] == ["528", "530"]
    assert text.count("第119句") == 2  # the old and the new, each in its column


def test_the_same_note_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "甲.pdf", tmp_path / "乙.pdf"
    for path in (first, second):
        write_corrections(report(), FIRST, SECOND, (), path)
    assert first.read_bytes() == second.read_bytes()


def test_a_version_that_prints_the_same_says_so() -> None:
    said = "".join(compose_corrections(report(), FIRST, SECOND, ()).texts())
    assert "没有变化" in said
