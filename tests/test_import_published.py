"""Taking in the text of a published report by command: nothing without the clerk's word."""

from pathlib import Path

import pytest

from main import main
from storage.figures import figures_of
from storage.interchange import read_interchange
from storage.store import Store
from tests.storage.published.texts import CHAPTERS, whole
from tests.test_main import refusal


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "年报.nianbao"
    main(["new", str(path), "--unit", "示例区示例局", "--year", "2024"])
    return path


def test_a_published_report_becomes_last_years_report(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, again = tmp_path / "年报.txt", tmp_path / "年报.json"
    text.write_text(whole(), "utf-8")
    capsys.readouterr()
    assert main(["import", str(data), str(text)]) == 0
    assert "已把 2023 年度导入" in capsys.readouterr().out
    assert main(["check", str(data), "--year", "2023"]) == 0
    assert main(["export", str(data), "--year", "2023", "--json", str(again)]) == 0
    with Store.open(data) as store:
        held, following = store.load(2023), store.load(2024)
    assert read_interchange(again).figures == held.figures
    assert figures_of(held)["requests.received.total"].value == 15
    assert following.last_year["requests.carried_out.natural"] == 1


def test_what_is_not_as_in_the_form_is_shown_first(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "年报.txt"
    text.write_bytes(whole().replace(CHAPTERS[5], "六、附录").encode("gb18030"))
    said = refusal(capsys, "import", data, text)
    assert "格式里没有“六、附录”这一章" in said and "--yes" in said
    with Store.open(data) as store:
        assert store.years == (2024,)
    assert main(["import", str(data), str(text), "--yes"]) == 0
    with Store.open(data) as store:
        assert "六、附录" in store.load(2023).texts["measures.body"]


def test_a_report_becomes_a_new_file_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, made = tmp_path / "年报.txt", tmp_path / "新.nianbao"
    text.write_text("今天天气很好。", "utf-8")
    assert "没有找到年报的标题" in refusal(capsys, "import", made, text)
    assert list(tmp_path.iterdir()) == [text], "what is refused leaves nothing behind"
    text.write_text(whole(), "utf-8")
    assert main(["import", str(made), str(text)]) == 0
    with Store.open(made) as store:
        assert store.years == (2023,)


def test_a_text_that_is_no_report_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "别的.txt"
    text.write_text("今天天气很好。", "utf-8")
    assert "没有找到年报的标题" in refusal(capsys, "import", data, text)
