"""The arrows of import: main → gui → export → storage → resources, and none the other way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    "resources": {"resources"},
    "storage": {"storage", "resources"},
    "export": {"export", "storage", "resources"},
    "gui": {"gui", "export", "storage", "resources"},
}
FORBIDDEN = {
    "storage": {"PySide6", "shiboken6", "reportlab", "openpyxl"},
    "export": {"PySide6", "shiboken6", "sqlite3", "sqlite_utils"},
    "gui": {"sqlite3", "sqlite_utils", "reportlab", "openpyxl"},
    "resources": {"PySide6", "sqlite_utils", "reportlab", "openpyxl"},
}
NO_SQL = {
    "storage.store", "storage.database", "storage.migrations", "storage.backups",
    "storage.proven_copy",
}  # fmt: skip


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", sorted(ALLOWED))
def test_imports_run_one_way(folder: str) -> None:
    ours = set(ALLOWED)
    for path in modules(folder):
        named = {name.split(".")[0] for name in imports_of(path)}
        assert not (named & ours) - ALLOWED[folder], path
        assert not named & FORBIDDEN[folder], path
        assert "tests" not in named, path
        assert "main" not in named, path


def test_every_folder_has_modules_to_look_at() -> None:
    assert all(len(modules(folder)) > 3 for folder in ("storage", "export", "gui"))


def test_export_never_touches_the_data_file() -> None:
    for path in modules("export"):
        assert not NO_SQL & set(imports_of(path)), path


def test_only_the_keepers_of_the_file_know_sql() -> None:
    knowing = {
        "store.py", "database.py", "migrations.py", "backups.py", "history.py", "finished.py",
        "checksums.py", "keeping.py", "writing.py", "snapshot.py", "salvage.py", "ledger_index.py",
        "layout.py", "opening.py", "soundness.py", "row_places.py", "raw_rows.py", "old_rows.py",
        "removed.py", "index_building.py", "proven_copy.py",
    }  # fmt: skip
    for path in modules("storage"):
        named = {name.split(".")[0] for name in imports_of(path)}
        assert path.name in knowing or not named & {"sqlite3", "sqlite_utils"}, path
