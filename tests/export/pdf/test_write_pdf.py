import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from export.document import Document, Heading, PageBreak, Paragraph, Run, Signature, Table, Tone
from export.pdf import FontFile, PdfOptions, Role, write_pdf
from export.pdf.options import Level
from export.pdf.roles import BUNDLED
from export.progress import Cancelled
from storage.errors import ExportFailed, MissingGlyphs
from tests.export.pdf.fakes import true_type
from tests.export.pdf.reading import (
    elements,
    font_faults,
    fonts_of,
    metadata,
    operations,
    plumber_layout,
    plumber_text,
    pypdf_text,
    source,
    stream_faults,
)
from tests.export.pdf.samples import (
    channel_table,
    disclosure_table,
    dispute_table,
    document,
    paragraph,
    request_table,
)

ROOT = Path(__file__).resolve().parents[3]
PLAIN = PdfOptions(installed=False)


def report() -> Document:
    """A report with every kind of block, rare names and characters beyond the BMP."""
    numbers = [[row * 7 + column for column in range(7)] for row in range(25)]
    return document(
        [
            paragraph(
                "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条，编制本报告。"
            ),
            Heading("一、总体情况"),
            Heading("（一）主动公开", 2),
            Heading("1.门户网站", 3),
            Paragraph(
                (
                    Run("2023 年，全区主动公开信息 1,816 条，联系人：喆堃玥䶮𬭎𬇙㙦，"),
                    Run("一是加强领导。", Tone.STRONG),
                    Run("电子邮箱 xxgk@example.gov.cn ，"),
                    Run("办好每一件。", Tone.LEAD),
                )
            ),
            channel_table(),
            paragraph("表后的文字回到网格上。"),
            Heading("二、主动公开政府信息情况"),
            disclosure_table((1, 0, 3), (12, 3, 40), ("97", "0", "3", "59237.2449")),
            PageBreak(),
            Heading("三、收到和处理政府信息公开申请情况"),
            replace(request_table(numbers), notes=("注：本表含上年结转。",)),
            Heading("四、政府信息公开行政复议、行政诉讼情况"),
            dispute_table(range(15)),
            Heading("五、其他需要报告的事项"),
            paragraph("无。"),
            Signature("某区人民政府", "2024年1月20日"),
        ]
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "年报.pdf"
    result = write_pdf(report(), path, options=PLAIN)
    assert result.pages == 4
    return path


def test_the_text_in_the_file_is_the_text_of_the_document(written: Path) -> None:
    wanted = source(report())
    assert plumber_text(written) == wanted
    assert pypdf_text(written) == wanted
    assert sorted(plumber_layout(written)) == sorted(wanted)


@pytest.mark.parametrize("level", ["2u", "1b"])
def test_the_file_keeps_the_rules_of_pdfa(tmp_path: Path, level: Level) -> None:
    path = tmp_path / "a.pdf"
    write_pdf(report(), path, options=replace(PLAIN, pdfa=level))
    data = path.read_bytes()
    assert not list(stream_faults(data))
    assert data.startswith(b"%PDF-1.7" if level == "2u" else b"%PDF-1.4")
    with pikepdf.open(path) as pdf:
        assert not list(font_faults(pdf))
        facts, info = metadata(pdf), pdf.docinfo
        assert (facts["part"], facts["conformance"]) == (level[0], level[1].upper())
        assert facts["title"] == str(info["/Title"]) == report().title
        assert facts["creator"] == str(info["/Author"]) == "某区人民政府"
        assert facts["CreatorTool"] == str(info["/Creator"]) == "公开年报"
        assert facts["description"] == str(info["/Subject"])
        assert facts["CreateDate"] == "2024-01-20T00:00:00+08:00"
        assert str(info["/CreationDate"]) == "D:20240120000000+08'00'"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert len(profile) == int.from_bytes(profile[:4], "big")
        assert profile[12:24] == b"mntrRGB XYZ "
        assert "/ID" in pdf.trailer
        cid_sets = {
            "/CIDSet" in font.DescendantFonts[0].FontDescriptor for font in fonts_of(pdf).values()
        }
        assert cid_sets == {level == "1b"}


def test_no_font_but_ours_is_in_the_file(written: Path) -> None:
    with pikepdf.open(written) as pdf:
        names = {
            str(font.BaseFont)[8:].removesuffix("-Identity-H") for font in fonts_of(pdf).values()
        }
    assert names == {
        "FandolFang-Regular",
        "FandolKai-Regular",
        "FandolSong-Regular",
        "NotoSansCJKsc-Medium",
        "NotoSerifCJKsc-Bold",
        "NotoSerifCJKsc-Light",
    }


def test_the_structure_tree_tells_headings_and_tables(written: Path) -> None:
    with pikepdf.open(written) as pdf:
        root = pdf.Root.StructTreeRoot
        assert bool(pdf.Root.MarkInfo.Marked)
        counts = {kind: len(list(elements(root, kind))) for kind in ("H1", "H2", "H3", "Table")}
        assert counts == {"H1": 5, "H2": 1, "H3": 1, "Table": 4}
        requests = list(elements(root, "Table"))[2]
        assert len(list(elements(requests, "TR"))) == 28
        assert len(list(elements(requests, "TD"))) == 175
        heads = list(elements(requests, "TH"))
        first = heads[0].A
        assert (str(first.Scope), int(first.RowSpan), int(first.ColSpan)) == ("/Column", 3, 3)
        results = next(cell.A for cell in heads if "/RowSpan" in cell.A and cell.A.RowSpan == 22)
        assert str(results.Scope) == "/Row"


def test_every_marked_content_is_found_through_the_parent_tree(written: Path) -> None:
    with pikepdf.open(written) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for index, page in enumerate(pdf.pages):
            assert int(page.StructParents) == index == int(numbers[2 * index])
            marked = [
                int(operands[1].MCID)
                for operands, operator in operations(page)
                if str(operator) == "BDC"
            ]
            assert marked == list(range(len(numbers[2 * index + 1])))


def test_all_headings_are_in_the_outline(written: Path) -> None:
    with pikepdf.open(written) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            block.text
            for block in report().blocks
            if isinstance(block, Heading) and block.level == 1
        ]
        assert [item.title for item in outline.root[0].children] == ["（一）主动公开"]
        assert [item.title for item in outline.root[0].children[0].children] == ["1.门户网站"]


