"""Invented prose of the usual length for the form of 2021: what an office writes round its tables.

The published tables at hand come with a sentence or two only; a report as submitted has these
passages too, and a page is to be judged as submitted.
"""

import json

from storage.report import Report
from tests.builders import entries
from tests.conftest import REPORTS
from tests.real_reports import taken

__all__ = ["submitted"]

_PUBLISHED = {
    "suqian-2023": {
        "overview.requests": "一、总体情况（依申请公开段）",
        "other.fees": "六、其他需要报告的事项",
    },
    "shanghai-stcsm-2024": {"overview.requests": "四、政府信息公开申请情况（正文）"},
}
"""The passages that were published with the tables, by text key."""

_TEXTS = {
    "overview.body": (
        "本年度，我们坚持以人民为中心，认真贯彻落实《中华人民共和国政府信息公开条例》和上级关于政务公开工作的各项部署，"
        "围绕重点工作和群众关切，持续深化重点领域信息公开，完善制度机制，提升公开质量，切实保障人民群众的知情权、参与权、"
        "表达权和监督权，政府信息公开工作取得新的成效。"
    ),
    "overview.published": (
        "一是聚焦重点领域。围绕优化营商环境、稳岗就业、义务教育、医疗卫生、养老服务、生态环境、食品药品安全等社会普遍关注的事项，"
        "及时发布政策文件、办事指南和工作进展，做到应公开尽公开。二是做好政策解读。坚持政策文件与解读材料同步起草、同步审批、"
        "同步发布，综合运用图片图表、音频视频、新闻发布会、在线访谈等形式，让群众看得懂、记得住、用得上。三是回应社会关切。"
        "健全政务舆情收集、研判、处置和回应机制，对群众集中反映的问题及时回应、说明情况、解疑释惑，不断增强政府公信力。"
    ),
    "overview.management": (
        "严格落实政府信息公开保密审查制度，坚持先审查、后公开，一事一审、全面审查，严防失泄密问题发生。建立健全公文公开属性源头认定机制，"
        "在公文起草时同步确定主动公开、依申请公开或者不予公开的属性，对拟不公开的说明理由。定期开展行政规范性文件清理，"
        "集中公开现行有效的文件，并对已经失效、废止的文件作出醒目标注，方便公众查阅使用。"
    ),
    "overview.platform": (
        "发挥门户网站第一平台作用，优化栏目设置，完善检索功能，规范信息发布格式，提高信息查找的便捷程度。推进政务新媒体健康有序发展，"
        "对长期不更新、功能重复、关注度低的账号及时清理归并。加强线下公开专区建设，在政务服务大厅、档案馆、图书馆和便民服务中心"
        "设置查阅点，配备必要的设施设备和工作人员，为公众查阅、咨询和提出申请提供便利。"
    ),
    "overview.supervision": (
        "明确一名负责同志分管政府信息公开工作，配强专职人员，将政府信息公开工作纳入年度绩效考核，定期通报检查情况，督促问题整改。"
        "把政府信息公开纳入干部教育培训计划，采取集中授课、案例讲评、跟班学习等方式，提高工作人员的业务能力和法治意识。"
        "广泛听取社会各界的意见建议，自觉接受人大代表、政协委员和群众监督。全年没有发生因不依法履行公开义务而被追究责任的情形。"
    ),
}
_IMPROVEMENTS = (
    ("政策解读的形式还不够丰富，针对性和可读性有待提高", "丰富解读形式"),
    ("少数单位对政府信息公开工作重视不够，信息更新不够及时", "压实工作责任"),
    ("依申请公开办理的规范化水平还需要进一步提升", "规范办理流程"),
)
_MEASURES = (
    "针对不同对象采用图解、问答、短视频等方式，把政策讲清楚、讲明白。",
    "完善日常监测和通报制度，发现更新不及时、内容不规范的，限期整改。",
    "加强业务指导和培训，统一答复文书格式，严格办理时限，提高答复质量。",
)


def submitted(name: str) -> Report:
    """A published report of 2021's form, whole: its tables, its published passages, its prose."""
    rows = (
        {"problem": problem, "measure": measure, "measure_text": text}
        for (problem, measure), text in zip(_IMPROVEMENTS, _MEASURES, strict=True)
    )
    narrative = json.loads((REPORTS / f"{name}.json").read_text("utf-8"))["narrative"]
    passages = {key: narrative[title] for key, title in _PUBLISHED[name].items()}
    report = taken(name)
    return report.with_values(
        texts={**report.texts, **_TEXTS, **passages},
        entries={**report.entries, "improvements": entries(*rows)},
    )
