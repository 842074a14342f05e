"""Every test runs without a screen, and leaves nothing in the home of whoever runs it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.collector import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "reports"


@pytest.fixture
def reports() -> Path:
    """The folder of real published reports."""
    if not REPORTS.is_dir():
        pytest.skip("没有 ../shared/reports，跳过用真实报告做的检查")
    return REPORTS


@pytest.fixture(autouse=True)
def isolated_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings and logs go to a folder of the test."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True, scope="session")
def no_collector_in_threads() -> Iterator[None]:
    """As in the program: no thread that happens to look for rubbish frees a widget."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def rubbish_collected_between_tests() -> Iterator[None]:
    """What the window's timer does, which few tests live to see."""
    yield
    collect_due()
