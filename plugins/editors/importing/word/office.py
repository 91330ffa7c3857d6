"""Files of other word processors (.doc, .odt, .rtf) become .docx with LibreOffice, where the machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from plugins.editors.importing.refusal import ImportRefused

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_PATIENCE = 180  # seconds


def program() -> str:
    """Return the path of LibreOffice, "" where there is none."""
    for name in (os.environ.get("SOFFICE", ""), *_NAMES):
        if found := shutil.which(name) if name else None:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), "")


def as_docx(data: bytes, ending: str, name: str) -> bytes:
    """Return a file of another word processor as .docx; raise Refused where that cannot be done."""
    office = program()
    if not office:
        raise ImportRefused(
            f"“{name}” là tệp {ending}, chưa đọc được trên máy này. Mở tệp bằng Word hay LibreOffice, "
            "chọn “Lưu thành” dạng .docx rồi nhập tệp .docx ấy (hoặc cài LibreOffice rồi chạy lại)."
        )
    with tempfile.TemporaryDirectory(prefix="nhap-") as folder:
        place = Path(folder)
        (place / f"vao{ending}").write_bytes(data)
        # A profile of its own: a LibreOffice that is open would take the work and do nothing.
        profile = (place / "ho-so").as_uri()
        command = [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
        ]
        try:
            subprocess.run(
                [*command, "--outdir", str(place / "ra"), str(place / f"vao{ending}")],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
            return (place / "ra" / "vao.docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise ImportRefused(
                f"LibreOffice không mở được “{name}”. Mở tệp bằng Word, chọn “Lưu thành” dạng .docx rồi nhập lại."
            ) from None
