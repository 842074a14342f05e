"""带入上年结转: offered when a year is begun, and whenever the clerk asks."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.messages import Messages
from gui.session import Session
from storage.carrying import CarryOver, carry_over
from storage.errors import ProgramError
from storage.last_year import carried_over

if TYPE_CHECKING:
    from storage.store import Store

__all__ = ["begin_with_carry_over", "carry_over_again"]

_NAMED = 5
"""So many requests are named by their number."""
_STEP = "带入上年结转"


def begin_with_carry_over(
    store: "Store", session: Session, messages: Messages, parent: QWidget
) -> None:
    """A new year: its unfinished requests are offered; without them, last year's figures."""
    found = _found(store, session, messages, parent)
    if found is None:
        return
    wanted = found.requests and messages.ask(parent, _question(session, found), "带入", "不带入")
    edits = found.edits if wanted else tuple(carried_over(session.report))
    if edits:
        session.edit(_STEP, edits)


def carry_over_again(store: "Store", session: Session, messages: Messages, parent: QWidget) -> None:
    """带入上年未办结的申请: what is not in this year yet, however often it is asked for."""
    session.flush()
    if session.versions.locked:
        messages.tell(parent, session.versions.sentence)
        return
    last = session.report.year - 1
    if last not in store.years:
        messages.tell(parent, f"这个文件里没有 {last} 年度，没有可以带入的申请。")
        return
    found = _found(store, session, messages, parent)
    if found is None:
        return
    if not found.requests:
        messages.tell(parent, f"{last} 年度没有未办结的申请，或者都已经带入了。")
    elif messages.ask(parent, _question(session, found), "带入", "不带入"):
        session.edit(_STEP, found.edits)


def _found(
    store: "Store", session: Session, messages: Messages, parent: QWidget
) -> CarryOver | None:
    if session.report.year - 1 not in store.years:
        return None
    try:
        return carry_over(session.report, store.load(session.report.year - 1))
    except ProgramError as error:
        messages.tell(parent, str(error))
        return None


def _question(session: Session, found: CarryOver) -> str:
    year, total = session.report.year, sum(each.quantity for each in found.requests)
    numbers = [str(each.cells.get("number") or "没有编号") for each in found.requests[:_NAMED]]
    more = "等" if len(found.requests) > _NAMED else ""
    said = (
        f"{year - 1} 年度还有 {total} 件申请没有办结：{'、'.join(numbers)}{more}。"
        f"要带到 {year} 年度的台账里，标为“上年结转”吗？带入以后可以撤销。"
    )
    if found.against:
        said += "\n\n带入以后，和上年的统计表对不上，请核对：\n" + "\n".join(found.against)
    return said
