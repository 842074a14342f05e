"""What a report prints, and how two versions of it differ."""

from storage.edits import apply
from storage.printed import Correction, corrections, printed_of
from tests.builders import UNIT, entries, full_report, report

OWN = "第一句。第二句有{主动公开总数}条。\n另一段。"


def test_every_figure_text_note_and_field_that_has_words_is_there() -> None:
    held = report(
        texts={"overview.body": OWN, "note:published.website": "（其中一条）"},
        ledgers={"improvements": entries({"problem": "不及时"})},
        published__website=528,
        fees__waived="不适用",
    )
    said = printed_of(held)
    assert said["published.website"] == "528"
    assert said["fees.waived"] == "不适用"
    assert "{" not in said["text:overview.body"]
    assert said["text:note:published.website"] == "（其中一条）"
    assert said["unit:name"] == UNIT.name
    assert "published.weibo" not in said and "unit:phone" not in said
    assert any("不及时" in words for words in said.values())


def test_a_figure_counted_from_a_ledger_is_printed_like_any_other() -> None:
    held = full_report()
    assert printed_of(held)["requests.received"] == "1"


def test_what_differs_is_listed_with_labels_and_of_texts_only_the_sentences() -> None:
    old = report(
        texts={"overview.body": OWN}, published__website=528, published__weibo=3, fees__charged=0
    )
    new = report(
        texts={"overview.body": OWN.replace("第一句", "头一句")},
        published__website=530,
        published__weibo=3,
        requests__received=2,
    )
    found = {each.place: each for each in corrections(new, printed_of(old), printed_of(new))}
    label = new.format.fields["published.website"].label
    assert found["published.website"] == Correction("published.website", label, "528", "530")
    text = found["text:overview.body"]
    assert (text.before.split("。")[0], text.after.split("。")[0]) == ("第一句", "头一句")
    assert "另一段" not in text.before + text.after
    assert (found["requests.received"].before, found["requests.received"].after) == ("", "2")
    assert (found["fees.charged"].before, found["fees.charged"].after) == ("0", "")
    assert "published.weibo" not in found


def test_nothing_changed_is_nothing_to_correct() -> None:
    said = printed_of(full_report())
    assert corrections(full_report(), said, printed_of(apply(full_report(), []))) == ()
