import pytest

from storage.checks import check
from storage.format_reader import load_format
from storage.report import GOVERNMENT, Report, Unit
from storage.wording import MISSING, Wording, ordinal, split
from tests.builders import entries, report


def said(made_report: object, key: str) -> str:
    wording = Wording(made_report)  # type: ignore[arg-type]
    return wording.say(wording.template(wording.report.format.texts[key]))


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_ordinals_are_chinese(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_a_text_is_cut_at_its_tokens() -> None:
    assert [(each.text, each.token) for each in split("共{a}条，{b")] == [
        ("共", ""),
        ("{a}", "a"),
        ("条，{b", ""),
    ]


def test_channels_with_nothing_are_left_out_of_the_sentence() -> None:
    made = report(
        published__gazette=0,
        published__website=528,
        published__weibo=0,
        published__wechat=1286,
        published__other=2,
    )
    assert said(made, "published.count") == (
        "2018年，工农区政府主动公开政府信息1816条。其中，通过网站发布信息528条；"
        "通过工农区人民政府微信公众号发布信息1286条；通过其它便于公众知晓的方式公开信息2条。"
    )


def test_nothing_happened_has_its_own_sentence() -> None:
    zeros = report(fees__charged=0, fees__waived="不适用")
    assert said(zeros, "fees.body") == "2018年，全区没有对政府信息公开事务的收费事项及减免情况。"
    assert MISSING in said(report(fees__charged=0), "fees.body")


def test_all_requests_granted_has_its_own_sentence() -> None:
    made = report(requests__received=33, requests__granted=33)
    assert said(made, "requests.body").endswith("受理政府信息公开申请33件，已全部给予公开。")
    made = report(requests__received=0, requests__granted=0)
    assert "未收到" in said(made, "requests.body")


def test_the_clerks_own_words_win_for_the_case_they_were_written_for() -> None:
    texts = {"fees.body:none": "本年无收费。"}
    assert said(report(texts=texts, fees__charged=0, fees__waived=0), "fees.body") == "本年无收费。"
    charged = said(report(texts=texts, fees__charged=1, fees__waived=0), "fees.body")
    assert "收取费用1万元" in charged


def test_problems_and_measures_are_enumerated_from_their_entries() -> None:
    ledgers = {
        "improvements": entries(
            {"problem": "公开不够及时。", "measure": "建立台账", "measure_text": "按月通报。"},
            {"problem": "内容不够具体", "measure": "加强培训。"},
            {"problem": "平台不够好用"},
        )
    }
    made = report(ledgers=ledgers)
    problems = said(made, "problems.body")
    assert problems.endswith("一是公开不够及时；二是内容不够具体；三是平台不够好用等问题。")
    measures = said(made, "measures.body")
    assert measures.endswith("一是建立台账。按月通报。二是加强培训。")


def test_an_unknown_token_is_printed_as_typed() -> None:
    assert Wording(report()).say("见{附件}和{年度}") == "见{附件}和2018"


def test_braces_inside_values_are_not_read_again() -> None:
    made = report(ledgers={"improvements": entries({"problem": "把{年度}写错"})})
    assert "一是把{年度}写错等问题" in said(made, "problems.body")


def test_only_a_governments_report_has_the_text_on_assessment() -> None:
    made = Report(load_format("2021"), 2023, Unit(name="示例区"))
    part = made.format.texts["overview.assessment"]
    assert not Wording(made).wanted(part)
    assert not [each for each in check(made) if each.place == "text:overview.assessment"]
    whole = Report(made.format, 2023, Unit(name="示例区", scope=GOVERNMENT))
    assert Wording(whole).wanted(part)
    assert [each for each in check(whole) if each.place == "text:overview.assessment"]
