"""备份和恢复: the backups of the open file, what is in each, and what can be done with them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.messages import Messages
from gui.widgets.panels import GAP, button, label
from storage.backups import Backup, YearContent, backup_folder, contents, list_backups, restore
from storage.errors import ProgramError
from storage.file_kind import SUFFIX
from storage.phrases import said_moment

if TYPE_CHECKING:
    from storage.store import Store

__all__ = ["BackupsDialog"]

_HOW = (
    "每天第一次打开文件时自动备份，留最近 7 天、4 周和 12 个月的。"
    "恢复时另存为一个新文件并打开它，现在的文件不会改动。"
    "“另存副本”把现在的文件存到别处，例如 U\u00a0盘。"
)
_NONE = "还没有备份。下次打开这个文件时会自动备份。"
_HEADS = ("备份时间", "大小", "里面的年度")


class BackupsDialog(QDialog):
    """``restored`` is the new file once 恢复这一份 was chosen; ``open_url`` shows a folder."""

    def __init__(
        self,
        store: "Store",
        messages: Messages,
        open_url: Callable[[QUrl], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份和恢复")
        self._store, self._messages, self._open_url = store, messages, open_url
        self._backups: tuple[Backup, ...] = ()
        self.restored: Path | None = None
        self.table = QTableWidget(0, len(_HEADS))
        self.preview = label("", "muted", wrap=True)
        self.restore = button("恢复这一份", self._restore, "primary")
        self.copy = button("另存副本…", self._save_copy)
        self.folder = button("打开备份文件夹", self._open_folder)
        self._dress_table()
        self._lay_out()
        self.table.currentCellChanged.connect(lambda row, *_: self._look(row))
        self._fill()

    # -- what can be done ---------------------------------------------------------------

    def _restore(self) -> None:
        backup = self._backups[self.table.currentRow()]
        try:
            self.restored = restore(backup.path, self._store.path)
        except ProgramError as error:
            self._messages.tell(self, str(error))
            return
        self.accept()

    def _save_copy(self) -> None:
        proposed = self._store.path.with_name(f"{self._store.path.stem} 副本{SUFFIX}")
        kinds = f"年报数据 (*{SUFFIX})"
        path = self._named(self._messages.save_name(self, "副本保存到", proposed, kinds))
        if path is None:
            return
        try:
            self._store.save_copy(path)
        except ProgramError as error:
            self._messages.tell(self, str(error))
            return
        self._messages.tell(self, f"副本已经写好，读回来核对无误：{path}")

    def _named(self, path: Path | None) -> Path | None:
        """With our suffix; under that name nobody was asked yet about an existing file."""
        if path is None or path.suffix.lower() == SUFFIX:
            return path
        whole = path.with_name(f"{path.name}{SUFFIX}")
        question = f"“{whole.name}”已经存在，要用这份副本替换它吗？"
        if whole.exists() and not self._messages.ask(self, question, "替换", "不替换"):
            return None
        return whole

    def _open_folder(self) -> None:
        folder = backup_folder(self._store.path)
        if not folder.is_dir():
            self._messages.tell(self, _NONE)
        elif not self._open_url(QUrl.fromLocalFile(str(folder))):
            self._messages.tell(self, f"文件夹没能打开，它在：{folder}")

    # -- what is seen -------------------------------------------------------------------

    def _fill(self) -> None:
        try:
            self._backups = list_backups(self._store.path)
        except ProgramError as error:
            self.preview.setText(str(error))
        else:
            self.preview.setText("" if self._backups else _NONE)
        self.restore.setEnabled(False)
        self.table.setRowCount(len(self._backups))
        for row, backup in enumerate(self._backups):
            words = (said_moment(backup.made_at), _size(backup.size), _years(backup))
            for column, text in enumerate(words):
                self.table.setItem(row, column, QTableWidgetItem(text))
        if self._backups:
            self.table.setCurrentCell(0, 0)

    def _look(self, row: int) -> None:
        if not 0 <= row < len(self._backups):
            return
        try:
            held = contents(self._backups[row].path)
        except ProgramError as error:
            self.preview.setText(str(error))
            self.restore.setEnabled(False)
            return
        self.preview.setText("\n".join(map(_content, held)) or "这份备份里还没有任何年度。")
        self.restore.setEnabled(True)

    def _dress_table(self) -> None:
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.setAccessibleName("备份")
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        width = self.fontMetrics().horizontalAdvance("一")
        for column, characters in enumerate((14, 8)):
            self.table.setColumnWidth(column, width * characters)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumSize(width * 40, width * 16)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.folder)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self.restore)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(label(_HOW, wrap=True))
        whole.addWidget(self.table, 1)
        whole.addWidget(self.preview)
        whole.addLayout(foot)


def _size(size: int) -> str:
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"


def _years(backup: Backup) -> str:
    try:
        held = contents(backup.path)
    except ProgramError:
        return "读不出来"
    return "、".join(str(each.year) for each in held) or "还没有年度"


def _content(held: YearContent) -> str:
    return f"{held.year} 年度：填了 {held.figures} 个数，台账 {held.entries} 条"
