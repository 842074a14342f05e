"""公开年报 from the command line: without a command the window, with one the same work unseen."""

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from resources import command_name
from storage.errors import ImportRefused, ProgramError

if TYPE_CHECKING:
    from argparse import Namespace

    from export import WorkbookReading
    from resources.command_line import Parser
    from storage.published import Published
    from storage.report import Report
    from storage.store import Store

# What only a command needs is imported by the command: the window does not wait for it.


def _parser() -> "Parser":
    from export import WRITERS
    from resources.command_line import Parser

    parser = Parser(
        prog=command_name(),
        description="公开年报：填报政府信息公开工作年度报告。不写命令就打开窗口，写一个数据文件就在窗口里打开它。",
    )
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令", required=True)

    def command(name: str, said: str, *, data: bool = True, year: bool = False) -> "Parser":
        made: Parser = commands.add_parser(name, help=said, description=said)
        if data:
            made.inputs.add_argument("data", type=Path, metavar="数据文件", help="年报的数据文件")
        if year:
            made.choices.add_argument(
                "--year", type=_year, required=True, metavar="年度", help="报告年度，例如 2018"
            )
        return made

    command("sample", "新建一个填好示例年度的数据文件")
    new = command("new", "新建数据文件，或给已有的数据文件增加一个年度", year=True)
    new.choices.add_argument(
        "--unit", type=_unit, required=True, metavar="单位全称", help="例如 示例区人民政府"
    )
    _add_format(new)
    taking = command("import", "把一个年度导入数据文件（没有就新建），全部导入或者全部不导入")
    said = (
        "JSON 交换文件，或者本程序导出的 Excel 工作簿（只取其中的数据表），"
        "或者已公布的年报（.docx、.html 或 .txt）"
    )
    taking.inputs.add_argument("file", type=Path, metavar="文件", help=said)
    said = "试读时列出的不一样的地方已经看过，照样导入"
    taking.choices.add_argument("--yes", action="store_true", help=said)
    export = command("export", "导出一个年度的报告", year=True)
    for name, writer in WRITERS.items():
        export.choices.add_argument(f"--{name}", type=Path, metavar="文件", help=writer.name)
    checking = command("check", "检查一个年度，有错误时退出码是 1", year=True)
    checking.choices.add_argument("--json", action="store_true", help="用 JSON 写出检查结果")
    _add_format(command("fields", "列出全部填报项和文字的名称", data=False))
    command("selftest", "检查程序是否完整：字体、格式、数据库、导出、窗口", data=False)
    return parser


def _add_format(parser: "Parser") -> None:
    from storage.format_reader import load_formats

    said = f"年报格式（现有：{'、'.join(each.id for each in load_formats())}），不写就按年度选"
    parser.choices.add_argument("--format", metavar="格式", help=said)


def _year(text: str) -> int:
    from argparse import ArgumentTypeError

    from storage.interchange import YEARS

    if not (text.isdecimal() and len(text) <= len("2018") and int(text) in YEARS):
        raise ArgumentTypeError(f"请填 {YEARS[0]} 到 {YEARS[-1]} 之间的年度。")
    return int(text)


def _unit(text: str) -> str:
    from argparse import ArgumentTypeError

    from storage.values import clean_line

    if name := clean_line(text):
        return name
    raise ArgumentTypeError("单位全称不能是空的。")


def _data_file(path: Path, *, new: bool = False) -> "Store":
    from storage.store import Store

    return Store.create(path) if new else Store.open(path)


def _sample(asked: "Namespace") -> int:
    from storage.interchange import read_sample

    report = read_sample()
    with _data_file(asked.data, new=True) as store:
        store.add_report(report)
    print(f"已新建“{asked.data}”，里面是{report.unit.name} {report.year} 年度的示例。")
    return 0


def _new(asked: "Namespace") -> int:
    from storage.format_reader import format_for_year, load_format
    from storage.report import Report, Unit

    chosen = load_format(asked.format) if asked.format else format_for_year(asked.year)
    with _data_file(asked.data, new=not asked.data.exists()) as store:
        store.add_report(Report(chosen, asked.year, Unit(name=asked.unit)))
    print(f"“{asked.data}”里已新建 {asked.year} 年度，用“{chosen.name}”填报。")
    return 0


def _import(asked: "Namespace") -> int:
    from export import is_workbook, read_workbook
    from storage.interchange import read_interchange
    from storage.published import is_published, read_published

    # Read first: nothing that is refused leaves a new file behind.
    if is_workbook(asked.file):
        report = _confirmed(read_workbook(asked.file), yes=asked.yes)
    elif is_published(asked.file):
        report = _confirmed(read_published(asked.file), yes=asked.yes)
    else:
        report = read_interchange(asked.file)
    with _data_file(asked.data, new=not asked.data.exists()) as store:
        store.take_in(report)
    print(f"已把 {report.year} 年度导入“{asked.data}”。")
    return 0


