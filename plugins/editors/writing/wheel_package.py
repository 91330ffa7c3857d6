"""
The script of the visual editor, taken out of a wheel at the locked version and with the locked checksum.

The wheel is a Django application. Nothing of it is installed or imported: the one script that a browser needs is read
out of the archive, so that neither Django nor Node is wanted on the machine of an editor.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from plugins.files.atomic_write import write_atomically
from plugins.files.checksum import sha256
from plugins.files.timed_program import run_timed
from plugins.problems.stop_build import system_reason

LOCK = Path(__file__).resolve().parent / "prose-editor.json"
SCRIPT = "django_prose_editor/static/django_prose_editor/editor.js"
_SECONDS = 600
LARGEST_SCRIPT = 4_000_000  # bytes
NOT_LOADED = "không tải được bộ soạn thảo {name} {version}. Lần đầu cần mạng: kiểm tra mạng rồi chạy lại. pip nói:\n{output}"
NOT_OURS = (
    "bộ soạn thảo {name} tải về khác với bản đã khóa (mã băm không khớp) nên không dùng. Báo người giữ cổng."
)
NO_SCRIPT = "gói {name} không có tệp {script}. Báo người giữ cổng."


class NoWheel(Exception):
    """The wheel cannot be had; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class LockedWheel:
    """A wheel in the lock file: its name, its version, its file and the SHA-256 of that file."""

    name: str
    version: str
    file: str
    sha256: str


def locked_wheel(lock: Path = LOCK) -> LockedWheel:
    """Return the wheel of the lock file."""
    table = json.loads(lock.read_text("utf-8"))
    return LockedWheel(table["name"], table["version"], table["file"], table["sha256"])


def editor_script(folder: Path, wheel: LockedWheel | None = None) -> bytes:
    """
    Return the editor's script; the wheel is downloaded into a folder where it is not there as it was locked.

    The checksum is looked at in every start, and the script comes out of the archive each time: there is no unpacked
    copy that somebody could change. Raises NoWheel.
    """
    wheel = wheel or locked_wheel()
    kept = folder / wheel.file
    data = _read(kept)
    if sha256(data) != wheel.sha256:
        data = _downloaded(wheel)
        if sha256(data) != wheel.sha256:
            raise NoWheel(NOT_OURS.format(name=wheel.name))
        write_atomically(kept, data)
    return script_in(data, wheel)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _downloaded(wheel: LockedWheel) -> bytes:
    """Return the wheel as pip downloads it: this file alone, by its checksum, without what it depends on."""
    with tempfile.TemporaryDirectory(prefix="bo-soan-thao-") as work:
        wanted = Path(work) / "wheel.txt"
        wanted.write_text(f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n", "utf-8")
        command = [
            *(sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", "--disable-pip-version-check", "--quiet"),
            *("--dest", work, "--requirement", str(wanted)),
        ]
        try:
            done = run_timed(command, _SECONDS)
            code, said = done.returncode, (done.stderr + done.stdout).decode("utf-8", "replace")
        except OSError as fault:
            code, said = 1, system_reason(fault)
        if code or not (Path(work) / wheel.file).is_file():
            output = "\n".join(said.strip().splitlines()[-6:])
            raise NoWheel(NOT_LOADED.format(name=wheel.name, version=wheel.version, output=output))
        return (Path(work) / wheel.file).read_bytes()


def script_in(archive: bytes, wheel: LockedWheel) -> bytes:
    """Return the script of an archive; raises NoWheel where there is none, or one that is larger than any script."""
    missing = NoWheel(NO_SCRIPT.format(name=wheel.name, script=SCRIPT))
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            if packed.getinfo(SCRIPT).file_size > LARGEST_SCRIPT:
                raise missing
            return packed.read(SCRIPT)
    except (KeyError, zipfile.BadZipFile) as fault:
        raise missing from fault
