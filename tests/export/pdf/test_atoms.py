import pytest

from export.pdf.atoms import CLOSING, OPENING, atoms_of, is_dropped, kept


def cut(source: str, line: float = 28.0) -> list[str]:
    text = "".join(source[place] for place in kept(source))
    widths = [1.0 if each >= "\u2e80" or each in "“”…—" else 0.5 for each in text]
    return [text[atom.start : atom.end] for atom in atoms_of(text, widths, line)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("共1,286条信息", ["共", "1,286条", "信", "息"]),
        ("2018 年度", ["2018年度"]),
        ("2018年度报告", ["2018年度", "报", "告"]),
        ("增长3.5%，", ["增", "长", "3.5%", "，"]),
        ("33人次。", ["33人次", "。"]),
        ("第3季度", ["第3季", "度"]),
        ("第二十条第（一）项", ["第二十条", "第", "（", "一", "）", "项"]),
        ("电话0468-3351234。", ["电", "话", "0468-3351234", "。"]),
        ("好……坏——完", ["好", "……", "坏", "——", "完"]),
        ("见www.gn.gov.cn/xx", ["见", "www.gn.gov.cn/xx"]),
        ("公司(分公司)", ["公", "司", "(", "分", "公", "司", ")"]),
    ],
)
def test_words_numbers_and_their_units_are_one_atom(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_an_address_longer_than_the_line_is_cut_after_its_marks() -> None:
    assert cut("www.gongnong.gov.cn/xxgk", 6) == ["www.", "gongnong.", "gov.", "cn/", "xxgk"]
    assert "".join(cut("a" * 50, 6)) == "a" * 50
    assert max(map(len, cut("a" * 50, 6))) == 1


def test_no_atom_begins_a_line_that_must_not() -> None:
    for mark in CLOSING:
        text = f"好{mark}好"
        atoms = list(atoms_of(text, [1.0] * 3, 28))
        assert not any(atom.free and text[atom.start] in CLOSING for atom in atoms[1:]), mark
    for mark in OPENING - set("$"):
        text = f"好{mark}好"
        atoms = list(atoms_of(text, [1.0] * 3, 28))
        assert not any(atom.free and text[atom.start - 1] in OPENING for atom in atoms[1:]), mark


def test_neighbouring_marks_share_one_blank_half() -> None:
    pair = list(atoms_of("》（", [1.0, 1.0], 28))
    assert (pair[1].gap, pair[1].give) == (-0.5, 0.5)
    close = list(atoms_of("。”", [1.0, 1.0], 28))
    assert (close[1].gap, close[1].give) == (-0.5, 0.0)
    plain = list(atoms_of("好，好", [1.0] * 3, 28))
    assert [(atom.gap, atom.give) for atom in plain] == [(0, 0), (0, 0), (0, 0.5)]


def test_spaces_count_between_latin_words_only() -> None:
    latin = list(atoms_of("ab cd", [0.5] * 5, 28))
    assert latin[1].gap == 0.5
    assert latin[1].free
    assert kept("ab  cd") == [0, 1, 3, 4, 5]
    assert kept(" 共 33 件 ") == [1, 3, 4, 6]


def test_invisible_characters_are_dropped_and_marks_are_not() -> None:
    assert all(is_dropped(each) for each in " \t\u3000\u200b\ufeff\u00ad")
    assert not any(is_dropped(each) for each in "，一a0—\U0002c5ce")
