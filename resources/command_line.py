"""The command line in Chinese: argparse with our words."""

import argparse
import re
from typing import Any, NoReturn

__all__ = ["Parser"]

_ERRORS = (
    (r"the following arguments are required: (.+)", r"还缺少：\1。"),
    (r"unrecognized arguments: (.+)", r"多出了不认识的内容：\1。"),
    (r"argument (.+): expected one argument", r"\1 后面要写上内容。"),
    (r"argument .+: invalid choice: '(.+)' \(choose from .+\)", r"没有“\1”这个命令。"),
    (r"argument (.+): ignored explicit argument .+", r"\1 后面不要再写内容。"),
    (r"argument (.+): ([^a-z].+)", r"\1 写得不对：\2"),
)
"""What argparse says, and how we say it."""


class Parser(argparse.ArgumentParser):
    """argparse in Chinese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.inputs = self.add_argument_group("内容")
        self.choices = self.add_argument_group("选项")
        self.choices.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_usage(self) -> str:
        """How the command is written."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """All that can be written."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Ends the program with what is wrong."""
        said = "命令写得不对。"
        for pattern, sentence in _ERRORS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                said = match.expand(sentence)
                break
        self.exit(2, f"{said}\n{self.format_usage()}")
