from export.pdf.title import title_lines


def divided(title: str, unit: str = "", room: float = 20.0) -> tuple[str, ...]:
    return title_lines(
        title, unit, lambda text: sum(0.5 if c.isascii() else 1.0 for c in text), room
    )


def test_a_short_title_stays_on_one_line() -> None:
    assert divided("某区2023年政府信息公开工作年度报告") == ("某区2023年政府信息公开工作年度报告",)


def test_a_title_is_divided_between_words_into_even_lines() -> None:
    assert divided("工农区人民政府关于 2018 年度政府信息公开工作的报告", "工农区人民政府") == (
        "工农区人民政府关于 2018 年度",
        "政府信息公开工作的报告",
    )
    assert divided(
        "上海市科学技术委员会2024年政府信息公开工作年度报告", "上海市科学技术委员会"
    ) == (
        "上海市科学技术委员会2024年",
        "政府信息公开工作年度报告",
    )


def test_a_line_never_begins_in_the_middle_of_a_listed_word() -> None:
    for unit in (
        "甲市乙区丙丁街道办事处",
        "某某经济技术开发区管理委员会办公室",
        "长春市绿园区人民政府",
    ):
        lines = divided(f"{unit}2023年政府信息公开工作年度报告", unit)
        assert "".join(lines) == f"{unit}2023年政府信息公开工作年度报告"
        assert len(lines) == 2
        for word in ("政府信息公开", "年度报告", "2023年"):
            assert any(word in line for line in lines)


def test_a_long_title_takes_as_many_lines_as_it_needs() -> None:
    organs = "某某省某某市某某区人民政府办公室某某区政务公开领导小组"
    title = f"{organs}关于2023年度政府信息公开工作的年度报告"
    lines = divided(title, room=19)
    assert "".join(lines) == title
    assert len(lines) == 3
