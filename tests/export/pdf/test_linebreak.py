import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.pdf.atoms import CLOSING, OPENING, atoms_of, is_dropped, kept
from export.pdf.linebreak import Line, _Breaker, break_lines
from tests.bench.pdf_lines import texts, widths_of

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"
EDGE = 1e-6


def shown(text: str, line: Line) -> str:
    return "".join(text[place] for place in line.characters)


def lines_of(text: str, width: float = 28.0, indent: float = 0.0) -> list[str]:
    return [shown(text, line) for line in break_lines(text, widths_of(text), width, indent)]


def faults(text: str, width: float, indent: float = 2.0) -> list[str]:
    """What is wrong with the lines of a text; marks alone at a paragraph's start excepted."""
    widths = widths_of(text)
    lines = break_lines(text, widths, width, indent)
    places = kept(text)
    atoms = atoms_of(
        "".join(text[place] for place in places),
        [widths[place] for place in places],
        width - indent,
    )
    inner = {places[each] for atom in atoms for each in range(atom.start + 1, atom.end)}
    wrong: list[str] = []
    for number, line in enumerate(lines):
        if number and text[line.characters[0]] in CLOSING:
            wrong.append(f"start {shown(text, line)}")
        if number + 1 < len(lines) and text[line.characters[-1]] in OPENING:
            wrong.append(f"end {shown(text, line)}")
        if line.characters[0] in inner:
            wrong.append(f"word {shown(text, line)}")
        if line.width > width + EDGE and len(line.characters) > 1:
            wrong.append(f"over {shown(text, line)}")
    printed = "".join(shown(text, line) for line in lines)
    if printed.replace(" ", "") != "".join(each for each in text if not is_dropped(each)):
        wrong.append("lost")
    return wrong


def test_plain_text_fills_the_cells_exactly() -> None:
    lines = break_lines("政" * 56, [1.0] * 56, 28)
    assert [len(line.characters) for line in lines] == [28, 28]
    assert lines[0].places == tuple(range(28))


def test_the_first_line_is_indented() -> None:
    first, second = break_lines("政" * 54, [1.0] * 54, 28, 2)
    assert first.places[0] == 2
    assert len(first.characters) == 26
    assert second.places[0] == 0


def test_a_stop_after_a_full_line_stays_on_it() -> None:
    text = "1" + "政" * 27 + "。" + "府" * 28
    line = break_lines(text, widths_of(text), 28)[0]
    assert shown(text, line).endswith("。")
    assert line.places[-1] == 27.5
    assert line.width == 28


def test_a_bracket_never_ends_a_line() -> None:
    assert lines_of("政" * 27 + "（" + "府" * 20)[0] == "政" * 27


def test_a_number_goes_to_the_next_line_whole_with_its_unit() -> None:
    first, second = lines_of("政" * 26 + "1,286条信息")
    assert first == "政" * 26
    assert second == "1,286条信息"


def test_every_line_but_the_last_ends_at_the_right_edge() -> None:
    text = "全区共受理政府信息公开申请33件，其中网上申请12件；当面申请21件，均按时答复。" * 6
    lines = break_lines(text, widths_of(text), 28, 2)
    for line in lines[:-1]:
        last = line.characters[-1]
        trimmed = 0.5 if line.places[-1] + 1 > 28 + EDGE else 0.0
        end = line.places[-1] + widths_of(text[last])[0] - trimmed
        assert abs(end - 28) < EDGE, shown(text, line)


def test_unjustified_lines_keep_their_natural_width() -> None:
    text = "本机关不掌握相关政府信息"
    for line in break_lines(text, widths_of(text), 5.3, justify=False):
        steps = [b - a for a, b in zip(line.places, line.places[1:], strict=False)]
        assert all(abs(step - 1) < EDGE for step in steps)


def test_one_character_is_not_left_alone_on_the_last_line() -> None:
    for extra in range(26, 30):
        text = "政" * extra + "，" + "府" * (28 - extra % 7) + "，" + "息" * 8 + "，开"
        assert len(lines_of(text, 28)[-1]) > 1


def test_nothing_gives_no_lines() -> None:
    assert break_lines("", [], 28) == []
    assert break_lines(" \n\u3000", [0.5, 0, 1.0], 28) == []


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="政府信息，。、（）《》“”123年月件a/", min_size=1, max_size=90),
    st.integers(4, 20),
)
def test_no_other_division_of_a_paragraph_costs_less(text: str, width: int) -> None:
    atoms = atoms_of(text, widths_of(text), width)
    breaker = _Breaker(atoms, width, 0.0, True)
    least = [0.0, *[float("inf")] * len(atoms)]
    for start in range(len(atoms)):
        for end, cost in breaker.candidates(start):
            least[end] = min(least[end], least[start] + cost)
    taken = sum(dict(breaker.candidates(start))[end] for start, end in breaker.divide())
    assert taken == pytest.approx(least[-1])


@settings(max_examples=250, deadline=None)
@given(
    st.text(alphabet="政府信息公开，。、；：（）《》“”…—·0123456789.,%年月件a/-@ ", max_size=120),
    st.integers(10, 40),
)
def test_any_text_keeps_all_its_characters_in_lines_no_wider_than_asked(
    text: str, width: int
) -> None:
    wrong = faults(text, width)
    assert not [each for each in wrong if each.startswith(("over", "lost"))]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(alphabet="政府信息公开申请办理", min_size=2, max_size=9),
            st.integers(1, 99_999_999).map(lambda number: f"{number:,}件"),
            st.sampled_from(["《条例》", "“便民”", "（一）", "2023年", "……", "——", "3.5%"]),
        ),
        min_size=3,
        max_size=30,
    ),
    st.integers(16, 40),
)
def test_sentences_obey_every_rule(words: list[str], width: int) -> None:
    text = "政府".join(
        word + mark for word, mark in zip(words, "，、。；：，、。；：" * 3, strict=False)
    )
    assert not faults(text, width)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the folder of published reports is not here")
def test_published_reports_break_by_the_rules_at_any_width() -> None:
    found = (REPORTS / "gongnong-2018.txt").read_text(encoding="utf-8").splitlines()
    for path in sorted(REPORTS.glob("*.json")):
        found += texts(json.loads(path.read_text(encoding="utf-8")).get("narrative", {}))
    assert found
    for width in range(10, 41, 3):
        for text in filter(None, found):
            for start in range(0, len(text), 29):
                assert not faults(text[start:], width), (width, text[start : start + 40])
