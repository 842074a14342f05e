"""本页未填的都填 0: the button beside the figures of a page."""

from collections.abc import Callable, Iterable

from gui.read_only import mark_field
from gui.session import Session
from gui.widgets.figure_edits import blank_keys, fill_zeros
from gui.widgets.panels import Button

__all__ = ["ZeroButton"]


class ZeroButton(Button):
    """Open where a figure of the page is 未填; ``keys`` gives the page's figures."""

    def __init__(self, session: Session, keys: Callable[[], Iterable[str]]) -> None:
        super().__init__("本页未填的都填 0")
        self._session, self._keys = session, keys
        mark_field(self)
        # The title stays where it is while another tab is in front.
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: self._fill())

    def refresh(self) -> None:
        """Open or not, with the reason."""
        blank = bool(blank_keys(self._session, self._keys()))
        self.setEnabled(blank and not self._session.versions.locked)
        self.setToolTip("只填还空着的，可按 Ctrl+Z 撤销。" if blank else "这一页没有未填的数。")

    def _fill(self) -> None:
        self._session.flush()
        fill_zeros(self._session, self._keys())
