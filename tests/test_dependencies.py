"""What the program runs on: versions that are known to work, locked and within their bounds."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QObject

from storage.interchange import read_sample
from storage.store import Store

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"sqlite_utils", "reportlab", "openpyxl", "PIL", "numpy", "pandas"}


def project() -> dict[str, list[str]]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"run": table["dependencies"], **table["optional-dependencies"]}


def locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = [line.split("==") for line in lines if "==" in line]
    return {re.sub(r"[-_.]+", "-", key).lower(): pin for key, pin in pins}


@pytest.mark.parametrize(
    ("group", "files"),
    [("run", ["requirements.txt"]), ("test", ["requirements.txt", "requirements-test.txt"])],
)
def test_the_lock_is_within_the_declared_bounds(group: str, files: list[str]) -> None:
    pins = {key: pin for name in files for key, pin in locked(name).items()}
    for line in project()[group]:
        wanted = Requirement(line)
        key = re.sub(r"[-_.]+", "-", wanted.name).lower()
        assert key in pins and wanted.specifier.contains(pins[key]), line


def test_the_lock_names_no_server() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text and "--index" not in text and "--hash" not in text


def test_pyside_is_a_version_that_old_systems_load() -> None:
    assert tuple(map(int, version("PySide6_Essentials").split(".")))[:2] < (6, 10)


def test_pyside_does_not_lose_references_to_none() -> None:
    """6.12.0 drops one on every call without a result and kills Python 3.11 after some 5,000."""
    if sys.version_info >= (3, 12):
        pytest.skip("None 在 Python 3.12 起不计引用")
    made = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        made.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 200


def loaded_by(program: str, *arguments: Path) -> set[str]:
    """The words that a program of its own prints, run without a screen: what it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_pages_wait_for_nothing_that_few_ask_for() -> None:
    """They are loaded in the window's own thread, which must not be held for long."""
    program = (
        "import sys\n"
        "from importlib import import_module\n"
        "from gui.app import _PAGES\n"
        "for name in _PAGES: import_module(name)\n"
        "print(*sys.modules)\n"
    )
    imported = loaded_by(program)
    assert "gui.pages.grid_page" in imported
    assert not imported & {"storage.published", "storage.store", "export.compose", "html.parser"}
    assert not {each.split(".")[0] for each in imported} & HEAVY


def test_the_first_paint_waits_for_nothing_it_can_do_without(tmp_path: Path) -> None:
    """From the command with a file, as a double click starts it, up to the first paint event."""
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(read_sample())
    program = (
        "import os, sys\n"
        "import main\n"
        "import gui.app\n"
        "from PySide6 import QtCore\n"
        "class Watch(QtCore.QObject):\n"
        "    def eventFilter(self, watched, event):\n"
        "        if event.type() == QtCore.QEvent.Type.Paint:\n"
        "            print(*sys.modules, *(['Qt'] if 'Qt' in vars(QtCore) else []), flush=True)\n"
        "            os._exit(0)\n"
        "        return False\n"
        "watch, make = Watch(), gui.app.make_application\n"
        "def watched(words):\n"
        "    app = make(words)\n"
        "    app.installEventFilter(watch)\n"
        "    return app\n"
        "gui.app.make_application = watched\n"
        "main.main([sys.argv[1]])\n"
    )
    imported = loaded_by(program, tmp_path / "年报.nianbao")
    packages = {each.split(".")[0] for each in imported}
    assert not packages & (HEAVY | {"uharfbuzz", "sqlite3", "json", "tomllib", "decimal"})
    # Qt's namespace of the same name alone costs 15 ms when it is first named.
    assert "Qt" not in imported
    ours = {each for each in imported if each.split(".")[0] in ("gui", "storage", "export")}
    assert ours == FIRST


FIRST = {
    *("gui", "storage", "storage.errors"),
    *(
        f"gui.{name}"
        for name in (
            *("app", "crash", "display", "help", "input_method", "main_window"),
            *("menus", "messages", "preferences", "single", "startup", "status_line", "theme"),
            "year_frame",
        )
    ),
}
"""All of the program that is loaded before the first paint. Whoever adds to it measures it:
python -m tests.bench.startup"""
