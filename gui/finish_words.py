"""What the clerk is told of a finished version and of a comparison with it."""

from pathlib import Path

from export.finishing import Comparison, sha256_of
from resources import VERSION
from storage.versions import FinishedFile, Version

__all__ = ["receipt", "verdicts"]


def receipt(held: Version) -> str:
    """Who finished it with what, and the checksum of each file."""
    who = f"定稿人：{held.who}　" if held.who else ""
    lines = [f"{who}程序版本：{held.program}"]
    lines += [f"{each.name}\nSHA-256　{each.sha256}" for each in held.files]
    return "\n".join(lines)


def verdicts(found: Comparison, held: Version, folder: Path) -> list[str]:
    """What the clerk is told of a comparison: each file, then what is printed otherwise."""
    lines = []
    for file, same in found.same.items():
        said = "和定稿时完全一样" if same else "和定稿时不一样"
        lines.append(f"{file.name}：重新生成的{said}{_kept_file(folder / file.name, file)}。")
    if all(found.same.values()):
        return lines
    if found.differing:
        lines.append(f"印出来的内容有 {len(found.differing)} 处不同：")
        lines += [
            f"  · {each.label}：定稿时“{each.before or '没有'}”，现在“{each.after or '没有'}”"
            for each in found.differing
        ]
    else:
        lines.append("印出来的数字和文字没有变化，不同的是版面、检查结果或上年的对照。")
    if held.program != VERSION:
        lines.append(f"定稿时的程序是 {held.program} 版，现在是 {VERSION} 版。")
    return lines


def _kept_file(path: Path, file: FinishedFile) -> str:
    """What is known of the file that was written then."""
    try:
        same = sha256_of(path) == file.sha256
    except OSError:
        return "（文件夹里已找不到当时的文件）"
    return "" if same else "；文件夹里的这个文件后来被改动过"
