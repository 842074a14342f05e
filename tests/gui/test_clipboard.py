import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from PySide6.QtGui import QGuiApplication
from gui.app import make_application
from gui.clipboard import leave_words
from gui.prose.token_edit import TokenEdit
from gui.prose.tokens import Token
app = make_application([])
editor = TokenEdit({"年度": Token("年度", "2018", "", "")})
editor.load("{年度}年")
editor.selectAll()
editor.copy()
leave_words()
print(QGuiApplication.clipboard().text())
"""


def test_words_copied_from_a_text_outlive_the_program() -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == "2018年"
