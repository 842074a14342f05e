"""What the clerk asks about a place is answered over the window: 历史, 从哪里来, 计入哪些数."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.workspace import Workspace
    from storage.store import Store

__all__ = ["answer_for"]


def answer_for(workspace: "Workspace", store: "Store") -> None:
    """Answer what is asked on any page of a workspace; the dialogs are loaded when asked for."""
    session = workspace.session

    def history(place: str) -> None:
        from gui.history_dialog import show_history

        show_history(store, session, workspace, place)

    def removed(ledger_key: str) -> None:
        from gui.removed_dialog import show_removed

        show_removed(store, session, workspace, ledger_key)

    def origin(place: str) -> None:
        from gui.tracing.showing import show_trace

        show_trace(store, session, workspace, place, workspace.open_place)

    session.history_asked.connect(history)
    session.removed_asked.connect(removed)
    session.trace_asked.connect(origin)
