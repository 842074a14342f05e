"""What the dialogs of past values share."""

from pytestqt.qtbot import QtBot

from gui.widgets.past_dialog import PastDialog, PastTable

ROWS = [["2018-03-05 09:00:00", "张", "528"], ["2018-03-04 09:00:00", "李", "5\n27"]]


class Numbers(PastDialog):
    back: str = ""

    def have_back(self) -> None:
        self.back = ROWS[self.table.currentRow()][2]
        self.accept()

    def look(self) -> None:
        self.whole.setPlainText(ROWS[self.table.currentRow()][2])


def dialog(qtbot: QtBot, rows: list[list[str]]) -> Numbers:
    shown = PastTable(("时间", "谁", "值"), rows, (12, 7), (2,), lines=2)
    made = Numbers("历史", shown)
    if rows:
        made.lay_out("网站", "选一个", "恢复", "值")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_newest_is_chosen_and_shown_whole(qtbot: QtBot) -> None:
    made = dialog(qtbot, ROWS)
    assert made.whole.toPlainText() == "528"
    made.table.setCurrentCell(1, 2)
    assert made.whole.toPlainText() == "5\n27"
    made.restore.click()
    assert made.back == "5\n27" and made.isHidden()
