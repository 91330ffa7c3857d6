"""
A target folder that is reached by rclone: object storage, where each file is replaced whole, and much else.

A remote that is a folder of this machine is written to without rclone: rclone before 1.63 writes
into the files that readers are reading.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from subprocess import CompletedProcess

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.http_headers import CACHE_FOR_A_YEAR, REVALIDATE, is_immutable
from plugins.publishing.releases.last_release import REPAIR
from plugins.publishing.releases.programs import run_program
from plugins.publishing.releases.received import most_bytes, read_sums, terminal_safe
from plugins.publishing.releases.reserved_names import TARGET_LOCK
from plugins.publishing.targets.note_lock import USUAL_TIMES, LockTimes, NoteLock
from plugins.publishing.targets.upload_order import LARGEST_SAVED, TargetState

_LOCK_NOTE = f"{TARGET_LOCK}.json"
_LONGEST_FETCH = 120  # seconds for a small file
_NO_SUCH_FILE, _NO_SUCH_FOLDER = 4, 3  # rclone's exit codes, docs/#exit-code
_CHECK_LINE = re.compile(r"^([=*+!-]) (.+)$", re.MULTILINE)
_NO_SUMS = b"No common hash found"
# Older versions of rclone write into the public file itself on these backends.
_SAFE_VERSION = (1, 63)
_UNSAFE_BACKENDS = frozenset({"sftp", "ftp", "smb", "webdav", "hdfs"})
# Object storage, which has no folders (rclone's docs, "Bucket-based remotes").
_WITHOUT_FOLDERS = frozenset(
    {"s3", "b2", "google cloud storage", "azureblob", "swift", "oracleobjectstorage"}
)


class RcloneFolder:
    """The folder ``remote:path`` as a ``TargetFolder``; files are sent from the folder ``source``."""

    def __init__(
        self, to: str, source: Path, tell: Callable[[str], None], lock_times: LockTimes = USUAL_TIMES
    ) -> None:
        self.to, self.source, self.tell, self._lock_times = to.rstrip("/"), source, tell, lock_times
        self._prove: Callable[[], None] = _nothing_to_prove

    @cached_property
    def _place(self) -> tuple[str, str]:
        """The kind of storage that the remote is in the end, and the path there."""
        return remote_place(self.to, _configured_remotes() if ":" in self.to else {})

    def on_this_machine(self) -> Path | None:
        """Return the folder of this machine that the remote is, None where it is elsewhere."""
        kind, path = self._place
        return Path(path).expanduser().resolve() if kind == "local" and path else None

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none."""
        most = most_bytes(path)
        done = self._cat(path, most + 1)
        if done.returncode not in (0, _NO_SUCH_FILE, _NO_SUCH_FOLDER):
            # Another run may have removed it between rclone's look and its download: a second look tells.
            done = self._cat(path, most + 1)
        if len(done.stdout) > most:
            raise StopBuild(f"“{path}” ở “{self.to}” dài hơn {most} byte; không đọc. {REPAIR}")
        if done.returncode in (_NO_SUCH_FILE, _NO_SUCH_FOLDER):
            return None
        if done.returncode:
            # That a remote, or rclone's own configuration, is "not found" says nothing of the file.
            raise self._fault(done)
        # Object storage has no folders: cat of a missing file may print nothing and succeed.
        return done.stdout or None

    def _cat(self, path: str, most: int) -> CompletedProcess[bytes]:
        command = ["rclone", "cat", "--count", str(most), self._at(path)]
        return run_program(command, most=most, seconds=_LONGEST_FETCH)

    def compare(self, wanted: Collection[str], *, whole: bool) -> TargetState:
        """
        Compare every file there with these files of the staging folder, by the sums that the remote keeps.

        With ``whole``, and never else, files are downloaded for it.
        """
        options = ["--download"] if whole else []
        done = run_program(
            ["rclone", "check", *options, "--combined", "-", str(self.source), self.to], seconds=None
        )
        if done.returncode in (_NO_SUCH_FILE, _NO_SUCH_FOLDER):
            return TargetState()
        lines = _CHECK_LINE.findall(done.stdout.decode("utf-8", "surrogateescape"))
        if done.returncode not in (0, 1) or (done.returncode and not lines):
            raise self._fault(done)
        # A name may hold a line break and pretend to be a line of its own: a path with two results is not the same.
        same = {path for sign, path in lines if sign == "="} - {path for sign, path in lines if sign != "="}
        same &= {*wanted}
        there = {path for sign, path in lines if sign in "=-*!"}
        return TargetState(frozenset(same), frozenset(there - same), proved=_NO_SUMS not in done.stderr)

    def open(self, paths: Collection[str]) -> None:
        """Do nothing: no rights are seen through a remote."""

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files, also over others of the same size and time."""
        self._prove()
        # Object storage serves each file with the headers it was uploaded with.
        cache = CACHE_FOR_A_YEAR if all(map(is_immutable, paths)) else REVALIDATE
        headers = ["--header-upload", f"Cache-Control: {cache}"]
        with _listed(paths) as listing:
            options = ["--ignore-times", "--no-traverse", "--files-from-raw", listing]
            self._rclone("copy", *headers, *options, str(self.source), self.to)

    def download(self, paths: Collection[str], folder: Path) -> None:
        """Copy files of the remote into a folder of this machine; those that are very large are left out."""
        if not paths:
            return
        with _listed(paths) as listing:
            # Sizes cannot be bounded file by file beside a list of names.
            limit = ["--max-transfer", f"{LARGEST_SAVED}B", "--cutoff-mode", "soft"]
            names = ["--no-traverse", "--files-from-raw", listing]
            run_program(["rclone", "copy", *limit, *names, self.to, str(folder)], seconds=None)

    def put(self, path: str, data: bytes) -> None:
        """Write one small file."""
        self._prove()
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "tep"
            place.write_bytes(data)
            self._rclone("copyto", str(place), self._at(path), seconds=_LONGEST_FETCH)

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that become empty, where there are folders."""
        self._prove()
        with _listed(paths) as listing:
            done = run_program(["rclone", "delete", "--files-from-raw", listing, self.to], seconds=None)
            if done.returncode not in (0, _NO_SUCH_FILE, _NO_SUCH_FOLDER):
                raise self._fault(done)
        folders = {str(above) for path in paths for above in PurePosixPath(path).parents if str(above) != "."}
        if folders and self._place[0] in _WITHOUT_FOLDERS:
            return
        for folder in sorted(folders, key=len, reverse=True):
            run_program(["rclone", "rmdir", self._at(folder)])

    def checksums(self) -> list[tuple[str, str]]:
        """Return the path and the SHA-256 of every file there; all are downloaded, since few remotes store such sums."""
        done = run_program(["rclone", "hashsum", "sha256", "--download", self.to], seconds=None)
        if done.returncode:
            raise self._fault(done)
        return list(read_sums(done.stdout.decode("utf-8", "replace")))

    def _at(self, path: str) -> str:
        return f"{self.to}{'' if self.to.endswith(':') else '/'}{path}"

    def _rclone(self, *arguments: str, seconds: float | None = None) -> None:
        done = run_program(["rclone", "--retries", "3", *arguments], seconds=seconds)
        if done.returncode:
            raise self._fault(done)

    def _fault(self, done: CompletedProcess[bytes]) -> StopBuild:
        errors = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        why = (
            re.sub(r"^\S+ \S+ (?:ERROR|CRITICAL|NOTICE)\s*:?\s*", "", errors[-1])
            if errors
            else f"mã {done.returncode}"
        )
        return StopBuild(
            f"rclone tới “{self.to}” dừng giữa chừng ({terminal_safe(why, 200)}). Kiểm tra: rclone lsd {self.to.partition(':')[0]}: rồi chạy lại, sẽ làm tiếp."
        )

    def warn_if_old(self) -> None:
        """Warn where this version of rclone would let readers see half a file."""
        if self._place[0] not in _UNSAFE_BACKENDS:
            return
        found = re.search(rb"rclone v(\d+)\.(\d+)", run_program(["rclone", "version"]).stdout)
        version = (int(found[1]), int(found[2])) if found else (0, 0)
        if version < _SAFE_VERSION:
            self.tell(
                f"nhắc: rclone {version[0]}.{version[1]} ghi thẳng vào tệp đang có trên loại kho này; "
                "trong lúc chép, độc giả có thể gặp trang cắt dở. Dùng rclone 1.63 trở lên, hoặc đích rsync."
            )

    @contextmanager
    def locked(self, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """
        Hold the target's lock while the block runs; wait at most ``wait`` seconds for it.

        The lock is a file with a note, as remotes have no locks: whatever is sent or removed in the block is so only
        while that note is this run's. Raises StopBuild, naming the holder, when the time is over.
        """
        lock = NoteLock(_RemoteNote(self.to), name, self._lock_times)
        with lock.held(wait, tell):
            self._prove = lock.prove
            try:
                yield
            finally:
                self._prove = _nothing_to_prove


class _RemoteNote:
    """The file of the lock at a remote."""

    def __init__(self, to: str) -> None:
        # What is done with the lock itself needs no lock.
        self._folder = RcloneFolder(to, Path(), print)

    def read(self) -> bytes | None:
        return self._folder.fetch(_LOCK_NOTE)

    def write(self, data: bytes) -> None:
        self._folder.put(_LOCK_NOTE, data)

    def remove(self) -> None:
        self._folder.remove([_LOCK_NOTE])


def _nothing_to_prove() -> None:
    """Do nothing: no lock is held."""


def _configured_remotes() -> dict[str, dict[str, str]]:
    """Return the remotes that rclone knows, by name: those of its configuration file and of the environment."""
    done = run_program(["rclone", "config", "dump"])
    try:
        found = json.loads(done.stdout or b"{}")
    except ValueError:
        found = {}
    return {**(found if isinstance(found, dict) else {}), **environment_remotes(os.environ)}


def environment_remotes(variables: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """
    Return the remotes that environment variables define (rclone's docs, "Config file"), by their names in lower case.

    >>> environment_remotes({"RCLONE_CONFIG_KHO_TYPE": "alias", "RCLONE_CONFIG_KHO_REMOTE": "/srv"})
    {'kho': {'type': 'alias', 'remote': '/srv'}}
    """
    names = [found[1] for name in variables if (found := re.fullmatch(r"RCLONE_CONFIG_(\w+)_TYPE", name))]
    return {
        name.lower(): {
            key.removeprefix(f"RCLONE_CONFIG_{name}_").lower(): value
            for key, value in variables.items()
            if key.startswith(f"RCLONE_CONFIG_{name}_")
        }
        for name in names
    }


def remote_place(to: str, remotes: dict[str, dict[str, str]], depth: int = 0) -> tuple[str, str]:
    """
    Return the backend and the path of a remote, after following its aliases.

    >>> remote_place("kho:cong", {"kho": {"type": "s3"}}), remote_place(":local:/srv", {})
    (('s3', 'cong'), ('local', '/srv'))
    """
    if to.startswith(":"):
        backend, _, path = to[1:].partition(":")
        return backend.partition(",")[0], path
    name, colon, path = to.partition(":")
    if not colon:
        return "local", to
    remote = remotes.get(name) or remotes.get(name.lower(), {})
    if remote.get("type") == "alias" and depth < 5:
        below = remote.get("remote", "")
        joined = f"{below.rstrip('/')}/{path}" if path and not below.endswith(":") else f"{below}{path}"
        return remote_place(joined, remotes, depth + 1)
    return remote.get("type", ""), path


@contextmanager
def _listed(paths: Collection[str]) -> Iterator[str]:
    """Give the name of a file with these paths, one a line as rclone reads them, while the block runs."""
    with tempfile.NamedTemporaryFile("w", prefix="danh-sach-", encoding="utf-8") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        yield file.name
