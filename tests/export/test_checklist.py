from pathlib import Path

from pypdf import PdfReader

from export import WRITERS, silent
from export.checklist import compose_checklist
from storage.checks import check
from storage.edits import KeepEdit, apply
from storage.report import Kept
from tests.builders import full_report, report


def test_every_finding_is_on_the_list_with_its_reason(tmp_path: Path) -> None:
    made = full_report()
    doubt = next(each for each in check(made) if each.rule == "A3")
    made = apply(made, [KeepEdit(doubt.key, None, Kept("同一条在两处发布", doubt.operands))])
    texts = "".join(compose_checklist(made).texts())
    for each in check(made):
        shown = made.format.fields[each.place].label if each.rule == "B0" else each.sentence
        assert shown in texts
    assert "同一条在两处发布" in texts and "其中 1 处已说明" in texts
    path = tmp_path / "校验单.pdf"
    WRITERS["checklist"].write(made, path, silent)
    words = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "校验单" in words.replace("\n", "") and "同一条在两处发布" in words.replace("\n", "")


def test_a_clean_year_says_so() -> None:
    made = report()
    zeros = dict.fromkeys(made.format.fields, "0")
    texts = dict.fromkeys(made.format.templates, "写好了。")
    clean = report(texts=texts, **{key.replace(".", "__"): v for key, v in zeros.items()})  # type: ignore[arg-type]
    assert "没有发现问题" in "".join(compose_checklist(clean).texts())
