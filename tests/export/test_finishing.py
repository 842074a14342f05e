"""定稿: the files of a version, made again and compared."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from export import Cancelled, silent
from export.finishing import compare, finishing_writers, sha256_of
from storage.edits import FigureEdit, apply
from storage.interchange import read_sample
from storage.printed import printed_of
from storage.report import Report
from storage.versions import FinishedFile, Version

AT = datetime(2019, 1, 15, 9, 30).astimezone()
KEY = "reading_points.visitors"


def finished(report: Report, before: Version | None, now: Version, folder: Path) -> Version:
    files = []
    for kind, writer in finishing_writers(before, now).items():
        path = folder / f"第{now.number}版{writer.suffix}"
        writer.write(report, path, silent)
        files.append(FinishedFile(kind, path.name, sha256_of(path)))
    return replace(now, files=tuple(files), printed=printed_of(report))


@pytest.fixture(scope="module")
def sample() -> Report:
    return read_sample()


@pytest.fixture(scope="module")
def first(sample: Report, tmp_path_factory: pytest.TempPathFactory) -> Version:
    return finished(sample, None, Version(1, "", AT, AT), tmp_path_factory.mktemp("成品"))


def test_the_checksum_is_that_of_any_other_program(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(b"abc")
    wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of(path) == wanted


def test_the_same_year_gives_the_same_files(sample: Report, first: Version) -> None:
    found = compare(sample, None, first, silent)
    assert [each.kind for each in found.same] == ["pdf", "excel", "checklist"]
    assert all(found.same.values()) and found.differing == ()


def test_a_figure_changed_behind_the_lock_is_named(sample: Report, first: Version) -> None:
    old = sample.figures.get(KEY)
    changed = apply(sample, [FigureEdit(KEY, old, Decimal(77))])
    found = compare(changed, None, first, silent)
    same = {each.kind: told for each, told in found.same.items()}
    assert not same["pdf"] and not same["excel"]
    (figure,) = [each for each in found.differing if each.place == KEY]
    assert figure.after == "77" and figure.label == sample.format.fields[KEY].label


def test_a_second_version_has_its_list_of_corrections(
    sample: Report, first: Version, tmp_path: Path
) -> None:
    changed = apply(sample, [FigureEdit(KEY, sample.figures.get(KEY), Decimal(77))])
    second = finished(changed, first, Version(2, "漏报", AT, AT), tmp_path)
    assert [each.kind for each in second.files][-1] == "corrections"
    found = compare(changed, first, second, silent)
    assert len(found.same) == 4 and all(found.same.values())


def test_comparing_can_be_stopped(sample: Report, first: Version) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compare(sample, None, first, stop)