def _confirmed(reading: "WorkbookReading | Published", *, yes: bool) -> "Report":
    """The year read on trial. Raises ImportRefused where its deviations are not agreed."""
    if reading.deviations and not yes:
        agree = "看过以后如果没有问题，在命令后面加上 --yes 再导入。"
        raise ImportRefused([*reading.deviations, agree])
    for each in reading.deviations:
        print(each, file=sys.stderr)
    return reading.report


def _export(asked: "Namespace") -> int:
    from export import WRITERS, silent
    from storage.checks import check
    from storage.findings import has_errors
    from storage.privacy import PRIVACY

    targets: dict[str, Path] = {name: path for name in WRITERS if (path := vars(asked)[name])}
    if not targets:
        wanted = "、".join(f"--{name}" for name in WRITERS)
        raise ProgramError(f"请至少写一种要导出的文件：{wanted}。")
    places = [path.resolve() for path in (asked.data, *targets.values())]
    if len(set(places)) < len(places):
        raise ProgramError("导出的文件不能互相重名，也不能和数据文件重名。")
    for path in targets.values():
        if path.is_dir():
            raise ProgramError(f"“{path}”是文件夹，请在后面写上文件名。")
    with _data_file(asked.data) as store:
        report = store.load(asked.year)
    code = 0
    for name, path in targets.items():
        try:
            WRITERS[name].write(report, path, silent)
        except ProgramError as error:
            # One file refused does not stop the others.
            print(error, file=sys.stderr)
            code = 2
        else:
            print(f"已写出 {WRITERS[name].name}：{path}")
            if WRITERS[name].personal:
                print(
                    f"提醒：“{path}”里有申请人的个人信息，请只在本单位内部留存。", file=sys.stderr
                )
    findings = check(report)
    if has_errors(findings):
        print("提醒：这个年度还有错误没有改正，请用 check 命令查看。", file=sys.stderr)
    for each in findings:
        if each.rule == PRIVACY and each.open:
            print(f"提醒：{each.sentence}", file=sys.stderr)
    return code


def _check(asked: "Namespace") -> int:
    import json
    from dataclasses import asdict

    from storage.checks import check
    from storage.findings import has_errors
    from storage.rules import Severity

    with _data_file(asked.data) as store:
        findings = check(store.load(asked.year))
    if asked.json:
        listed = [asdict(each) | {"severity": each.severity.value} for each in findings]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(f"{each.severity.value}  {each.sentence}")
        levels = [each.severity for each in findings]
        said = "、".join(f"{levels.count(level)} 处{level.value}" for level in Severity)
        print(f"共 {said}。" if findings else "没有发现问题。")
    return 1 if has_errors(findings) else 0


def _fields(asked: "Namespace") -> int:
    from storage.format_reader import load_format, load_formats

    chosen = load_format(asked.format) if asked.format else load_formats()[-1]
    print(f"# {chosen.name}：填报项（名称、标签、单位、文字里的写法）")
    for field in chosen.fields.values():
        print(field.key, field.printed_label, field.unit, f"{{{field.token}}}", sep="\t")
    print("# 文字（名称、标签）")
    for key in chosen.templates:
        part = chosen.texts[key.partition(":")[0]]
        names = {f"{part.key}:{each.key}": each.name for each in part.variants}
        print(key, part.label + (f"（{names[key]}）" if key in names else ""), sep="\t")
    return 0


def _selftest(_: "Namespace") -> int:
    from gui.selftest import run

    return run(print)


_COMMANDS = {
    "sample": _sample,
    "new": _new,
    "import": _import,
    "export": _export,
    "check": _check,
    "fields": _fields,
    "selftest": _selftest,
}


def _window(path: Path | None) -> int:
    from gui.display import require_display
    from gui.input_method import prepare_input_method

    require_display()
    notice = prepare_input_method()
    # All that is made during a start stays; from then on the program collects rubbish itself.
    gc.disable()
    # What needs os comes before Qt, which reads the source of all that comes after it.
    from gui.app import run

    return run(path, notice)


def _run(words: Sequence[str]) -> int:
    if not words:
        return _window(None)
    if words[0] == "read-list" and len(words) in (2, 3):
        # Only the program itself asks for this, to read a list in a process of its own.
        from export.excel.list_process import serve

        return serve(words[1:])
    first = Path(words[0])
    if len(words) == 1 and words[0] not in _COMMANDS and (first.suffix or first.exists()):
        return _window(first)
    asked = _parser().parse_args(words)
    return _COMMANDS[asked.command](asked)


def main(words: Sequence[str] | None = None) -> int:
    """Run the window or one command; returns the exit code, 2 for what could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if words is None else words)
        if sys.stdout is not None:  # as in a window of Windows
            sys.stdout.flush()
    except ProgramError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = Path(str(error.filename or "")).name[:40]
        print(f"没有办成：系统不让读写“{name}”，请检查名称、位置和权限。", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
