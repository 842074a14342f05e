"""台账: what the clerk notes during the year, and the columns of each.

A choice is stored as the Chinese term itself, so that screen, data file, interchange file and
format file all say the same word.
"""

from dataclasses import dataclass
from enum import Enum

__all__ = ["LEDGERS", "Column", "Kind", "Ledger", "ledger"]


class Kind(Enum):
    """What a column holds, and so which editor it gets and how it is stored."""

    TEXT = "文字"
    LONG_TEXT = "长文字"
    DATE = "日期"
    COUNT = "数量"
    AMOUNT = "金额"
    CHOICE = "单选"
    CHOICES = "多选"
    FLAG = "是否"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a ledger. ``width`` is in characters; ``hint`` is shown while it is empty."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    width: int = 10
    hint: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger: its key (also its table), its name, its columns, and what an entry is called."""

    key: str
    name: str
    noun: str
    columns: tuple[Column, ...]
    personal: bool = False
    """Whether entries hold applicants' personal data, which never leaves the ledger."""

    def column(self, key: str) -> Column:
        """The column of this key. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def counted(self) -> bool:
        """Whether an entry stands for a number of items (件数/条数)."""
        return any(column.key == "quantity" for column in self.columns)


_NOTE = Column("note", "备注", width=16)

PUBLICATIONS = Ledger(
    "publications",
    "主动公开台账",
    "信息",
    (
        Column("title", "标题", width=30, hint="公开的信息或文件标题"),
        Column("number", "文号", width=21, hint="例如 工农政发〔2018〕3号"),
        Column("published_on", "公开日期", Kind.DATE, width=11),
        Column(
            "channels",
            "公开渠道",
            Kind.CHOICES,
            ("政府公报", "政府网站", "政务微博", "政务微信", "其他"),
            width=18,
        ),
        Column("topic", "栏目", width=11, hint="例如 通知公告"),
        Column("normative", "规范性文件", Kind.FLAG, width=8),
        Column("link", "网址", width=8),
        Column("quantity", "条数", Kind.COUNT, width=6, hint="1", unit="条"),
        Column("note", "备注", width=11),
    ),
)

REQUESTS = Ledger(
    "requests",
    "依申请公开台账",
    "申请",
    (
        Column("number", "编号", width=12, hint="收件登记号"),
        Column("received_on", "收到日期", Kind.DATE, width=11),
        Column(
            "way",
            "申请方式",
            Kind.CHOICE,
            ("当面申请", "传真申请", "网络申请", "信函申请"),
            width=9,
        ),
        Column("applicant_name", "申请人", width=10, hint="姓名或单位名称，不会印出来"),
        Column(
            "applicant",
            "申请人类型",
            Kind.CHOICE,
            ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
            width=12,
        ),
        Column("carried", "上年结转", Kind.FLAG, width=8),
        Column("subject", "申请内容", width=30, hint="想要什么信息"),
        Column(
            "state", "办理状态", Kind.CHOICE, ("办理中", "待补正", "已答复", "已结案"), width=24
        ),
        Column(
            "outcome",
            "答复结果",
            Kind.CHOICE,
            (
                "属于已主动公开范围",
                "同意公开",
                "同意部分公开",
                "不同意公开：涉及国家秘密",
                "不同意公开：涉及商业秘密",
                "不同意公开：涉及个人隐私",
                "不同意公开：危及安全和稳定",
                "不同意公开：不是《条例》所指政府信息",
                "不同意公开：法律法规规定的其他情形",
                "不属于本行政机关公开",
                "申请信息不存在",
                "告知作出更改补充",
                "告知通过其他途径办理",
            ),
            width=16,
        ),
        Column("answered_on", "答复日期", Kind.DATE, width=11),
        Column("extended", "延期答复", Kind.FLAG, width=8),
        Column("amend_asked_on", "告知补正日期", Kind.DATE, width=11),
        Column("amended_on", "收到补正日期", Kind.DATE, width=11),
        Column("consulted_on", "征求意见日期", Kind.DATE, width=11),
        Column("opinions_on", "收到意见日期", Kind.DATE, width=11),
        Column("fee", "收费", Kind.AMOUNT, width=8, unit="元"),
        Column("pages", "提供页数", Kind.COUNT, width=8, hint="按量计费时填", unit="页"),
        Column("charged_on", "收费通知日期", Kind.DATE, width=11),
        Column("paid_on", "缴费日期", Kind.DATE, width=11),
        Column("quantity", "件数", Kind.COUNT, width=6, hint="1", unit="件"),
        _NOTE,
    ),
    personal=True,
)

DISPUTES = Ledger(
    "disputes",
    "复议、诉讼、申诉举报台账",
    "案件",
    (
        Column("kind", "类别", Kind.CHOICE, ("行政复议", "行政诉讼", "申诉举报"), width=9),
        Column("opened_on", "收到日期", Kind.DATE, width=11),
        Column("subject", "事由", width=30),
        Column(
            "result",
            "结果",
            Kind.CHOICE,
            ("维持或驳回", "被依法纠错", "其他情形", "尚未审结"),
            width=10,
        ),
        Column("quantity", "件数", Kind.COUNT, width=6, hint="1", unit="件"),
        _NOTE,
    ),
    personal=True,
)

IMPROVEMENTS = Ledger(
    "improvements",
    "问题与改进措施",
    "问题和措施",
    (
        Column("problem", "存在的问题", width=24, hint="例如 信息公开不够及时"),
        Column("measure", "改进措施", width=20, hint="例如 创新政务公开方式"),
        Column("measure_text", "措施内容", Kind.LONG_TEXT, width=36),
        Column("responsible", "责任单位", width=14),
        Column("due_on", "完成时限", Kind.DATE, width=11),
        Column("state", "进展", Kind.CHOICE, ("未开始", "进行中", "已完成"), width=8),
        Column("result", "落实结果", Kind.LONG_TEXT, width=20),
    ),
)

LEDGERS = (PUBLICATIONS, REQUESTS, DISPUTES, IMPROVEMENTS)


def ledger(key: str) -> Ledger:
    """The ledger of this key. Raises KeyError."""
    for each in LEDGERS:
        if each.key == key:
            return each
    raise KeyError(key)
