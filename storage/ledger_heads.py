"""表头: which column of somebody's table belongs to which column of a ledger.

By what was chosen last time for the same head, by its name, by the names other offices use for
it, and at last by what stands below it. A guess the clerk sees and can change.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from storage.errors import BadValue
from storage.given_cells import read_given
from storage.given_table import GivenTable
from storage.ledgers import Column, Kind, Ledger

__all__ = ["Heads", "find_heads", "plain_head"]

_HEAD_WITHIN = 10
"""A head stands in one of so many first rows, below the titles."""
_SAMPLE = 50
_MOSTLY = 0.8
_YEAR = 2018
"""Any year will do to see whether a day is written out in full."""

_DOCUMENT = re.compile(r"[〔\[（(【]\s*(19|20)\d\d\s*[〕\]）)】].*号")
_FULL_DAY = re.compile(r"(19|20)\d\d\D?.*\d")
_LINK = re.compile(r"(https?://|www\.)", re.IGNORECASE)
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|[*:\s]")

_ALSO_CALLED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "publications": {
        "title": ("信息标题", "文件标题", "文件名称", "信息名称", "公开内容", "名称", "题目"),
        "number": ("发文字号", "文件编号", "发文号", "文件号", "字号"),
        "published_on": ("发布日期", "公开时间", "发布时间", "日期", "发文日期"),
        "channels": ("公开方式", "发布渠道", "公开形式", "渠道", "发布平台", "公开载体"),
        "topic": ("信息类别", "发布栏目", "所属栏目", "类别", "分类"),
        "normative": ("是否规范性文件", "是否为规范性文件"),
        "link": ("链接", "网页地址", "信息链接", "链接地址"),
        "quantity": ("数量", "件数", "信息条数"),
    },
    "requests": {
        "number": ("申请编号", "登记号", "收件编号", "受理编号", "登记编号"),
        "received_on": ("申请日期", "受理日期", "收件日期", "收到时间", "申请时间", "登记日期"),
        "way": ("申请形式", "申请渠道", "方式"),
        "applicant_name": ("申请人姓名", "申请人名称", "申请人姓名或名称", "姓名", "姓名或名称"),
        "applicant": ("申请人类别", "申请主体", "申请主体类型"),
        "carried": ("是否上年结转", "是否结转"),
        "subject": ("申请事项", "所需信息", "申请公开内容", "内容描述", "事项"),
        "state": ("状态", "办理情况", "进展"),
        "outcome": ("办理结果", "答复类型", "处理结果", "结果", "答复情况"),
        "answered_on": ("答复时间", "办结日期", "回复日期"),
        "extended": ("是否延期", "延期", "是否延期答复"),
        "amend_asked_on": ("补正告知日期", "补正通知日期", "告知补正时间"),
        "amended_on": ("补正日期", "补正收到日期", "补正时间"),
        "consulted_on": ("征求第三方意见日期", "征求意见时间"),
        "opinions_on": ("意见收到日期", "收到第三方意见日期", "第三方答复日期"),
        "pages": ("页数",),
        "charged_on": ("收费通知时间", "收费通知书日期"),
        "paid_on": ("缴费时间", "交费日期"),
        "fee": ("收费金额", "费用", "收取费用"),
        "quantity": ("数量", "申请件数"),
    },
    "disputes": {
        "kind": ("类型", "案件类别", "案件类型"),
        "opened_on": ("受理日期", "日期", "收到时间", "立案日期"),
        "subject": ("案由", "内容", "事项", "案件名称"),
        "result": ("审理结果", "处理结果", "案件结果", "办理结果"),
        "quantity": ("数量",),
    },
    "improvements": {
        "problem": ("问题", "主要问题"),
        "measure": ("措施",),
        "measure_text": ("具体措施", "措施说明"),
        "responsible": ("责任部门", "牵头单位", "责任科室"),
        "due_on": ("完成日期", "整改时限", "时限"),
        "state": ("状态", "完成情况"),
        "result": ("成效", "整改结果"),
    },
}
_NOTES = ("说明", "附注", "其他说明")


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the head stands (-1: there is none), what it says, and each column's ledger key."""

    row: int
    names: tuple[str, ...]
    keys: tuple[str, ...]