SCRIPT = """
import sys
from pathlib import Path
from export.pdf import PdfOptions, write_pdf
from tests.export.pdf.test_write_pdf import report
print(write_pdf(report(), Path(sys.argv[1]), options=PdfOptions(installed=False)).sha256)
"""


def test_the_same_report_gives_the_same_bytes_anywhere(tmp_path: Path, written: Path) -> None:
    wanted = write_pdf(report(), tmp_path / "again.pdf", options=PLAIN).sha256
    assert (tmp_path / "again.pdf").read_bytes() == written.read_bytes()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("4242", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / f"{seed}.pdf")]
        run = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == wanted


def test_another_report_has_another_id(tmp_path: Path) -> None:
    identities = set()
    for year in (2022, 2023):
        write_pdf(replace(report(), year=year), tmp_path / "b.pdf", options=PLAIN)
        with pikepdf.open(tmp_path / "b.pdf") as pdf:
            identities.add(bytes(pdf.trailer.ID[0]))
    assert len(identities) == 2


def test_a_true_type_font_is_embedded_just_as_well(tmp_path: Path) -> None:
    fake = true_type(tmp_path / "figures.ttf", "0123456789—.,-@abcdefghijklmnopqrstuvwxyz")
    options = replace(PLAIN, fonts={Role.LATIN: FontFile(fake)})
    result = write_pdf(report(), tmp_path / "t.pdf", options=options)
    assert "Figures-Regular" in result.fonts
    with pikepdf.open(tmp_path / "t.pdf") as pdf:
        kinds = {str(font.DescendantFonts[0].Subtype) for font in fonts_of(pdf).values()}
        assert kinds == {"/CIDFontType0", "/CIDFontType2"}
        assert not list(font_faults(pdf))
    assert plumber_text(tmp_path / "t.pdf") == source(report())


def test_pinned_fonts_are_used_and_reported(tmp_path: Path) -> None:
    options = replace(PLAIN, fonts={Role.BODY: BUNDLED[Role.KAI]})
    result = write_pdf(report(), tmp_path / "k.pdf", options=options)
    assert "FandolFang-Regular" not in result.fonts
    assert "FandolKai-Regular" in result.fonts


def test_a_file_need_not_be_tagged(tmp_path: Path) -> None:
    write_pdf(report(), tmp_path / "u.pdf", options=replace(PLAIN, tagged=False))
    with pikepdf.open(tmp_path / "u.pdf") as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "BDC" not in {str(operator) for _, operator in operations(pdf.pages[0])}
    assert pypdf_text(tmp_path / "u.pdf") == source(report())


def test_a_character_no_font_has_stops_the_export_and_is_told_with_its_place(
    tmp_path: Path,
) -> None:
    path = tmp_path / "年报.pdf"
    path.write_bytes(b"old")
    chapter = Heading("一、总体情况")
    bad = document([chapter, paragraph("办理人员䶶某某、\U00030000某某共同办理本件。")])
    with pytest.raises(MissingGlyphs) as caught:
        write_pdf(bad, path, options=PLAIN)
    told = str(caught.value)
    assert "“\u4db6”（U+4DB6），在“一、总体情况”这一章里以“办理人员" in told
    assert "U+30000" in told
    assert path.read_bytes() == b"old"


def test_progress_runs_from_start_to_end_and_may_stop_everything(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    write_pdf(report(), tmp_path / "p.pdf", lambda done, total: steps.append((done, total)), PLAIN)
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(report(), tmp_path / "c.pdf", stop, PLAIN)
    assert not (tmp_path / "c.pdf").exists()


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        write_pdf(report(), tmp_path / "gone" / "a.pdf", options=PLAIN)


def test_an_empty_report_is_one_page(tmp_path: Path) -> None:
    nothing = Document("", "", 2023, (), "2024-01-20")
    assert write_pdf(nothing, tmp_path / "e.pdf", options=PLAIN).pages == 1
    empties = document([Table((), (1,)), paragraph(""), Heading(""), Signature("", "")])
    assert write_pdf(empties, tmp_path / "e.pdf", options=PLAIN).pages == 1


def test_importing_the_package_does_not_load_what_only_writing_needs() -> None:
    late = {"reportlab", "storage.checks", "storage.report"}
    code = f"import export.pdf, sys; sys.exit(bool({late} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
