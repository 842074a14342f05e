from storage.checks import check
from storage.findings import Finding
from storage.report import Report, Unit
from storage.rules import Severity
from storage.wording import MISSING
from tests.builders import entries, report


def found(made: Report) -> list[Finding]:
    return [each for each in check(made) if each.rule == "W6"]


def test_problems_nobody_wrote_are_told_with_the_texts_that_wait() -> None:
    (finding,) = found(report())
    assert finding.severity is Severity.DOUBT
    assert (finding.place, finding.page) == ("improvements", "improvements")
    assert "“存在的主要问题”" in finding.sentence
    assert MISSING in finding.sentence


def test_a_written_problem_is_not_told() -> None:
    cells = {"problem": "公开不够及时", "measure": "按月检查", "measure_text": "逐月通报"}
    assert found(report(ledgers={"improvements": entries(cells)})) == []


def test_a_problem_without_a_measure_is_told_as_half_written() -> None:
    (finding,) = found(report(ledgers={"improvements": entries({"problem": "公开不够及时"})}))
    assert "还没有写全" in finding.sentence
    assert "“存在的主要问题”" not in finding.sentence


def test_texts_without_the_list_do_not_wait_for_it() -> None:
    texts = {"problems.body": "没有问题。", "measures.body": "继续做好。"}
    assert found(report(texts=texts)) == []


def test_a_field_of_the_unit_that_a_text_names_leads_to_it() -> None:
    texts = {"problems.body": "无。", "measures.body": "无。", "other.body": "见{门户网站}。"}
    (finding,) = found(report(texts=texts))
    assert (finding.place, finding.page) == ("unit:website", "unit")
    assert "“门户网站网址”" in finding.sentence
    assert found(report(texts=texts, unit=Unit("示例区", website="www.example.gov.cn"))) == []
