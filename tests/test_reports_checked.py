"""What the checks say of real published reports, as they were and with one number changed."""

import json
from decimal import Decimal
from pathlib import Path

from export import WRITERS, read_workbook, silent
from storage.checks import check
from storage.figures import figures_of
from storage.findings import Finding
from storage.report import Kept, Report
from storage.rules import Severity
from tests.conftest import REPORTS
from tests.real_reports import printed, source, taken

UNCOVERED = {
    "rules.issued",
    "rules.abolished",
    "rules.in_force",
    "normative.issued",
    "normative.abolished",
    "normative.in_force",
    "decisions.licences",
    "decisions.penalties",
    "decisions.compulsory",
    "charges.amount",
}
"""表二: nothing in the same report adds up to these; only last year's report can doubt them."""


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in findings if each.severity is Severity.ERROR]


def test_a_sound_report_has_no_error(reports: Path) -> None:
    for name in ("suqian-2023", "shanghai-stcsm-2024", "shanghai-office-2019"):
        assert errors(check(taken(name))) == []


def test_the_missing_total_of_2024_is_added_up(reports: Path) -> None:
    assert "requests.carried_out.total" not in source("shanghai-stcsm-2024").cells
    assert figures_of(taken("shanghai-stcsm-2024"))["requests.carried_out.total"].value == 1


def test_each_cell_changed_by_one_is_found_in_its_row_or_column_and_nowhere_else(
    reports: Path,
) -> None:
    report = taken("suqian-2023")
    keys = [key for grid in report.format.grids.values() for _, _, key in grid.figures()]
    assert len(keys) == 200
    silent_cells = set()
    for key in keys:
        figures = {**report.figures, key: report.figures[key] + 1}  # type: ignore[operator]
        found = errors(check(report.with_values(figures=figures)))
        assert all(key in (each.place, *each.also) for each in found), key
        assert len({each.key for each in found}) == len(found)
        if not found:
            silent_cells.add(key)
        for each in found:
            assert "相差 1。" in each.sentence
        if key.startswith("requests."):
            _, row, column = key.split(".")
            assert {"K5" if each.rule == "K5" else "column" for each in found} == {"K5", "column"}
            line, total = f"requests.{row}.", f".{column}"
            for each in found:
                operands = (each.place, *each.also)
                same_row = all(operand.startswith(line) for operand in operands)
                assert same_row or all(operand.endswith(total) for operand in operands)
    assert silent_cells == UNCOVERED


def test_blank_cells_of_2019_are_found_one_by_one(reports: Path) -> None:
    name = "shanghai-office-2019"
    blank = {key for key, text in source(name).cells.items() if text is None}
    fields = taken(name).format.fields
    found = {each.place for each in check(taken(name)) if each.rule == "B0"}
    assert len(blank) == 135
    # A total is blank because its parts are: those are what has to be filled in.
    totals = {key for key in blank if fields[key].computed}
    assert found & set(printed(taken(name))) == blank - totals
    for key in totals:
        assert blank & set(fields[key].sum_of)


def test_what_was_published_as_no_number_is_found_and_kept(reports: Path) -> None:
    (finding,) = errors(check(taken("tongzhou-bureau-2019-partial")))
    assert finding.place == "items.penalties_change"
    assert "“--253”" in finding.sentence


def test_one_uneven_column_is_one_finding_with_its_numbers(reports: Path) -> None:
    made = taken("suqian-2023").format
    keys = ("received", "carried_in", "closed", "carried_out")
    numbers = {
        f"requests.{key}.natural": Decimal(n) for key, n in zip(keys, (30, 3, 32, 2), strict=True)
    }
    report = Report(made, 2023, figures=numbers)
    (finding,) = errors(check(report))
    assert "30" in finding.sentence and "3 = 33" in finding.sentence
    assert "2 = 34" in finding.sentence and "相差 1。" in finding.sentence
    others = set(check(report)) - {finding}
    fixed = report.with_values(figures={**numbers, "requests.closed.natural": Decimal(31)})
    assert set(check(fixed)) == others


def test_a_reason_stays_after_the_same_workbook_and_is_asked_again_after_a_change(
    reports: Path, tmp_path: Path
) -> None:
    last = {"rules.in_force": Decimal(8)}
    report = taken("suqian-2023").with_values(last_year=last)
    (doubt,) = [each for each in check(report) if each.rule == "K8"]
    kept = {doubt.key: Kept("机构改革划转 1 件", doubt.operands)}
    held = report.with_values(kept=kept)
    path = tmp_path / "统计表.xlsx"
    WRITERS["excel"].write(held, path, silent)

    def reason(of: Report) -> str:
        return next(each.reason for each in check(of) if each.key == doubt.key)

    again = read_workbook(path, held).report
    assert reason(again) == "机构改革划转 1 件"
    changed = again.with_values(figures={**again.figures, "rules.issued": Decimal(5)})
    assert reason(changed) == ""


def narrated(name: str, narrative: str) -> Report:
    """A real report with what it wrote about its requests."""
    raw = json.loads((REPORTS / f"{name}.json").read_text("utf-8"))
    return taken(name).with_values(texts={"overview.requests": raw["narrative"][narrative]})


def test_numbers_in_the_text_that_no_cell_bears_out_are_found(reports: Path) -> None:
    report = narrated("shanghai-office-2019", "（二）依申请公开方面")
    found = {each.sentence: each.severity for each in check(report) if each.rule == "W3"}
    wrong = [sentence for sentence, severity in found.items() if severity is Severity.DOUBT]
    assert any("“265件”" in sentence for sentence in wrong)
    only_people = next(sentence for sentence in found if "“258件”" in sentence)
    assert "自然人" in only_people
    pending = [each.sentence for each in check(report) if each.rule == "W5"]
    assert len(pending) == 1 and "均获维持" in pending[0] and "尚未审结" in pending[0]


def test_a_text_that_says_all_is_done_is_held_against_what_is_carried_over(reports: Path) -> None:
    report = narrated("shanghai-stcsm-2024", "四、政府信息公开申请情况（正文）")
    (finding,) = [each for each in check(report) if each.rule == "W4"]
    assert "所有申请均已按要求办理完成" in finding.sentence
    assert "四、结转下年度继续办理，总计 1" in finding.sentence
