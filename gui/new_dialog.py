"""新建年报: the few things that must be known before the first form is shown."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.messages import Messages
from gui.widgets.panels import GAP, button, label
from storage.errors import BadValue
from storage.file_kind import SUFFIX
from storage.format_reader import format_for_year
from storage.json_values import YEARS
from storage.report import Report, Unit
from storage.values import parse_count

__all__ = ["NewDialog", "year_at_work"]

_FIRST, _LAST = min(YEARS), max(YEARS)
_DUE_MONTH = 3
"""Until its end last year's report is still due (《条例》第四十九条: 3月31日前)."""


class NewDialog(QDialog):
    """Asks for unit, year and place; ``report`` and ``path`` hold the answer.

    With a unit given only the year is asked: a further year of an open file.
    """

    def __init__(
        self,
        messages: Messages,
        folder: Path,
        unit: Unit | None = None,
        taken: tuple[int, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新增年度" if unit else "新建年报")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("一") * 42)
        self._messages, self._folder, self._unit, self._taken = messages, folder, unit, taken
        self._placed = False
        self.name = QLineEdit(unit.name if unit else "")
        self.name.setPlaceholderText("例如 工农区人民政府")
        self.year = QLineEdit(str(max(taken) + 1 if taken else year_at_work(date.today())))
        self.place = QLineEdit()
        self.format_line = label("", "hint")
        self.problem = label("", "error", wrap=True)
        self._lay_out()
        self.name.textChanged.connect(self._follow)
        self.year.textChanged.connect(self._follow)
        self.place.textEdited.connect(self._place)
        self._follow()

    @property
    def path(self) -> Path:
        """Where the new file shall lie."""
        text = self.place.text().strip()
        return Path(text if text.endswith(SUFFIX) else text + SUFFIX)

    @property
    def report(self) -> Report:
        """The first, empty report of the file."""
        year = int(self.year.text())
        unit = self._unit or Unit(name=self.name.text().strip())
        return Report(format_for_year(year), year, unit)

    def accept(self) -> None:
        """Close only when everything needed is there; else say what is missing."""
        problem = self._problem()
        self._tell(problem)
        if not problem:
            self.year.setText(str(parse_count(self.year.text())))
            super().accept()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        if self._unit is None:
            form.addRow("单位全称", self.name)
        form.addRow("报告年度", self.year)
        form.addRow("", self.format_line)
        if self._unit is None:
            line = QHBoxLayout()
            line.setSpacing(GAP)
            line.addWidget(self.place, 1)
            line.addWidget(button("选择…", self._choose))
            form.addRow("保存位置", line)
        self.problem.hide()
        make = button("新增" if self._unit else "新建", self.accept, "primary")
        make.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(make)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addLayout(form)
        whole.addWidget(self.problem)
        whole.addLayout(foot)

    def _follow(self) -> None:
        if self.problem.text():
            self._tell(self._problem())
        year = self._read_year()
        made = format_for_year(year) if year else None
        self.format_line.setText(f"用“{made.name}”填报" if made else "请填四位数的年度，例如 2018")
        if not self._placed and self._unit is None:
            stem = f"{self.name.text().strip() or '未命名单位'}政府信息公开年报"
            self.place.setText(str(self._folder / f"{stem}{SUFFIX}"))

    def _place(self) -> None:
        self._placed = True
        self._follow()

    def _read_year(self) -> int | None:
        try:
            year = parse_count(self.year.text())
        except BadValue:
            return None
        return year if year and _FIRST <= year <= _LAST else None

    def _problem(self) -> str:
        year = self._read_year()
        if self._unit is None and not self.name.text().strip():
            return "请填写单位全称，它会印在报告标题里。"
        if year is None:
            return f"报告年度请填 {_FIRST} 到 {_LAST} 之间的四位数，例如 2018。"
        if year in self._taken:
            return f"这个文件里已经有 {year} 年度的年报了，请换一个年度。"
        if self._unit is None and not self.path.parent.is_dir():
            return f"找不到文件夹“{self.path.parent}”，请换一个保存位置。"
        if self._unit is None and self.path.exists():
            return f"“{self.path.name}”已经存在，请换一个名字，或关掉这里去打开它。"
        return ""

    def _choose(self) -> None:
        chosen = self._messages.save_name(self, "保存位置", self.path, f"年报数据 (*{SUFFIX})")
        if chosen:
            self.place.setText(str(chosen))
            self._place()


def year_at_work(today: date) -> int:
    """The year a clerk begins: last year's while its report is due, then the present one."""
    return today.year - 1 if today.month <= _DUE_MONTH else today.year
