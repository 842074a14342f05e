"""Which glibc and libstdc++ the files of a folder need at least.

    python resources/packaging/glibc.py FOLDER [HIGHEST]

Prints the version and the files that ask for it; the exit code is 1 above HIGHEST. Reads every
ELF file with objdump (package binutils).
"""

import re
import subprocess
import sys
from pathlib import Path

__all__ = ["needed", "newest"]

_ELF = b"\x7fELF"

Version = tuple[int, ...]


def needed(folder: Path, library: str = "GLIBC") -> dict[Path, Version]:
    """The version of ``library`` that each ELF file below ``folder`` asks for, if any."""
    found: dict[Path, Version] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or not _is_elf(path):
            continue
        command = ["objdump", "-p", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        asked = re.findall(rf"\s{library}_([0-9.]+)$", told, re.M)
        versions = [tuple(map(int, each.split("."))) for each in asked]
        if versions:
            found[path] = max(versions)
    return found


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ELF)) == _ELF


def newest(found: dict[Path, Version]) -> Version:
    """What the machine must have for all of them."""
    return max(found.values(), default=(0,))


def main(words: list[str]) -> int:
    """Print what is asked for; 1 if it is more than the second word."""
    folder, highest = Path(words[0]), words[1] if len(words) > 1 else ""
    found = needed(folder)
    most = newest(found)
    sys.stdout.write(f"{len(found)} files; glibc {_said(most)}, libstdc++ {_said(_cxx(folder))}\n")
    for path, version in found.items():
        if version == most:
            sys.stdout.write(f"  {_said(version)}  {path.relative_to(folder)}\n")
    return int(bool(highest) and most > tuple(map(int, highest.split("."))))


def _cxx(folder: Path) -> Version:
    return newest(needed(folder, "GLIBCXX"))


def _said(version: Version) -> str:
    return ".".join(map(str, version))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