def plain_head(name: str) -> str:
    """A head without what differs from table to table: blanks, asides in brackets, asterisks."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def find_heads(
    table: GivenTable, held: Ledger, remembered: Mapping[str, str] | None = None
) -> Heads:
    """The table's columns matched with the ledger's, each at most once.

    ``remembered`` holds what was chosen before by ``plain_head``, "" for 不导入.
    """
    known = remembered or {}
    row = _head_row(table, held, known)
    names = [table.text(row, column) if row >= 0 else "" for column in range(table.width)]
    plain = [plain_head(name) for name in names]
    keys = [""] * len(names)
    settled = {place for place, name in enumerate(plain) if name and name in known}
    for wanted in (known, _labels(held), _synonyms(held)):
        for place, name in enumerate(plain):
            key = wanted.get(name, "")
            free = not keys[place] and (place not in settled or wanted is known)
            if free and key in _free(held, keys):
                keys[place] = key
    for place in range(len(names)):
        if not keys[place] and place not in settled and plain[place] != "序号":
            keys[place] = _by_content(table, row, place, _free(held, keys))
    if row < 0:
        _longest_is_main(table, held, keys)
    return Heads(row, tuple(names), tuple(keys))


def _free(held: Ledger, keys: Sequence[str]) -> dict[str, Column]:
    return {column.key: column for column in held.columns if column.key not in keys}


def _labels(held: Ledger) -> dict[str, str]:
    return {plain_head(column.label): column.key for column in held.columns}


def _synonyms(held: Ledger) -> dict[str, str]:
    called = _ALSO_CALLED.get(held.key, {})
    found = {plain_head(word): key for key, words in called.items() for word in words}
    return {**dict.fromkeys(_NOTES, "note"), **found}


def _head_row(table: GivenTable, held: Ledger, known: Mapping[str, str]) -> int:
    words = {*_labels(held), *_synonyms(held), *known}
    hits = [
        sum(plain_head(cell) in words for cell in cells if cell)
        for cells in table.rows(0, _HEAD_WITHIN)
    ]
    best = max(hits, default=0)
    # One known word may be a title; a table of one column has no more.
    return hits.index(best) if best >= min(2, max(table.width, 1)) else -1


def _sample(table: GivenTable, row: int, place: int) -> list[str]:
    below = islice(table.columns[place], row + 1, None)
    return [*islice((each for each in below if each), _SAMPLE)]


def _by_content(table: GivenTable, row: int, place: int, free: Mapping[str, Column]) -> str:
    sample = _sample(table, row, place)
    fitting = [
        key
        for key, column in free.items()
        if sample and sum(_fits(column, text) for text in sample) >= _MOSTLY * len(sample)
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _fits(column: Column, text: str) -> bool:
    """Whether a text shows by itself that it belongs to this column; a bare number never does."""
    match column.kind:
        case Kind.DATE:
            return bool(_FULL_DAY.match(text)) and _readable(column, text)
        case Kind.CHOICE | Kind.CHOICES:
            return len(text) > 1 and _readable(column, text)
        case Kind.TEXT if column.key == "link":
            return bool(_LINK.match(text))
        case Kind.TEXT if column.label == "文号":
            return bool(_DOCUMENT.search(text))
    return False


def _readable(column: Column, text: str) -> bool:
    try:
        return read_given(column, text, _YEAR) is not None
    except BadValue:
        return False


def _longest_is_main(table: GivenTable, held: Ledger, keys: list[str]) -> None:
    """Without a head the longest words are the title, the subject or the problem."""
    main = next(_mains(held), "")
    lengths = {
        place: sum(map(len, _sample(table, -1, place))) for place, key in enumerate(keys) if not key
    }
    if main in _free(held, keys) and lengths:
        keys[max(lengths, key=lengths.__getitem__)] = main


def _mains(held: Ledger) -> Iterator[str]:
    yield from (each.key for each in held.columns if each.key in ("title", "subject", "problem"))
