"""Everything in a workbook that is not as it was exported, in sentences; a flood of it is cut."""

from dataclasses import dataclass, field

__all__ = ["Deviations"]

MAX_LISTED = 200


@dataclass
class Deviations:
    """Gathers the sentences as they are found."""

    _said: list[str] = field(default_factory=list)
    _unlisted: int = 0

    def say(self, sentence: str) -> None:
        """One deviation of the workbook as a whole."""
        if len(self._said) < MAX_LISTED:
            self._said.append(sentence)
        else:
            self._unlisted += 1

    def at(self, sheet: str, row: int, column: str, sentence: str) -> None:
        """One deviation at its place; row 0 where there is no such row."""
        place = f"“{sheet}”第 {row} 行 {column} 列：" if row else f"“{sheet}”："
        self.say(place + sentence)

    def sentences(self) -> tuple[str, ...]:
        """All of them."""
        more = f"还有 {self._unlisted} 处没有列出。"
        return (*self._said, *([more] if self._unlisted else []))
