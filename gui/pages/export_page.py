"""导出: which files, where to; made in the background, with a way to open each."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from export import WRITERS
from gui.export_plan import Outcome, Target, file_stem, write_all
from gui.job import Job
from gui.later import later
from gui.messages import Messages
from gui.pages.checks_page import summary
from gui.pages.finish_card import FinishCard
from gui.pages.page import Page
from gui.progress import BLANKS_SAID, has_blanks
from gui.read_only import mark_field
from gui.session import Session
from gui.widgets.export_results import ExportResults, OpenUrl
from gui.widgets.panels import GAP, Card, button, label, lead_on, scrolled
from storage.findings import Finding, has_errors
from storage.privacy import PRIVACY, masking_edits

__all__ = ["ExportPage"]

_USUAL = ("pdf", "excel")
"""Ticked at first."""
_MOST_TOLD = 5
"""Places with personal data that are named before an export."""
_PURPOSES = {
    "pdf": "报送和公布用的报告全文",
    "excel": "政府信息公开情况统计表，合计带公式",
    "checklist": "交给审核人看的检查结果和保留理由",
    "json": "在另一台电脑的本程序里导入，或交给别的程序；申请和案件只带数字",
    "archive": "连同依申请、复议诉讼台账里的个人信息，只在本单位内部留存",
}


class ExportPage(Page):
    """One button makes all ticked files; nothing else waits for it."""

    folder_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        messages: Messages,
        folder: Path,
        open_url: OpenUrl = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(session, "导出", "所有修改都已经在报告里，不用另外保存。")
        self.banner.link.hide()  # it leads here
        self._messages, self._folder = messages, folder
        self._job: Job | None = None
        self.kinds = {key: QCheckBox(writer.name) for key, writer in WRITERS.items()}
        self._names = {key: label("", "hint") for key in WRITERS}
        self.hide_numbers = mark_field(button("个人信息都按常规隐去", self._hide_numbers))
        self._where, self._findings = label("", wrap=True), label("", wrap=True)
        self.export_button = button("导出", self.export, "primary")
        self.cancel_button = button("取消", self._cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar.setAccessibleName("正在导出")
        self.finishing = FinishCard(session, messages, lambda: self._folder, self._may_write)
        self.results = ExportResults(open_url, lambda sentence: messages.tell(self, sentence))
        self._lay_out()
        for key, box in self.kinds.items():
            box.setChecked(key in _USUAL)
            box.toggled.connect(self.refresh)
        self._show_working(False)
        self.refresh()

    def refresh(self) -> None:
        """Show names, place and findings as they are now."""
        self._where.setText(str(self._folder))
        for key, name in self._names.items():
            name.setText(f"{self._target(key).path.name}　·　{_PURPOSES.get(key, '')}")
        findings = self.session.findings
        said = f"检查结果：{summary(findings)}。"
        if has_errors(findings):
            said += "可以先导出来看，印出来会标着“草稿”；报送之前请把错误改正。"
        if has_blanks(findings):
            said += BLANKS_SAID
        if self._personal:
            said += f"其中 {len(self._personal)} 处像是个人信息，会印出来。"
        self._findings.setText(said)
        self.hide_numbers.setVisible(bool(self._personal))
        ticked = any(box.isChecked() for box in self.kinds.values())
        self.export_button.setEnabled(ticked and self._job is None)
        self.export_button.setToolTip("" if ticked else "请先在上面勾选要导出的文件。")

    def export(self) -> None:
        """Write the ticked files; existing ones are replaced only after a question."""
        if self._job is not None:
            return
        self.session.flush()
        targets = [self._target(key) for key, box in self.kinds.items() if box.isChecked()]
        if targets and self._may_write(targets):
            self._start(targets)

    def finish(self) -> bool:
        """Before the window closes: stop a running export once the clerk agrees."""
        if self._job is None and not self.finishing.busy:
            return True
        question = "正在导出，现在关闭会停下来，没有写完的文件不会留下。要停止导出吗？"
        if not self._messages.ask(self, question, yes="停止导出"):
            return False
        if self._job is not None:
            self._job.wait()
        self.finishing.wait()
        return True

    def _start(self, targets: list[Target]) -> None:
        report, outcomes = self.session.report, list[Outcome]()
        job = Job(lambda progress: write_all(report, targets, outcomes, progress), self)
        job.progress.connect(self._show_progress)
        job.done.connect(lambda _result: self._end(outcomes))
        job.failed.connect(lambda sentence: self._end(outcomes, sentence))
        job.cancelled.connect(lambda: self._end(outcomes, "已取消，其余的文件没有写出。"))
        self._job = job
        self._show_working(True)
        # Else the keyboard would go on to 定稿, and an Enter too many with it.
        self.bar.setFocus()
        job.start()

    def _end(self, outcomes: list[Outcome], remark: str = "") -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        waited = self.window().focusWidget() in (self.bar, self.cancel_button)
        self._show_working(False)
        if waited:
            self.export_button.setFocus()
        self.results.show_outcomes(outcomes, remark)
        lead_on(self.cancel_button, *self.results.buttons)
        later(self, lambda: self._area.ensureWidgetVisible(self.results))

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel_button.setEnabled(False)
            self._job.cancel()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_working(self, working: bool) -> None:
        if working:
            self.results.hide()
            self.bar.setRange(0, 0)
        self.bar.setVisible(working)
        self.cancel_button.setVisible(working)
        self.cancel_button.setEnabled(True)
        for box in self.kinds.values():
            box.setEnabled(not working)
        self.refresh()

    def _target(self, key: str) -> Target:
        writer = WRITERS[key]
        stem = file_stem(self.session.report, self.session.versions.number)
        return Target(self._folder / (stem + writer.suffix), writer)

    def _may_write(self, targets: list[Target]) -> bool:
        return self._may_tell(targets) and self._may_replace(targets)

    @property
    def _personal(self) -> list[Finding]:
        """Where numbers of persons would be printed, and nobody said that they may."""
        return [each for each in self.session.findings if each.rule == PRIVACY and each.open]

    def _hide_numbers(self) -> None:
        session, places = self.session, [each.place for each in self._personal]
        edits = masking_edits(session.report, session.figures, places)
        if edits:
            session.edit("按常规隐去", edits)

    def _may_tell(self, targets: list[Target]) -> bool:
        """Whether numbers of persons may go into these files."""
        if found := self._personal:
            told = "\n".join(f"  · {each.sentence}" for each in found[:_MOST_TOLD])
            question = f"有 {len(found)} 处像是个人信息：\n{told}\n可以先用“个人信息都按常规隐去”。"
            if not self._messages.ask(self, question, yes="照样导出", no="先不导出"):
                return False
        names = "\n".join(f"  · {each.path.name}" for each in targets if each.writer.personal)
        question = (
            f"这个文件里有申请人的个人信息：\n{names}\n"
            "请只在本单位内部留存，不要报送或公开。要导出吗？"
        )
        return not names or self._messages.ask(self, question, yes="导出留存")

    def _may_replace(self, targets: list[Target]) -> bool:
        there = [each.path.name for each in targets if each.path.exists()]
        if not there:
            return True
        names = "\n".join(f"  · {name}" for name in there)
        question = f"文件夹里已经有这些文件：\n{names}\n要用新导出的替换它们吗？"
        return self._messages.ask(self, question, yes="替换")

    def _choose_folder(self) -> None:
        chosen = self._messages.folder_name(self, "导出到哪个文件夹", self._folder)
        if chosen is not None:
            self._folder = chosen
            self.folder_chosen.emit(str(chosen))
            self.refresh()

    def _lay_out(self) -> None:
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 4, 8, 4)
        whole.setSpacing(GAP + 4)
        for card in (self._findings_card(), self._kinds_card(), self._folder_card()):
            whole.addWidget(card)
        line = QHBoxLayout()
        line.addWidget(self.export_button)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel_button)
        line.addStretch(0)
        whole.addLayout(line)
        whole.addWidget(self.results)
        whole.addWidget(self.finishing)
        whole.addStretch(1)
        self._area = scrolled(content)
        self.content.addWidget(self._area, 1)

    def _findings_card(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.addWidget(self._findings, 1)
        line.addWidget(self.hide_numbers)
        line.addWidget(button("去检查", lambda: self.go_to.emit("page:checks"), "link"))
        card.body.addLayout(line)
        return card

    def _kinds_card(self) -> Card:
        card = Card("导出哪些文件")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP * 2)
        grid.setVerticalSpacing(GAP)
        for row, (key, box) in enumerate(self.kinds.items()):
            grid.addWidget(box, row, 0)
            grid.addWidget(self._names[key], row, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card

    def _folder_card(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(label("放在文件夹", "muted"))
        line.addWidget(self._where, 1)
        line.addWidget(button("换一个文件夹…", self._choose_folder))
        card.body.addLayout(line)
        return card
