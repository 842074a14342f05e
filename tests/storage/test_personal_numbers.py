"""Numbers of persons; all of them made up."""

import pytest

from storage.personal_numbers import Kind, mask, personal_in

IDENTITY, MOBILE, CARD = "350102199003072894", "13812341234", "6222021234567890128"


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        (IDENTITY, Kind.IDENTITY, "35*************894"),
        ("350102 19900307 2894", Kind.IDENTITY, "35*************894"),
        ("３５０１０２１９９００３０７２８９４", Kind.IDENTITY, "35*************894"),
        ("11010519491231002x", Kind.IDENTITY, "11*************02X"),
        ("350102900307289", Kind.IDENTITY, "35**********289"),
        (MOBILE, Kind.MOBILE, "138****1234"),
        ("138 1234 1234", Kind.MOBILE, "138****1234"),
        ("138-1234-1234", Kind.MOBILE, "138****1234"),
        ("+86 13812341234", Kind.MOBILE, "138****1234"),
        (CARD, Kind.CARD, "6222***********0128"),
        ("6222 0212 3456 7890 128", Kind.CARD, "6222***********0128"),
        ("zhang.san_1@example.com.cn", Kind.MAIL, "z***@example.com.cn"),
        ("13812341234@example.com", Kind.MAIL, "1***@example.com"),
    ],
)
def test_a_number_of_a_person_is_known_and_hidden_as_usual(
    text: str, kind: Kind, masked: str
) -> None:
    sentence = f"申请人（{text}）提出申请。"
    (found,) = personal_in(sentence)
    assert found.kind is kind
    assert sentence[found.start : found.end] == text
    assert mask(sentence) == f"申请人（{masked}）提出申请。"


@pytest.mark.parametrize(
    "text",
    [
        "2018年公开信息1816条，其中网站528条",
        "350102199003072896",  # the check digit is wrong
        "350102199013072897",  # there is no 13th month
        "6222021234567890123",
        "12812341234",
        "0468-3351234",
        "示例政发〔2018〕13号，网址 http://www.example.gov.cn/2018/201812312359591234567.html",
        "138****1234，35*************894，z***@example.com",
        "3.13812341234",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert personal_in(text) == ()
    assert mask(text) == text


def test_several_numbers_side_by_side_are_all_found() -> None:
    text = f"{MOBILE} 13912341234，{IDENTITY}、{CARD}"
    kinds = [each.kind for each in personal_in(text)]
    assert kinds == [Kind.MOBILE, Kind.MOBILE, Kind.IDENTITY, Kind.CARD]
    assert not personal_in(mask(text))


def test_a_flood_of_digits_is_looked_through_at_once() -> None:
    assert len(personal_in("1" * 200_000 + "@" + "a." * 50_000 + "-" * 100_000)) < 3
