from storage.labels import label_of
from tests.builders import entries, report


def test_every_kind_of_place_has_its_label() -> None:
    held = report(ledgers={"publications": (*entries({"title": "甲"}, {"title": "乙"}),)})
    places = {
        "published.website": held.format.fields["published.website"].label,
        "text:overview.body": held.format.texts["overview.body"].label,
        "text:note:published.website": f"{held.format.fields['published.website'].label}的附注",
        "unit:phone": "联系电话",
        "publications": "主动公开台账",
        "publications/2/": "主动公开台账第 2 条",
        "publications/2/title": "主动公开台账第 2 条的标题",
        "nowhere": "nowhere",
    }
    assert {place: label_of(held, place) for place in places} == places


def test_a_wording_for_a_special_case_is_named_with_its_case() -> None:
    assert label_of(report(), "text:fees.body:none").endswith("）")
