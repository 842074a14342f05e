"""定稿: finishing a version with its files, comparing them later, opening the next version."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from export.finishing import Comparison, compare, finishing_writers, sha256_of
from gui.export_plan import Outcome, Target, file_stem, write_all
from gui.finish_words import receipt, verdicts
from gui.job import Job, Work
from gui.messages import Messages
from gui.pages.checks_page import summary
from gui.progress import BLANKS_SAID, has_blanks
from gui.reason_dialog import ReasonDialog
from gui.session import Session
from gui.widgets.panels import Card, button, label
from resources import VERSION
from storage.errors import ProgramError
from storage.findings import has_errors
from storage.printed import printed_of
from storage.report import Report
from storage.versions import FinishedFile, Version

__all__ = ["FinishCard"]

_STOPPED = "已停下，没有做完。"
_DRAFT = (
    "还是草稿。定稿会写出报告、统计表和校验单，记下每个文件的校验值（SHA-256），"
    "然后锁定本年度；以后要改，先说明原因，再出新的一版。"
)


class FinishCard(Card):
    """``folder`` tells where the files go; ``may_write`` asks about targets before they are."""

    def __init__(
        self,
        session: Session,
        messages: Messages,
        folder: Callable[[], Path],
        may_write: Callable[[list[Target]], bool],
    ) -> None:
        super().__init__("定稿")
        self._session, self._messages = session, messages
        self._folder, self._may_write = folder, may_write
        self._job: Job | None = None
        self.state, self.files = label("", wrap=True), label("", "hint", wrap=True)
        self.result = label("", wrap=True)
        self.finish_button = button("定稿…", self.finish)
        self.compare_button = button("重新生成并比对", self.compare)
        self.correct_button = button("更正…", self.correct)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar.setAccessibleName("正在生成文件")
        self._lay_out()
        session.versions.changed.connect(self.refresh)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether files are being made."""
        return self._job is not None

    def wait(self) -> None:
        """Stop what is being made, e.g. before the window closes."""
        if self._job is not None:
            # What it would tell comes when the file may be closed already.
            self._job.blockSignals(True)
            self._job.wait()
            self._end()
            self._say(_STOPPED)

    def refresh(self) -> None:
        """Show the version and what can be done with it."""
        versions = self._session.versions
        held, locked, working = versions.latest, versions.locked, self._job is not None
        self.state.setText(versions.sentence or _DRAFT)
        self.files.setText(receipt(held) if held and locked else "")
        self.files.setVisible(locked)
        self.finish_button.setVisible(not locked)
        self.compare_button.setVisible(locked)
        self.correct_button.setVisible(locked)
        for each in (self.finish_button, self.compare_button, self.correct_button):
            each.setEnabled(not working)
        self.bar.setVisible(working)
        self.result.setVisible(bool(self.result.text()))

    # -- finishing ----------------------------------------------------------------------

    def finish(self) -> None:
        """定稿: write the files, then lock the year; nothing is locked where one is refused."""
        session, versions = self._session, self._session.versions
        if not session.flush():
            self._messages.tell(self, "有改动还没能写进文件，等保存好了再定稿。")
        elif has_errors(session.findings):
            self._messages.tell(self, "检查里还有错误，改正以后才能定稿。")
        elif self._agreed():
            report, now = session.report, versions.next(datetime.now().astimezone())
            stem = file_stem(report, now.number)
            targets = {
                kind: Target(self._folder() / (stem + writer.suffix), writer)
                for kind, writer in finishing_writers(versions.before, now).items()
            }
            if self._may_write(list(targets.values())):
                outcomes: list[Outcome] = []
                self._start(
                    lambda step: write_all(report, list(targets.values()), outcomes, step),
                    lambda _result: self._finished(report, now, targets, outcomes),
                )

    def _agreed(self) -> bool:
        number, findings = self._session.versions.number, self._session.findings
        told = f"检查结果：{summary(findings)}。\n" if any(each.open for each in findings) else ""
        told += f"{BLANKS_SAID}\n" if has_blanks(findings) else ""
        question = f"{told}定稿以后，本年度第 {number} 版就锁定了，要改须先说明原因。现在定稿吗？"
        return self._messages.ask(self, question, yes="定稿", no="再看看")

    def _finished(
        self, report: Report, now: Version, targets: dict[str, Target], outcomes: list[Outcome]
    ) -> None:
        refusals = [each.refusal for each in outcomes if each.refusal]
        if refusals:
            self._say("没有定稿。" + "\n".join(refusals))
            return
        if self._session.report is not report:
            self._say("没有定稿：写文件的时候又有改动。请再定稿一次。")
            return
        try:
            files = tuple(
                FinishedFile(kind, target.path.name, sha256_of(target.path))
                for kind, target in targets.items()
            )
            done = replace(now, program=VERSION, printed=printed_of(report), files=files)
            self._session.versions.finish(done)
        except (ProgramError, OSError) as error:
            reason = error if isinstance(error, ProgramError) else "刚写出的文件读不回来。"
            self._say(f"没有定稿：{reason}")
            return
        self._say(f"已定稿，{len(files)} 个文件写在“{self._folder()}”。")

    # -- afterwards ---------------------------------------------------------------------

    def compare(self) -> None:
        """重新生成并比对: whether the files would come out the same today."""
        report, versions = self._session.report, self._session.versions
        held, before = versions.latest, versions.before
        if held is not None and versions.locked:
            self._start(lambda step: compare(report, before, held, step), self._compared)

    def _compared(self, result: object) -> None:
        held = self._session.versions.latest
        if isinstance(result, Comparison) and held is not None:
            self._say("\n".join(verdicts(result, held, self._folder())))

    def correct(self) -> None:
        """更正: ask for the reason, then open the next version."""
        dialog = ReasonDialog(self._session.versions.number, self)
        dialog.accepted.connect(lambda: self._reopen(dialog.reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _reopen(self, reason: str) -> None:
        try:
            self._session.versions.reopen(reason)
        except ProgramError as error:
            self._messages.tell(self, str(error))
            return
        self._say("")
        self.finish_button.setFocus()

    # -- working ------------------------------------------------------------------------

    def _start(self, work: Work, done: Callable[[object], None]) -> None:
        job = Job(work, self)
        job.progress.connect(self._show_progress)
        job.ended.connect(self._end)
        job.done.connect(done)
        job.failed.connect(self._say)
        job.cancelled.connect(lambda: self._say(_STOPPED))
        self._job = job
        self.bar.setRange(0, 0)
        self._say("")
        # Else the keyboard would go on to whatever comes next, and an Enter too many with it.
        self.bar.setFocus()
        job.start()

    def _end(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        waited = self.window().focusWidget() is self.bar
        self.refresh()
        if waited:
            locked = self._session.versions.locked
            (self.compare_button if locked else self.finish_button).setFocus()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _say(self, words: str) -> None:
        self.result.setText(words)
        self.refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        for each in (self.finish_button, self.compare_button, self.correct_button):
            line.addWidget(each)
        line.addWidget(self.bar, 1)
        line.addStretch(0)
        for part in (self.state, self.files):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self.body.addWidget(self.result)
