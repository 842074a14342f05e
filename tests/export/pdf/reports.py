"""Real published reports as documents; None where the folder of reports is not at hand."""

import json
from pathlib import Path

from export.document import Block, Document, Heading, Paragraph, Run, Signature
from tests.export.pdf.samples import (
    channel_table,
    disclosure_table,
    dispute_table,
    paragraph,
    request_table,
)

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"


def gongnong_2018() -> Document:
    """The whole text of a district's report of 2018, its channel table as a table."""
    lines = (REPORTS / "gongnong-2018.txt").read_text(encoding="utf-8").splitlines()
    blocks: list[Block] = []
    in_table = False
    for line in filter(None, lines[1:]):
        if line == "主动公开信息情况":
            blocks.append(channel_table())
            in_table = True
        elif in_table and (line[1] == "." or line.startswith("通过不同渠道")):
            continue
        elif line[1:2] == "、" and line[0] in "一二三四五六七":
            blocks.append(Heading(line))
        elif line.startswith("（") and len(line) < 20:
            blocks.append(Heading(line, 2))
        elif line.startswith("（"):
            lead, rest = line.split("。", 1)
            blocks.append(paragraph("", lead + "。", rest))
        else:
            blocks.append(Paragraph((Run(line),)))
    blocks.append(Signature("工农区人民政府", "2019年3月28日"))
    return Document(lines[0], "工农区人民政府", 2018, tuple(blocks), "2019-03-28")


def national(name: str, unit: str, year: int) -> Document:
    """A report in the form of 2021: its narrative and the three national tables."""
    data = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    tables = data["tables"]
    first, third, fourth = (
        next(value for key, value in tables.items() if key.startswith(f"table{number}"))
        for number in (2, 3, 4)
    )
    one, *others = first.values()
    rules = [value for key, value in one.items() if key != "columns"]
    rest = [f"{value}" for group in others for value in group.values()]
    disputes = [value for row in fourth["rows"].values() for value in row]
    chapters = {
        "一": "一、总体情况",
        "三": "三、收到和处理政府信息公开申请情况",
        "五": "五、存在的主要问题及改进情况",
        "六": "六、其他需要报告的事项",
    }
    texts: dict[str, list[Block]] = {key: [Heading(title)] for key, title in chapters.items()}
    for key, text in data["narrative"].items():
        chapter = key[0] if key[0] in texts else "三"
        texts[chapter].append(Paragraph((Run(text),)))
    blocks = [
        *texts["一"],
        Heading("二、主动公开政府信息情况"),
        disclosure_table(rules[0], rules[1], rest),
        *texts["三"],
        request_table(list(third["rows"].values())),
        Heading("四、政府信息公开行政复议、行政诉讼情况"),
        dispute_table(disputes),
        *texts["五"],
        *texts["六"],
        Signature(unit, f"{year + 1}年1月20日"),
    ]
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return Document(title, unit, year, tuple(blocks), f"{year + 1}-01-20")


def suqian_2023() -> Document:
    return national("suqian-2023", "宿迁市人民政府", 2023)


def shanghai_2024() -> Document:
    return national("shanghai-stcsm-2024", "上海市科学技术委员会", 2024)
