"""rsync over ssh: a flat folder that a server reads, or release folders and a link as on this machine."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from plugins.files.lock import LockHolder
from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.lock import held_message, this_process

LOCK = ".khoa-phat-hanh"
# What our own words at the target end with where there is no such file; 255 is ssh's own.
_NOT_THERE, _NO_CONNECTION = 44, 255
_REMOVE = (
    'for file; do rm -f -- "$file"; folder=${file%/*}; '
    'while [ "$folder" != "$file" ] && rmdir -- "$folder" 2>/dev/null; do file=$folder; folder=${folder%/*}; done; done'
)
_OPTIONS = ("--recursive", "--links", "--times", "--chmod=D755,F644", "--compress", "--timeout=120")
# The lock is held by a shell that lives as long as the connection: a machine that dies lets go of it.
_HOLD = """
mkdir -p {root} && cd {root} || exit 1
if command -v flock >/dev/null; then
  exec 9>>{lock}
  flock -n 9 || {{ echo held; cat {lock}.json 2>/dev/null; exit 0; }}
elif ! mkdir {lock}.d 2>/dev/null; then
  echo held; cat {lock}.json 2>/dev/null; exit 0
else
  trap 'rmdir {lock}.d' EXIT HUP TERM
fi
printf '%s' {note} >{lock}.json
echo ok
cat >/dev/null
rm -f {lock}.json
"""


class Rsync:
    """The way to ``user@host:folder`` or to a folder; files go from ``source``."""

    def __init__(self, to: str, ssh: str, source: Path) -> None:
        self.to, self.ssh, self.source = to.rstrip("/"), ssh, source
        host, colon, folder = self.to.partition(":")
        # A path with a colon in it, or a drive, is no host: rsync itself looks for the slash.
        self.host, self.root = (host, folder) if colon and "/" not in host else ("", self.to)

    def at(self, to: str) -> Rsync:
        """Return the way to another folder of the same machine."""
        return Rsync(to, self.ssh, self.source)

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none."""
        done = self._shell(
            f"cd {shlex.quote(self.root)} 2>/dev/null && [ -e {shlex.quote(path)} ] || exit {_NOT_THERE}; cat {shlex.quote(path)}"
        )
        if done.returncode == _NOT_THERE:
            return None
        if done.returncode:
            raise self._fault(done)
        return done.stdout

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files; where ``at_once``, they wait beside their places and are renamed in a row."""
        with _listed(paths) as listing:
            more = ["--delay-updates"] if at_once else []
            self._rsync(
                [
                    *_OPTIONS,
                    "--checksum",
                    *more,
                    "--from0",
                    f"--files-from={listing}",
                    f"{self.source}/",
                    f"{self.to}/",
                ]
            )

    def bring(self, paths: Collection[str], folder: Path) -> None:
        """Fetch files of the target into a folder of this machine."""
        if paths:
            with _listed(paths) as listing:
                options = ["--compress", "--timeout=120", "--from0", f"--files-from={listing}"]
                self._rsync([*options, f"{self.to}/", f"{folder}/"])

    def put(self, path: str, data: bytes) -> None:
        """Write one small file: beside its place, then renamed."""
        place = shlex.quote(path)
        folder = shlex.quote(str(PurePosixPath(path).parent))
        self.shell(
            f"cd {shlex.quote(self.root)} && mkdir -p {folder} && cat >{place}.moi && mv {place}.moi {place}",
            data,
        )

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that are empty then."""
        names = b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths)
        self.shell(f"cd {shlex.quote(self.root)} && xargs -0 sh -c {shlex.quote(_REMOVE)} sh", names)

    def _rsync(self, words: Sequence[str]) -> None:
        done = run(["rsync", *(["-e", self.ssh] if self.host else []), *words])
        if done.returncode:
            raise self._fault(done)

    def _fault(self, done: subprocess.CompletedProcess[bytes]) -> StopBuild:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if done.returncode == _NO_CONNECTION or any("connection" in line.lower() for line in said):
            return StopBuild(
                f"không nối được tới “{self.to}” ({said[0] if said else 'ssh'}). Kiểm tra mạng, khóa ssh; chạy lại thì làm tiếp."
            )
        return StopBuild(
            f"rsync tới “{self.to}” dừng giữa chừng ({said[-1] if said else done.returncode}). Chạy lại thì làm tiếp."
        )

    def prepared(self) -> None:
        """Make the folder of the target, if it is not there."""
        if self.host:
            self.shell(f"mkdir -p {shlex.quote(self.root)}")
        else:
            Path(self.root).mkdir(parents=True, exist_ok=True)

    def shell(self, script: str, given: bytes = b"") -> str:
        """Run a shell's words at the target, with what it is given to read; return what they print. Raises StopBuild."""
        done = self._shell(script, given)
        if done.returncode:
            raise self._fault(done)
        return done.stdout.decode("utf-8", "replace")

    def _shell(self, script: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [*shlex.split(self.ssh), self.host, script] if self.host else ["sh", "-c", script]
        return run(command, given)

    @contextmanager
    def locked(self, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """
        Hold the target's lock while the block runs; wait at most so many seconds for it.

        Raises StopBuild, naming the holder, when the time is over.
        """
        script = _HOLD.format(
            root=shlex.quote(self.root),
            lock=LOCK,
            note=shlex.quote(this_process().note),
        )
        with self._one_connection():
            yield from self._held(script, name, wait, tell)

    @contextmanager
    def _one_connection(self) -> Iterator[None]:
        """Let every ssh of the block share the connection that holds the lock: a dozen of them would each begin anew."""
        before = self.ssh
        with tempfile.TemporaryDirectory(prefix="cong-", ignore_cleanup_errors=True) as folder:
            if self.host and os.name == "posix" and Path(shlex.split(before)[0]).name == "ssh":
                self.ssh = f"{before} -o ControlMaster=auto -o ControlPath={folder}/s"
            try:
                yield
            finally:
                self.ssh = before

    def _held(self, script: str, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        command = [*shlex.split(self.ssh), self.host, script] if self.host else ["sh", "-c", script]
        until, told = time.monotonic() + wait, False
        while True:
            holder = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            answer = holder.stdout.readline().decode("utf-8", "replace").strip() if holder.stdout else ""
            if answer == "ok":
                break
            said, error = holder.communicate()
            if answer != "held":
                raise self._fault(subprocess.CompletedProcess(command, holder.returncode or 1, said, error))
            message = held_message(name, LockHolder.read(said.decode("utf-8", "replace")))
            if time.monotonic() >= until:
                raise StopBuild(f"{message}. Đợi lần đó xong rồi chạy lại, hoặc thêm --wait 600.")
            if not told:
                tell(f"{message}; đợi tối đa {wait:.0f} giây …")
                told = True
            time.sleep(min(1.0, wait))
        try:
            yield
        finally:
            holder.communicate()


def run(command: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program that must be on the machine, with what it reads; raise StopBuild, with what to install, where it is not."""
    try:
        return subprocess.run(command, capture_output=True, check=False, input=given)
    except FileNotFoundError as fault:
        raise StopBuild(
            f"máy này chưa có “{command[0]}”. Trên Debian, Ubuntu: sudo apt install {_package(command[0])}"
        ) from fault


def _package(program: str) -> str:
    return {"ssh": "openssh-client", "ssh-keygen": "openssh-client"}.get(program, program)


@contextmanager
def _listed(paths: Collection[str]) -> Iterator[str]:
    """Write paths to a file as rsync reads them, parted by NUL, while the block runs."""
    with tempfile.NamedTemporaryFile(prefix="danh-sach-") as file:
        file.write(b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths))
        file.flush()
        yield file.name
