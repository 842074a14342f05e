"""Documents to print in tests: the national tables, a short report, a long random one."""

import random
from collections.abc import Sequence

from export.document import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
    Tone,
)

APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
OUTCOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        (
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)
"""Row labels of the request table (国办公开办函〔2021〕30号)."""

Row = tuple[Cell | None, ...]


def head(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, rows, columns, head=True)


def label(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, rows, columns, Align.LEFT, head=True)


def numbers(values: Sequence[int]) -> Row:
    return tuple(Cell(str(value), align=Align.RIGHT) for value in values)


def request_table(values: Sequence[Sequence[int]], title: str = "") -> Table:
    """表三: 3 label and 7 number columns, 3 head rows; ``values`` has 25 rows of 7."""
    rest = iter(values)
    sums = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: list[Row] = [
        (head(sums, 3, 3), None, None, head("申请人情况", 1, 7), *[None] * 6),
        (
            *[None] * 3,
            head("自然人", 2),
            head("法人或其他组织", 1, 5),
            *[None] * 4,
            head("总计", 2),
        ),
        (*[None] * 4, *(head(each) for each in APPLICANTS), None),
        (label("一、本年新收政府信息公开申请数量", 1, 3), None, None, *numbers(next(rest))),
        (label("二、上年结转政府信息公开申请数量", 1, 3), None, None, *numbers(next(rest))),
    ]
    first: Cell | None = label("三、本年度办理结果", 22)
    for group, leaves in OUTCOMES:
        if not leaves:
            rows.append((first, label(group, 1, 2), None, *numbers(next(rest))))
            first = None
        for place, leaf in enumerate(leaves):
            outer = label(group, len(leaves)) if place == 0 else None
            rows.append((None, outer, label(leaf), *numbers(next(rest))))
    rows.append((label("四、结转下年度继续办理", 1, 3), None, None, *numbers(next(rest))))
    return Table(tuple(rows), (17, 28, 41, *[10] * 7), title, head_rows=3, head_columns=3)


def dispute_table(values: Sequence[int]) -> Table:
    """表四: 15 number columns under three head rows."""
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    rows: tuple[Row, ...] = (
        (head("行政复议", 1, 5), *[None] * 4, head("行政诉讼", 1, 10), *[None] * 9),
        (
            *(head(each, 2) for each in results),
            head("未经复议直接起诉", 1, 5),
            *[None] * 4,
            head("复议后起诉", 1, 5),
            *[None] * 4,
        ),
        (*[None] * 5, *(head(each) for each in results * 2)),
        tuple(Cell(str(value)) for value in values),
    )
    return Table(rows, (1,) * 15, head_rows=3)


def disclosure_table(rule: Sequence[int], normative: Sequence[int], rest: Sequence[str]) -> Table:
    """表二: four columns under 第二十条第（一）（五）（六）（八）项; ``rest`` are four numbers."""

    def wide(name: str, value: str) -> Row:
        return (label(name), Cell(value, columns=3), None, None)

    def band(text: str) -> Row:
        return (head(text, 1, 4), None, None, None)

    permits, fines, force, fees = rest
    rows: tuple[Row, ...] = (
        band("第二十条第（一）项"),
        (head("信息内容"), head("本年制发件数"), head("本年废止件数"), head("现行有效件数")),
        (label("规章"), *numbers(rule)),
        (label("行政规范性文件"), *numbers(normative)),
        band("第二十条第（五）项"),
        (head("信息内容"), head("本年处理决定数量", 1, 3), None, None),
        wide("行政许可", permits),
        band("第二十条第（六）项"),
        (head("信息内容"), head("本年处理决定数量", 1, 3), None, None),
        wide("行政处罚", fines),
        wide("行政强制", force),
        band("第二十条第（八）项"),
        (head("信息内容"), head("本年收费金额（单位：万元）", 1, 3), None, None),
        wide("行政事业性收费", fees),
    )
    return Table(rows, (2, 1, 1, 1))


def channel_table() -> Table:
    """The channel table of reports before 2019: label, unit, number."""
    channels = ("政府公报", "政府网站", "政务微博", "政务微信", "其他方式")
    counts = (0, 528, 0, 1286, 2)
    rows: list[Row] = [(head("通过不同渠道和方式公开政府信息的情况", 1, 3), None, None)]
    for number, (channel, count) in enumerate(zip(channels, counts, strict=True), 1):
        name = label(f"{number}.{channel}公开政府信息数")
        rows.append((name, Cell("条"), Cell(str(count), align=Align.RIGHT)))
    return Table(tuple(rows), (8, 1, 2), "主动公开信息情况", head_rows=1, head_columns=1)


def document(
    blocks: Sequence[Block], title: str = "某区人民政府2023年政府信息公开工作年度报告"
) -> Document:
    return Document(title, "某区人民政府", 2023, tuple(blocks), "2024-01-20")


def paragraph(*texts: str) -> Paragraph:
    """A paragraph; every second text is a run-in heading."""
    tones = (Tone.BODY, Tone.LEAD)
    return Paragraph(tuple(Run(text, tones[place % 2]) for place, text in enumerate(texts)))


def random_text(generator: random.Random, length: int) -> str:
    """Common Han (GB/T 2312 level 1) with commas, stops, figures and brackets."""
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        words = "".join(
            bytes((generator.randint(0xB0, 0xD6), generator.randint(0xA1, 0xFE))).decode("gb2312")
            for _ in range(generator.randint(4, 19))
        )
        number = generator.randint(1, 2_000_000)
        ends = ["，"] * 9 + ["。"] * 4 + ["、", "；", f"{number:,}件，", f"（{number % 99}人次）"]
        parts.append(words + generator.choice(ends))
    return "".join(parts)[:-1] + "。"


def random_document(pages: int, seed: int = 7) -> Document:
    """A report of about ``pages`` pages with headings, paragraphs and tables."""
    generator = random.Random(seed)
    blocks: list[Block] = []
    for chapter in range(max(1, pages // 3)):
        blocks.append(Heading(f"{chapter + 1}、{random_text(generator, 9)[:4]}"))
        for section in range(2):
            blocks.append(Heading(f"（{section + 1}）{random_text(generator, 9)[:4]}", 2))
            for _ in range(3):
                blocks.append(paragraph(random_text(generator, generator.randint(60, 420))))
        if chapter % 3 == 0:
            values = [[generator.randint(0, 999) for _ in range(7)] for _ in range(25)]
            blocks += [Heading("（三）收到和处理政府信息公开申请情况", 2), request_table(values)]
    blocks.append(Signature("某区人民政府", "2024年1月20日"))
    return document(blocks)
