"""Convert files of other word processors (.doc, .odt, .rtf) to .docx with LibreOffice, where the machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from plugins.editors.importing.refusal import ImportRefused

_COMMANDS = ("soffice", "libreoffice")
_PATHS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_TIMEOUT = 180  # seconds


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
        folder = Path(temporary)
        (folder / f"vao{extension}").write_bytes(data)
        # A profile of its own: a LibreOffice that is open would take the work and do nothing.
        profile = (folder / "ho-so").as_uri()
        command = [
            libreoffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
        ]
        try:
            subprocess.run(
                [*command, "--outdir", str(folder / "ra"), str(folder / f"vao{extension}")],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT,
                check=False,
            )
            return (folder / "ra" / "vao.docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise ImportRefused(
                f"LibreOffice không mở được “{name}”. Mở tệp bằng Word, chọn “Lưu thành” dạng .docx rồi nhập lại."
            ) from None
