"""从表格导入: where each column goes, what can be taken, what cannot and why."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from export.ledger_tables import write_rows
from gui.job import Job, Work
from gui.ledger.head_choices import HeadChoices
from gui.ledger.taking_source import TakingSource
from gui.messages import Messages
from gui.preferences import Preferences
from gui.session import Session
from gui.widgets.panels import GAP, button, label, lead_on, scrolled
from storage.given_table import GivenTable
from storage.ledger_heads import Heads
from storage.ledger_taking import read_and_try, taking_edits, try_table
from storage.trial import GoodRows, Trial

__all__ = ["TakingDialog"]

_LISTED = 1000
"""Rows that are listed; the rest is in the file that can be saved."""
_WORKBOOK = "Excel 工作簿 (*.xlsx)"
_PERSONAL = (
    "这些行里有申请人的个人信息，另存的表格里也会有。"
    "请只在本单位内部使用，改好导入以后就删掉。要另存吗？"
)


class TakingDialog(QDialog):
    """Reads a table and tries it; 导入 adds the rows as one step that can be undone."""

    def __init__(
        self,
        session: Session,
        ledger_key: str,
        source: TakingSource,
        messages: Messages,
        preferences: Preferences,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._source = session, source
        self._held = session.report.format.ledgers[ledger_key]
        self._messages, self._preferences = messages, preferences
        self._table = GivenTable()
        self._heads = Heads(-1, (), ())
        self._job: Job | None = None
        self._again = False
        self.trial: Trial | None = None
        self.columns: HeadChoices | None = None
        self.setWindowTitle(f"从表格导入 · {self._held.name}")
        self._lay_out()
        self._follow()

    def start(self) -> None:
        """Read the table and try it."""
        read, held, report = self._source.read, self._held, self._session.report
        known = self._preferences.columns(held.key)
        self._run(
            lambda progress: read_and_try(partial(read, progress), held, report, known, progress),
            self._take_table,
        )

    def accept(self) -> None:
        """导入: the good rows, with or without the doubtful ones."""
        rows = self._chosen
        if not rows or self._job is not None:
            return
        if self.columns is not None:
            self._preferences.remember_columns(self._held.key, self.columns.by_head)
        edits = taking_edits(self._session.report, self._held.key, rows)
        super().accept()
        # A very long list keeps the window for some seconds.
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._session.edit(f"从表格导入 {len(rows)} 条", edits)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def reject(self) -> None:
        """取消: nothing is taken."""
        if self._job is not None:
            self._job.wait()
        super().reject()

    # -- building ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.resize(760, 560)
        self._read, self._found = label("", "muted", wrap=True), label("", "heading", wrap=True)
        self._said = label("", "good", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._mapping = QVBoxLayout()
        self.listed = QListWidget()
        self.listed.setWordWrap(True)
        self.listed.setObjectName("badrows")
        self.listed.setAccessibleName("有问题的行和重复的行")
        self.skip, self.also = QRadioButton("跳过"), QRadioButton("也导入")
        self.skip.setChecked(True)
        self.skip.toggled.connect(self._follow)
        self._twins = QWidget()
        twins = QHBoxLayout(self._twins)
        twins.setContentsMargins(0, 0, 0, 0)
        for each in (label("可能重复的行："), self.skip, self.also):
            twins.addWidget(each)
        twins.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(self._read)
        whole.addLayout(self._mapping, 3)
        whole.addWidget(self.bar)
        whole.addWidget(self._found)
        whole.addWidget(self._twins)
        whole.addWidget(self.listed, 2)
        whole.addWidget(self._said)
        whole.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.save = button("把有问题的行另存为…", self._save_bad)
        self.take = button("导入", self.accept, "primary")
        self.take.setDefault(True)
        cancel = button("取消", self.reject)
        self._below: list[QWidget] = [self.skip, self.also, self.listed, self.save]
        self._below += [cancel, self.take]
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        return foot

    # -- what happens --------------------------------------------------------------------

    def _run(self, work: Work, then: Callable[..., None]) -> None:
        self._job = job = Job(work, self)
        job.progress.connect(self._show_progress)
        job.done.connect(then)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        self.bar.setRange(0, 0)
        self._follow()
        job.start()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _end(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._try()
        self._follow()

    def _fail(self, sentence: str) -> None:
        self._messages.tell(self, sentence)
        if self.columns is None:
            super().reject()

    def _take_table(self, read: tuple[GivenTable, Heads, Trial]) -> None:
        table, heads, trial = read
        self._table, self._heads = table, heads
        self.columns = HeadChoices(table, heads, self._held)
        self.columns.changed.connect(self._try)
        area = scrolled(self.columns)
        area.setMinimumHeight(140)
        self._mapping.addWidget(area)
        lead_on(*self.columns.combos.values(), *self._below)
        self._read.setText(self._said_of_table())
        self._show_trial(trial)

    def _try(self) -> None:
        """Try the table with the columns as they are chosen now."""
        if self._job is not None:
            # One at a time; what is under way is no longer wanted.
            self._again = True
            self._job.cancel()
            return
        if self.columns is None:
            return
        table, head, keys = self._table, self._heads.row, tuple(self.columns.keys)
        held, report = self._held, self._session.report
        self.trial = None
        self._run(
            lambda progress: try_table(table, head, keys, held, report, progress), self._show_trial
        )

    def _show_trial(self, trial: Trial) -> None:
        self.trial = trial
        said = [(each.row, _joined(each.reasons)) for each in trial.bad]
        said += [(each.row, each.twin) for each in trial.doubtful]
        self.listed.clear()
        self.listed.addItems([f"第 {row + 1} 行　{words}" for row, words in said[:_LISTED]])
        if len(said) > _LISTED:
            self.listed.addItem(f"还有 {len(said) - _LISTED} 行没有列出。")

    def _save_bad(self) -> None:
        if self._held.personal and not self._messages.ask(self, _PERSONAL, "另存"):
            return
        title, proposed = "把有问题的行另存为", self._source.bad_rows
        path = self._messages.save_name(self, title, proposed, _WORKBOOK)
        if path is None or self.trial is None or self._job is not None:
            return
        table, bad = self._table, self.trial.bad
        heads = (name or f"第 {place} 列" for place, name in enumerate(self._heads.names, 1))
        places = range(table.width)
        names = [*heads, "原因"]
        rows = [
            [*(table.text(each.row, place) for place in places), _joined(each.reasons)]
            for each in bad
        ]
        self._run(
            lambda progress: write_rows(names, rows, path, progress),
            lambda _result: self._tell_saved(path.name),
        )

    def _tell_saved(self, name: str) -> None:
        self._said.setText(f"已另存到“{name}”，改好以后可以再导入。")
        self._follow()

    # -- what is shown -------------------------------------------------------------------

    @property
    def _chosen(self) -> GoodRows | None:
        return self.trial.chosen(doubtful=self.also.isChecked()) if self.trial else None

    def _follow(self) -> None:
        trial, busy = self.trial, self._job is not None
        self.bar.setVisible(busy)
        self._twins.setVisible(bool(trial and trial.doubtful))
        self.save.setEnabled(bool(trial and trial.bad) and not busy)
        chosen = self._chosen
        self.take.setEnabled(bool(chosen) and not busy)
        self.take.setText(f"导入 {len(chosen)} 条" if chosen else "导入")
        self._found.setText(_said_of_trial(trial) if trial else "正在读取和检查…")
        if trial is None:
            self.listed.clear()
        else:
            self.listed.setVisible(self.listed.count() > 0)
            self.save.setVisible(bool(trial.bad))
        self._said.setVisible(bool(self._said.text()))

    def _said_of_table(self) -> str:
        row = self._heads.row
        where = f"表头在第 {row + 1} 行" if row >= 0 else "没有找到表头，按内容辨认各列"
        said = f"“{self._source.name}”：{where}。请核对每一列导入到哪里，选过的下次会记得。"
        if self._table.unread:
            names = "、".join(self._table.unread[:5])
            said += f"没有读取的工作表：{names}。"
        return said


def _joined(reasons: Sequence[str]) -> str:
    """As one sentence."""
    return "；".join([*(each.removesuffix("。") for each in reasons[:-1]), *reasons[-1:]])


def _said_of_trial(trial: Trial) -> str:
    said = f"可以导入 {len(trial.good)} 行"
    if trial.doubtful:
        said += f"，其中 {len(trial.doubtful)} 行可能重复"
    if trial.bad:
        said += f"；{len(trial.bad)} 行有问题，不会导入"
    return said + "。"
