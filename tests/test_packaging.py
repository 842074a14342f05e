"""What the packages are made of: lists, entries, icons, scripts, and wheels for every system."""

import configparser
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from resources import VERSION, build_name, command_name
from resources.packaging.bundle import wanted
from resources.packaging.glibc import needed, newest
from storage.database import SUFFIX
from storage.store import Store
from tests.builders import report

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "resources" / "packaging"
ICONS = ROOT / "resources" / "icons"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
MANYLINUX = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")


def tool(name: str) -> str:
    """A program of the system, or a skip."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"这台机器上没有 {name}")
    return found


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "pypinyin/pinyin_dict.json",
        "python_calamine/_python_calamine.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/QtWidgets.abi3.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt6Gui.dll",
        "PySide6/QtNetwork.pyd",
        "pillow.libs/libzstd-40ad5e7e.so.1.5.7",
        "libjpeg-6dc8d115.so.62.4.0",
        "libpython3.11.so.1.0",
        "libsqlite3.so.0",
        "libxcb-cursor.so.0",
        "python3.11/lib-dynload/_sqlite3.cpython-311-x86_64-linux-gnu.so",
        "resources/formats/2018.toml",
        "VCRUNTIME140.dll",
    ],
)
def test_the_bundle_keeps(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_zh_CN.qm",
        "PySide6/Qt/qml/QtQuick/plugin.so",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt6Quick.dll",
        "libX11.so.6",
        "libglib-2.0.so.0",
        "libstdc++.so.6",
        "libfontconfig.so.1",
        "libz.so.1",
        "pypinyin/phrases_dict.json",
        "pypinyin/core.pyi",
    ],
)
def test_the_bundle_leaves_out(name: str) -> None:
    assert not wanted(name)


def test_the_glibc_that_a_file_asks_for_is_read_from_it(tmp_path: Path) -> None:
    tool("objdump")
    source, made = tmp_path / "a.c", tmp_path / "a.so"
    source.write_text('#include <stdio.h>\nvoid say(void) { puts("x"); }\n', "utf-8")
    subprocess.run([tool("gcc"), "-shared", "-fPIC", "-o", made, source], check=True)
    (tmp_path / "text.so").write_text("not a library", "utf-8")
    found = needed(tmp_path)
    assert list(found) == [made] and newest(found) >= (2, 2, 5)
    command = [sys.executable, str(PACKAGING / "glibc.py"), str(tmp_path)]
    assert subprocess.run([*command, "2.2"], check=False, capture_output=True).returncode == 1
    assert subprocess.run([*command, "99.0"], check=False, capture_output=True).returncode == 0


def test_a_data_file_is_known_by_its_content_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / f"年报{SUFFIX}"
    with Store.create(path) as store:
        store.add_report(report())
    kind = mime_type()
    assert [each.get("pattern") for each in kind.iter(f"{MIME}glob")] == [f"*{SUFFIX}"]
    content, matches = path.read_bytes(), list(kind.iter(f"{MIME}match"))
    assert len(matches) == 2
    for match in matches:
        value = (match.get("value") or "").replace("\\0", "\0").encode()
        offset = int(match.get("offset") or 0)
        assert content[offset : offset + len(value)] == value


def mime_type() -> ElementTree.Element:
    (kind,) = ElementTree.parse(PACKAGING / "linux" / "gongkai-nianbao.xml").getroot()
    return kind


def test_desktop_entry_types_and_icons_name_each_other() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "linux" / "gongkai-nianbao.desktop", "utf-8")
    said, kind = entry["Desktop Entry"], mime_type()
    assert said["MimeType"] == f"{kind.get('type')};" and said["Exec"].endswith(" %f")
    data = ElementTree.parse(PACKAGING / "linux" / "gongkai-nianbao.metainfo.xml")
    assert data.findtext("provides/mediatype") == kind.get("type")
    assert data.findtext("launchable") == "gongkai-nianbao.desktop"
    script = (PACKAGING / "deb.sh").read_text("utf-8")
    assert "mimetypes/application-x-$name.svg" in script and said["Icon"] == "gongkai-nianbao"
    icon = kind.find(f"{MIME}icon")
    assert icon is not None and icon.get("name") == "application-x-gongkai-nianbao"


def test_the_desktop_entry_is_valid() -> None:
    entry = PACKAGING / "linux" / "gongkai-nianbao.desktop"
    command = [tool("desktop-file-validate"), str(entry)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_appstream_data_has_no_error(tmp_path: Path) -> None:
    text = (PACKAGING / "linux" / "gongkai-nianbao.metainfo.xml").read_text("utf-8")
    path = tmp_path / "gongkai-nianbao.metainfo.xml"
    path.write_text(text.replace("@VERSION@", VERSION).replace("@DATE@", "2026-01-01"), "utf-8")
    command = [tool("appstreamcli"), "validate", "--no-net", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not re.search(r"^E:", done.stdout, re.M), done.stdout


@pytest.mark.parametrize("name", ["app", "datafile"])
def test_icons_have_every_size(name: str) -> None:
    assert (ICONS / f"{name}.svg").is_file()
    for size in (48, 128, 256):
        with Image.open(ICONS / f"{name}-{size}.png") as picture:
            assert picture.size == (size, size)
    kind, count = struct.unpack("<2xHH", (ICONS / f"{name}.ico").read_bytes()[:6])
    assert (kind, count) == (1, 7)


def test_the_windows_installer_compiles(tmp_path: Path) -> None:
    makensis = tool("makensis")
    bundle, made = tmp_path / "程序", tmp_path / "gongkai-nianbao-setup.exe"
    (bundle / "_internal").mkdir(parents=True)
    for name in ("gongkai-nianbao.exe", "nianbao-cmd.exe", "_internal/python311.dll"):
        (bundle / name).write_bytes(b"MZ")
    script = PACKAGING / "windows" / "gongkai-nianbao.nsi"
    words = [f"-DVERSION={VERSION}", f"-DBUNDLE={bundle}", f"-DOUT={made}", str(script)]
    done = subprocess.run(
        [makensis, "-WX", "-V2", "-INPUTCHARSET", "UTF8", *words], capture_output=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
    assert made.read_bytes().startswith(b"MZ")


def test_the_windows_installer_asks_for_no_administrator_and_knows_our_files() -> None:
    text = (PACKAGING / "windows" / "gongkai-nianbao.nsi").read_text("utf-8")
    assert "RequestExecutionLevel user" in text
    assert "HKLM" not in text and "HKCR" not in text and "$PROGRAMFILES" not in text
    assert f'"Software\\Classes\\{SUFFIX}"' in text
    written = set(re.findall(r'WriteReg\w+ HKCU "([^"]+)"', text))
    removed = set(re.findall(r'DeleteRegKey HKCU "([^"]+)"', text))
    assert all(any(key.startswith(gone) for gone in removed) for key in written)


@pytest.mark.parametrize("script", sorted(ROOT.glob("**/packaging/*.sh")), ids=lambda it: it.name)
def test_scripts_can_be_read_by_bash(script: Path) -> None:
    subprocess.run([tool("bash"), "-n", script], check=True)


def test_the_release_workflow_names_files_that_are_there() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    named = set(re.findall(r"(?:resources|tests)/packaging/[\w./-]+", text))
    assert len(named) >= 6
    for name in named:
        assert (ROOT / name).is_file(), name


def test_version_and_build_are_told() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert build_name() == "源代码" and command_name() == "python main.py"


def test_the_self_test_of_the_program_passes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "selftest"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    _, *steps, end = done.stdout.splitlines()
    assert end == "全部通过。" and len(steps) > 10
    assert all(step.startswith("通过  ") for step in steps)
    assert list(tmp_path.iterdir()) == []


SYSTEMS = {
    "Windows x86-64": ["win_amd64"],
    "macOS arm64": ["macosx_13_0_arm64"],
    "Linux x86-64": [f"manylinux_{each}_x86_64" for each in MANYLINUX],
    # The pinned Qt asks for glibc 2.39 there.
    "Linux aarch64": [f"manylinux_{each}_aarch64" for each in ("2_39", *MANYLINUX)],
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_dependency_has_a_wheel_for(system: str, tmp_path: Path) -> None:
    """Asks the package index; without a network there is nothing to ask."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    command += ["--quiet", "--retries=0", "--timeout=10", f"--target={tmp_path}"]
    command += ["--only-binary=:all:", "--python-version=3.11", "--implementation=cp"]
    command += [f"--platform={each}" for each in SYSTEMS[system]]
    done = subprocess.run(
        [*command, "--requirement", ROOT / "requirements.txt"],
        capture_output=True,
        text=True,
        check=False,
    )
    if re.search(r"NewConnection|Temporary failure|timed out|ConnectionError", done.stderr):
        pytest.skip("没有网络，查不到安装包")
    assert done.returncode == 0, done.stderr
