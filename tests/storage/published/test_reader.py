"""A whole report, read as a year."""

from pathlib import Path

import pytest

from export.compose import compose
from storage.checks import check
from storage.errors import FileUnavailable, ImportRefused
from storage.findings import has_errors
from storage.published import is_published, read_published
from storage.published.lines import squeezed
from storage.published.reader import parse_published
from storage.report import GOVERNMENT
from tests.builders import MODEL
from tests.storage.published.files import as_page, as_word
from tests.storage.published.texts import CHAPTERS, requests_cells, whole


def test_a_report_in_the_usual_form_is_read_whole() -> None:
    reading = parse_published(whole())
    report = reading.report
    assert reading.deviations == ()
    assert (report.format.id, report.year) == ("2021", 2023)
    unit = report.unit
    assert (unit.name, unit.scope, unit.signature) == ("示例区示例局", "", "示例区示例局")
    assert unit.signed_on == "2024年1月16日"
    wanted = {key: int(text) for key, text in requests_cells().items()}
    assert {key: report.figures[key] for key in wanted} == wanted
    assert len(report.figures) == 200
    assert report.texts["preamble.body"] == "本报告依据条例编制。"
    assert report.texts["other.fees"] == "无。"


def test_what_was_read_is_printed_as_it_was_written() -> None:
    document = compose(parse_published(whole()).report)
    printed = squeezed("".join(document.texts()))
    for line in whole().split("\n"):
        if not line[-2:].strip("0 ").isdigit():
            assert squeezed(line) in printed, line


def test_a_wrong_sum_is_found_by_the_checks() -> None:
    said = whole().replace("12 2 0 0 1 0 15", "12 2 0 0 1 0 16", 1)
    report = parse_published(said).report
    assert report.figures["requests.received.total"] == 16
    assert has_errors(check(report))


def test_the_form_of_other_years_is_known_by_its_tables() -> None:
    rows = "信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n规章 0 0 0\n规范性文件 3 3 30\n"
    rows += "信息内容 上一年项目数量 本年增/减 处理决定数量\n行政许可 16 +3 780\n"
    rows += "其他对外管理服务事项 22 -2 889\n行政处罚 253 0 0\n行政强制 0 0 0\n"
    rows += "行政事业性收费 0 0\n信息内容 采购项目数量 采购总金额\n政府集中采购 9 10.5万元"
    reading = parse_published(whole(c2="第二十条第（九）项\n" + rows))
    assert reading.report.format.id == "2019"
    assert reading.report.figures["documents.public_total"] == 30
    assert any("2019" in each for each in reading.deviations)


def test_a_title_in_other_words_is_kept() -> None:
    said = whole().replace("示例区示例局2023年政府", "示例区示例乡人民政府2023年度政府", 1)
    report = parse_published(said).report
    assert report.texts["title"] == "示例区示例乡人民政府2023年度政府信息公开工作年度报告"
    assert report.unit.scope == GOVERNMENT


def test_chapters_of_another_name_keep_it_where_the_form_allows() -> None:
    said = whole().replace(CHAPTERS[4], "五、工作中的主要问题和改进情况")
    said = said.replace(CHAPTERS[3], "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况")
    reading = parse_published(said)
    assert reading.report.texts["problems.body"].startswith("五、工作中的主要问题和改进情况\n")
    assert any(CHAPTERS[3] in each for each in reading.deviations)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有找到年报的标题"),
        ("今天天气很好。\n" * 9, "没有找到年报的标题"),
        ("示例局政府信息公开工作年度报告\n一、总体情况\n甲。", "标题里没有年度"),
        ("示例局2023年政府信息公开工作年度报告\n甲。\n乙。", "没有认出年报的各章标题"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        parse_published(text)


def test_a_file_is_read_and_a_missing_or_huge_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "年报.TXT"
    path.write_bytes(whole().encode("gb18030"))
    assert is_published(path) and not is_published(tmp_path / "年报.json")
    assert read_published(path).report.year == 2023
    with pytest.raises(FileUnavailable, match="找不到"):
        read_published(tmp_path / "没有.txt")
    path.write_bytes(b"a" * (20 * 2**20 + 1))
    with pytest.raises(ImportRefused, match="20 MB"):
        read_published(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", "PDF 里的表格读不准"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        (b"MIME-Version: 1.0", "仅 HTML"),
        (b"PK\x03\x04 broken", "不是 Word 文档"),
    ],
)
def test_other_kinds_of_files_are_refused_with_what_to_do(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "年报.doc"
    path.write_bytes(content)
    assert is_published(path)
    with pytest.raises(ImportRefused, match=said):
        read_published(path)


def test_a_word_document_and_a_web_page_say_the_same_as_the_text(tmp_path: Path) -> None:
    wanted = parse_published(whole()).report
    word, page = tmp_path / "年报.docx", tmp_path / "年报.html"
    word.write_bytes(as_word(whole()))
    page.write_text(as_page(whole()), "utf-8")
    assert read_published(word).report == wanted
    reading = read_published(page)
    assert reading.report == wanted
    assert len(reading.deviations) == 2
    assert "首页" in reading.deviations[0] and "主办单位" in reading.deviations[1]


def test_a_text_with_the_tables_of_a_page_in_it_is_read(tmp_path: Path) -> None:
    page = as_page(whole())
    tables = ["<table" + each.split("</table>")[0] + "</table>" for each in page.split("<table")]
    lines = whole().split("\n")
    for title, table in zip(CHAPTERS[1:4], tables[2:5], strict=True):
        at = lines.index(title)
        end = lines.index(CHAPTERS[CHAPTERS.index(title) + 1])
        lines[at + 1 : end] = [table]
    path = tmp_path / "年报.md"
    path.write_text("# " + "\n".join(lines), "utf-8")
    assert read_published(path).report == parse_published(whole()).report


def test_a_text_far_too_long_is_refused_and_a_long_one_is_read_in_its_time() -> None:
    with pytest.raises(ImportRefused, match="太多"):
        parse_published("甲" * 1_000_001)
    report = parse_published(whole(c1="（一）主动公开情况。甲乙丙丁。\n" * 20_000)).report
    assert report.texts["overview.published"].count("\n") == 19_999


def test_the_real_report_of_2018_comes_out_as_it_was_published(reports: Path) -> None:
    reading = parse_published(MODEL.read_text("utf-8"))
    assert reading.deviations == ()
    printed = "".join(compose(reading.report).texts())
    assert "".join(printed.split()) == "".join(MODEL.read_text("utf-8").split())
