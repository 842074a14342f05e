"""What the program remembers between two starts; nothing of any report is kept here."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

__all__ = ["Preferences"]

_RECENT = 8
_HEADS = 200
"""Of tables once taken in."""


class Preferences:
    """Recent files, the last folder and the window's place, in a small INI file."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @classmethod
    def of_user(cls) -> "Preferences":
        """The preferences of whoever is logged in."""
        place = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        return cls(QSettings(*place, "gongkai-nianbao", "gongkai-nianbao"))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened lately that still exist, newest first."""
        held = self._settings.value("recent", [])
        names = [held] if isinstance(held, str) else held if isinstance(held, list) else []
        return tuple(path for path in map(Path, names) if path.is_file())

    def remember(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        paths = [path.absolute(), *(each for each in self.recent if each != path.absolute())]
        self._settings.setValue("recent", [str(each) for each in paths[:_RECENT]])
        self._settings.setValue("folder", str(path.absolute().parent))

    @property
    def folder(self) -> Path:
        """Where the next file is looked for: the last folder, else the user's documents."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        held = str(self._settings.value("folder", "") or "")
        if held and Path(held).is_dir():
            return Path(held)
        return Path(QStandardPaths.writableLocation(documents) or Path.home())

    def is_news(self, subject: str) -> bool:
        """Whether the clerk has not been told of this before; from now on they have."""
        told = self._settings.value("told", [])
        subjects = [told] if isinstance(told, str) else told if isinstance(told, list) else []
        if subject in subjects:
            return False
        self._settings.setValue("told", [*subjects, subject])
        return True

    def columns(self, ledger_key: str) -> dict[str, str]:
        """Where the columns of a table went last time: the ledger's column by the table's head,
        "" for a column left out."""
        import json

        try:
            held = json.loads(str(self._settings.value(f"columns/{ledger_key}", "") or "{}"))
        except ValueError:
            # Somebody else wrote into the file; it is only a convenience.
            return {}
        return {str(head): str(key) for head, key in held.items()} if isinstance(held, dict) else {}

    def remember_columns(self, ledger_key: str, chosen: Mapping[str, str]) -> None:
        """Put what was chosen now before what was chosen earlier."""
        import json

        from storage.personal_numbers import personal_in

        earlier = self.columns(ledger_key).items()
        known = {**chosen, **{head: key for head, key in earlier if head not in chosen}}
        # Of a table without a head, its first entry may have been taken for one.
        known = {head: key for head, key in known.items() if not personal_in(head)}
        kept = dict(list(known.items())[:_HEADS])
        self._settings.setValue(f"columns/{ledger_key}", json.dumps(kept))

    @property
    def exports(self) -> Path | None:
        """Where finished files went last time, if that folder is still there."""
        held = str(self._settings.value("exports", "") or "")
        return Path(held) if held and Path(held).is_dir() else None

    def remember_exports(self, folder: str) -> None:
        """The clerk chose another folder for finished files."""
        self._settings.setValue("exports", folder)

    @property
    def geometry(self) -> QByteArray:
        """The window's last place and size."""
        held = self._settings.value("geometry", QByteArray())
        return held if isinstance(held, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
