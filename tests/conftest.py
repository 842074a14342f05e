"""Every test runs without a screen, and leaves nothing in the home of whoever runs it."""

import os
from pathlib import Path

import pytest

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
