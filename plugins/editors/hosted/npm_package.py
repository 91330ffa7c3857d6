"""Install the content manager's package from npm, at the locked version and with the locked checksum."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.files.atomic_write import write_folder
from plugins.files.timed_program import run_timed
from plugins.problems.stop_build import system_reason

LOCK = Path(__file__).resolve().parent / "decap-cms.json"
_SECONDS = 600
SCRIPT, ARCHIVE = "decap-cms.js", "goi.tgz"
NO_NPM = (
    "trình soạn thảo cho máy chủ Git cần npm một lần, để tải gói {name}. Cài Node.js (trên Debian, Ubuntu: "
    "sudo apt install npm; trên Windows: bộ cài Node.js LTS) rồi chạy lại. Mọi việc khác của cổng không cần npm."
)
NOT_LOADED = "npm không tải được gói {name} {version}. Kiểm tra mạng rồi chạy lại. npm nói:\n{output}"
NOT_OURS = "gói {name} tải về khác với bản đã khóa (mã băm không khớp), nên không dùng. Báo người giữ cổng."


class NotInstalled(Exception):
    """The package cannot be installed; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """A package in the lock file: its name, its version, and the checksum of its archive."""

    name: str
    version: str
    integrity: str


def locked_package(lock: Path = LOCK) -> LockedPackage:
    """Return the package of the lock file."""
    table = json.loads(lock.read_text("utf-8"))
    return LockedPackage(table["name"], table["version"], table["integrity"])


def place_of(package: LockedPackage, folder: Path) -> Path:
    """Return the folder of an installed package; it has another name for another checksum."""
    short = hashlib.sha256(package.integrity.encode()).hexdigest()[:10]
    return folder / f"{package.name}-{package.version}-{short}"


def install(folder: Path) -> Path:
    """
    Return the folder of the package, installing it if it is not there as it was locked; raises NotInstalled.

    The archive stays beside what was unpacked. Both are looked at in every start: a changed file is unpacked again.
    """
    package, folder = locked_package(), folder.resolve()
    place = place_of(package, folder)
    archive = _kept_archive(place, package)
    if archive is None:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".moi-", dir=folder) as work:
            archive = _archive(package, Path(work))
        if not matches(archive, package.integrity):
            raise NotInstalled(NOT_OURS.format(name=package.name))
    wanted = {**scripts(archive), ARCHIVE: archive}
    if not _holds(place, wanted):
        write_folder(place, wanted)
    return place


def _kept_archive(place: Path, package: LockedPackage) -> bytes | None:
    """Return the archive that an installed package came from, None where there is none or it is another."""
    try:
        archive = (place / ARCHIVE).read_bytes()
    except OSError:
        return None
    return archive if matches(archive, package.integrity) else None


def _holds(place: Path, wanted: Mapping[str, bytes]) -> bool:
    """Tell whether a folder holds these files and no other, byte for byte: the browser runs what lies there."""
    try:
        found = {file.name: file for file in place.iterdir()}
        return found.keys() == wanted.keys() and all(
            file.is_file() and not file.is_symlink() and file.read_bytes() == wanted[name]
            for name, file in found.items()
        )
    except OSError:
        return False


def _archive(package: LockedPackage, work: Path) -> bytes:
    """Return the package's archive as npm downloads it; no script of it is run."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalled(NO_NPM.format(name=package.name))
    wanted = f"{package.name}@{package.version}"
    command = [npm, "pack", wanted, "--ignore-scripts", "--loglevel=error", "--pack-destination", str(work)]
    try:
        done = run_timed(command, _SECONDS, folder=work)
        code, said = done.returncode, (done.stderr + done.stdout).decode("utf-8", "replace")
    except OSError as fault:
        code, said = 1, system_reason(fault)
    found = list(work.glob("*.tgz"))
    if code or len(found) != 1:
        output = "\n".join(said.strip().splitlines()[-8:])
        raise NotInstalled(NOT_LOADED.format(name=package.name, version=package.version, output=output))
    return found[0].read_bytes()


def matches(data: bytes, integrity: str) -> bool:
    """
    Tell whether data have a checksum, written as npm writes it.

    >>> matches(b"a", "sha512-H0D8ktokFpR1CXnubPWC8tXX0o4YM13gWrxU0FYOD1MChgxlK/CNVgJSql50IQVG82n7u86MEs/HlXsmUv6adQ==")
    True
    >>> matches(b"b", "sha512-…"), matches(b"a", "sha1-…")
    (False, False)
    """
    kind, _, wanted = integrity.partition("-")
    return kind == "sha512" and base64.b64encode(hashlib.sha512(data).digest()).decode() == wanted


def scripts(archive: bytes) -> Mapping[str, bytes]:
    """Return the files of an archive that a browser needs: those right below dist/, without source maps and second copies."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as packed:
        for member in packed:
            path = PurePosixPath(member.name)
            if path.parent != PurePosixPath("package/dist") or not path.name.endswith((SCRIPT, ".wasm")):
                continue
            if member.isreg() and (file := packed.extractfile(member)):
                found[path.name] = file.read()
    return found
