"""
A target folder that is reached by rclone: object storage, where each file is replaced whole, and much else.

A remote that is a folder of this machine (``local_folder``) is written to without rclone: rclone before 1.63 writes
into the files that readers are reading.
"""

from __future__ import annotations

import json
import os
import platform
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from subprocess import CompletedProcess

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.headers import CACHE_FOR_A_YEAR, REVALIDATE, is_immutable
from plugins.publishing.targets.last_release import REPAIR
from plugins.publishing.targets.programs import run_program
from plugins.publishing.targets.received import most_bytes, read_lock_note, read_sums, shown
from plugins.publishing.targets.target_lock import held_message, this_process
from plugins.publishing.targets.transport import TARGET_LOCK

_LOCK_NOTE = f"{TARGET_LOCK}.json"
# A lock of another machine that is older than this is taken for that of a dead run: nothing at a remote frees it.
_LOCK_EXPIRY = timedelta(minutes=15)
_LONGEST_FETCH = 120  # seconds for a small file
_NO_SUCH_FILE, _NO_SUCH_FOLDER = 4, 3  # rclone's exit codes, docs/#exit-code
# Older versions of rclone write into the public file itself on these backends.
_SAFE_VERSION = (1, 63)
_UNSAFE_BACKENDS = frozenset({"sftp", "ftp", "smb", "webdav", "hdfs"})


