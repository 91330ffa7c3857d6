"""Convert files of other word processors (.doc, .odt, .rtf) to .docx with LibreOffice, where the machine has it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word.linked_content import without_links
from plugins.files.sandbox import sandboxed
from plugins.files.timed_program import run_timed

_COMMANDS = ("soffice", "libreoffice")
_PATHS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_TIMEOUT = 180  # seconds
# A file is read as what its bytes said it is, and as nothing else: a web page would be asked for its pictures.
_FILTERS = {".doc": "MS Word 97", ".odt": "writer8", ".rtf": "Rich Text Format", ".xml": "MS Word 2003 XML"}
_MAX_BYTES = 200_000_000
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
"""
# What a document may not do: run macros, load linked files, update links, reach the network (the proxy is nobody).
_NOTHING_FROM_OUTSIDE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
# Where the profile names no later version, each start tries how the machine draws, which takes three quarters of it.
_NOTHING_TO_TRY = (("Setup/Product", "ooSetupLastVersion", "99.9"),)

# The rest are Windows's, without which programs do not start there.
_KEPT_VARIABLES = (
    *("PATH", "LANG", "LC_ALL"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMFILES", "PROGRAMDATA"),
    *("APPDATA", "LOCALAPPDATA", "USERPROFILE"),
)


def find_libreoffice() -> str:
    """Return the path of LibreOffice, "" where there is none."""
    for name in (os.environ.get("SOFFICE", ""), *_COMMANDS):
        if found := shutil.which(name) if name else None:
            return found
    return next((path for path in _PATHS if Path(path).is_file()), "")


def convert_to_docx(data: bytes, extension: str, name: str) -> bytes:
    """Return a file of another word processor as .docx; raise ImportRefused where that is not possible."""
    libreoffice = find_libreoffice()
    if not libreoffice:
        raise ImportRefused(
            f"“{name}” là tệp {extension}, chưa đọc được trên máy này. Mở tệp bằng Word hay LibreOffice, "
            "chọn “Lưu thành” dạng .docx rồi nhập tệp .docx ấy (hoặc cài LibreOffice rồi chạy lại)."
        )
    with tempfile.TemporaryDirectory(prefix="nhap-") as temporary:
        folder = Path(temporary).resolve()
        (folder / f"vao{extension}").write_bytes(without_links(data, extension))
        with sandboxed(folder, libreoffice) as (inside, prefix):
            # A profile of its own: a LibreOffice that is open would take the work and do nothing.
            write_profile(folder / "ho-so")
            command = [
                *prefix,
                libreoffice,
                f"-env:UserInstallation={(inside / 'ho-so').as_uri()}",
                "--headless",
                "--norestore",
                f"--infilter={_FILTERS[extension]}",
                "--convert-to",
                "docx",
                "--outdir",
                str(inside / "ra"),
                str(inside / f"vao{extension}"),
            ]
            try:
                # What is found on the path is a script that waits for the program itself.
                run_timed(
                    command, _TIMEOUT, folder=folder, environment=_environment(inside), with_children=True
                )
                result = folder / "ra" / "vao.docx"
                if result.stat().st_size > _MAX_BYTES:
                    raise ImportRefused(f"“{name}” bung ra quá lớn. Chia tệp rồi nhập từng phần.")
                return result.read_bytes()
            except OSError:
                raise ImportRefused(
                    f"LibreOffice không mở được “{name}”. Mở tệp bằng Word, chọn “Lưu thành” dạng .docx rồi nhập lại."
                ) from None


def _environment(inside: Path) -> dict[str, str]:
    """Return the environment of LibreOffice: the machine's own, without proxies, secrets and the editor's home."""
    own = {name: value for name in _KEPT_VARIABLES if (value := os.environ.get(name))}
    return {**own, "HOME": str(inside), "TMPDIR": str(inside), "TEMP": str(inside), "TMP": str(inside)}


def write_profile(profile: Path) -> None:
    """Write the settings of a LibreOffice that reads documents of others, into a folder that is not there yet."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in (*_NOTHING_FROM_OUTSIDE, *_NOTHING_TO_TRY)
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(f"{_SETTINGS}{items}</oor:items>\n", "utf-8")