class RcloneFolder:
    """The folder ``remote:path`` as a ``TargetFolder``; files are sent from the folder ``source``."""

    def __init__(self, to: str, source: Path, tell: Callable[[str], None]) -> None:
        self.to, self.source, self.tell = to.rstrip("/"), source, tell

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none."""
        most = most_bytes(path)
        command = ["rclone", "cat", "--count", str(most + 1), self._at(path)]
        done = run_program(command, most=most + 1, seconds=_LONGEST_FETCH)
        if len(done.stdout) > most:
            raise StopBuild(f"“{path}” ở “{self.to}” dài hơn {most} byte; không đọc. {REPAIR}")
        if done.returncode in (_NO_SUCH_FILE, _NO_SUCH_FOLDER):
            return None
        if done.returncode:
            # That a remote, or rclone's own configuration, is "not found" says nothing of the file.
            raise self._fault(done)
        # Object storage has no folders: cat of a missing file may print nothing and succeed.
        return done.stdout or None

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files; those that are there already with the same sum are not sent again."""
        # Object storage serves each file with the headers it was uploaded with.
        cache = CACHE_FOR_A_YEAR if all(map(is_immutable, paths)) else REVALIDATE
        headers = ["--header-upload", f"Cache-Control: {cache}"]
        with _listed(paths) as listing:
            options = ["--checksum", "--no-traverse", "--files-from-raw", listing]
            self._rclone("copy", *headers, *options, str(self.source), self.to)

    def put(self, path: str, data: bytes) -> None:
        """Write one small file."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "tep"
            place.write_bytes(data)
            self._rclone("copyto", str(place), self._at(path))

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that become empty, where there are folders."""
        with _listed(paths) as listing:
            done = run_program(["rclone", "delete", "--files-from-raw", listing, self.to])
            if done.returncode not in (0, _NO_SUCH_FILE, _NO_SUCH_FOLDER):
                raise self._fault(done)
        folders = {str(above) for path in paths for above in PurePosixPath(path).parents if str(above) != "."}
        for folder in sorted(folders, key=len, reverse=True):
            run_program(["rclone", "rmdir", self._at(folder)])

    def checksums(self) -> list[tuple[str, str]]:
        """Return the path and the SHA-256 of every file there; all are downloaded, since few remotes store such sums."""
        done = run_program(["rclone", "hashsum", "sha256", "--download", self.to])
        if done.returncode:
            raise self._fault(done)
        return list(read_sums(done.stdout.decode("utf-8", "replace")))

    def _at(self, path: str) -> str:
        return f"{self.to}{'' if self.to.endswith(':') else '/'}{path}"

    def _rclone(self, *arguments: str) -> None:
        done = run_program(["rclone", "--retries", "3", *arguments])
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
            f"rclone tới “{self.to}” dừng giữa chừng ({shown(why, 200)}). Kiểm tra: rclone lsd {self.to.partition(':')[0]}: rồi chạy lại, sẽ làm tiếp."
        )

    def warn_if_old(self) -> None:
        """Warn where this version of rclone would let readers see half a file."""
        found = re.search(rb"rclone v(\d+)\.(\d+)", run_program(["rclone", "version"]).stdout)
        version = (int(found[1]), int(found[2])) if found else (0, 0)
        if version < _SAFE_VERSION and remote_type(self.to, _configured_remotes()) in _UNSAFE_BACKENDS:
            self.tell(
                f"nhắc: rclone {version[0]}.{version[1]} ghi thẳng vào tệp đang có trên loại kho này; "
                "trong lúc chép, độc giả có thể gặp trang cắt dở. Dùng rclone 1.63 trở lên, hoặc đích rsync."
            )

    @contextmanager
    def locked(self, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """
        Hold the target's lock while the block runs; wait at most ``wait`` seconds for it.

        The lock is a file with a note, as remotes have no locks. Raises StopBuild, naming the holder, when the time is over.
        """
        mine = this_process().note
        until, reported = time.monotonic() + wait, False
        while (note := self.fetch(_LOCK_NOTE)) and is_held(note, datetime.now(UTC)):
            message = held_message(name, read_lock_note(note))
            if time.monotonic() >= until:
                raise StopBuild(f"{message}. Đợi lần đó xong rồi chạy lại, hoặc thêm --wait 600.")
            if not reported:
                tell(f"{message}; đợi tối đa {wait:.0f} giây …")
                reported = True
            time.sleep(min(2.0, wait))
        self.put(_LOCK_NOTE, mine.encode())
        if self.fetch(_LOCK_NOTE) != mine.encode():
            raise StopBuild(f"{held_message(name, None)}: hai lần bắt đầu cùng lúc. Chạy lại.")
        try:
            yield
        finally:
            with suppress(StopBuild):
                self.remove([_LOCK_NOTE])


def is_held(note: bytes, now: datetime) -> bool:
    """
    Tell whether a lock's note is that of a run which may still be at work.

    >>> is_held(b'{"nguoi": "lan", "may": "khac", "tien-trinh": "1", "tu": "2024-06-30T08:00:00+07:00"}', datetime(2024, 6, 30, 2, tzinfo=UTC))
    False
    """
    holder = read_lock_note(note)
    if holder and holder.machine == platform.node():
        return _is_alive(int(holder.process))
    return holder is not None and now - holder.since < _LOCK_EXPIRY


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


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


def remote_type(to: str, remotes: dict[str, dict[str, str]]) -> str:
    """
    Return the kind of storage behind a remote.

    >>> remote_type("kho:cong", {"kho": {"type": "s3"}}), remote_type(":local:/srv", {})
    ('s3', 'local')
    """
    return _resolve_remote(to, remotes)[0]


def local_folder(to: str) -> Path | None:
    """Return the folder of this machine that a remote is, None where it is elsewhere."""
    if ":" not in to:
        return Path(to).expanduser().resolve()
    kind, path = _resolve_remote(to, _configured_remotes())
    return Path(path).expanduser().resolve() if kind == "local" and path else None


def _resolve_remote(to: str, remotes: dict[str, dict[str, str]], depth: int = 0) -> tuple[str, str]:
    """Return the backend and the path of a remote, after following its aliases."""
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
        return _resolve_remote(joined, remotes, depth + 1)
    return remote.get("type", ""), path


@contextmanager
def _listed(paths: Collection[str]) -> Iterator[str]:
    """Give the name of a file with these paths, one a line as rclone reads them, while the block runs."""
    with tempfile.NamedTemporaryFile("w", prefix="danh-sach-", encoding="utf-8") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        yield file.name
