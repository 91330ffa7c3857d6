"""rsync over ssh: a flat folder that a server reads, or release folders and a link as on this machine."""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from plugins.edition.faults import StopBuild
from plugins.publishing.lock import held_message, in_words, who

LOCK = ".khoa-phat-hanh"
# rsync's exit codes (man rsync): 23 where some file was not there, 255 is ssh's own.
_NOT_THERE, _NO_CONNECTION = 23, 255
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

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none."""
        with tempfile.TemporaryDirectory() as folder:
            done = self._rsync(["--ignore-missing-args", f"{self.to}/{path}", f"{folder}/"], check=False)
            found = Path(folder) / Path(path).name
            if done.returncode in (0, _NOT_THERE) and found.is_file():
                return found.read_bytes()
            if done.returncode == 0 or (done.returncode == _NOT_THERE and b"No such file" in done.stderr):
                return None
            raise self._fault(done)

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files; where ``at_once``, they wait beside their places and are renamed in a row."""
        with _listed(paths) as listing:
            more = ["--delay-updates"] if at_once else []
            self._rsync([*_OPTIONS, "--checksum", *more, "--from0", f"--files-from={listing}", f"{self.source}/", f"{self.to}/"])

    def put(self, path: str, data: bytes) -> None:
        """Write one small file."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / path
            place.parent.mkdir(parents=True)
            place.write_bytes(data)
            self._rsync([*_OPTIONS, f"{folder}/", f"{self.to}/"])

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that are empty then: rsync removes what is listed and missing here."""
        folders = {str(above) for path in paths for above in PurePosixPath(path).parents if str(above) != "."}
        self._remove(paths, "--recursive")
        for depth in sorted({folder.count("/") for folder in folders}, reverse=True):
            # A folder that still holds something is left, and rsync says so.
            self._remove([folder for folder in folders if folder.count("/") == depth], "--dirs")

    def _remove(self, paths: Collection[str], how: str) -> None:
        with tempfile.TemporaryDirectory() as empty, _listed(paths) as listing:
            for path in paths:
                (Path(empty) / path).parent.mkdir(parents=True, exist_ok=True)
            options = ["--delete-missing-args", "--from0", f"--files-from={listing}"]
            self._rsync([how, *options, f"{empty}/", f"{self.to}/"])

    def _rsync(self, words: Sequence[str], *, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        command = ["rsync", *(["-e", self.ssh] if self.host else []), *words]
        done = run(command)
        if check and done.returncode:
            raise self._fault(done)
        return done

    def _fault(self, done: subprocess.CompletedProcess[bytes]) -> StopBuild:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if done.returncode == _NO_CONNECTION or any("connection" in line.lower() for line in said):
            return StopBuild(f"không nối được tới “{self.to}” ({said[0] if said else 'ssh'}). Kiểm tra mạng, khóa ssh; chạy lại thì làm tiếp.")
        return StopBuild(f"rsync tới “{self.to}” dừng giữa chừng ({said[-1] if said else done.returncode}). Chạy lại thì làm tiếp.")

    def prepared(self) -> None:
        """Make the folder of the target, if it is not there."""
        if self.host:
            self.shell(f"mkdir -p {shlex.quote(self.root)}")
        else:
            Path(self.root).mkdir(parents=True, exist_ok=True)

    def shell(self, script: str) -> str:
        """Run a shell's words at the target and return what they print; raise StopBuild where they fail."""
        command = [*shlex.split(self.ssh), self.host, script] if self.host else ["sh", "-c", script]
        done = run(command)
        if done.returncode:
            raise self._fault(done)
        return done.stdout.decode("utf-8", "replace")

    @contextmanager
    def locked(self, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """
        Hold the target's lock while the block runs; wait at most so many seconds for it.

        Raises StopBuild, naming the holder, when the time is over.
        """
        script = _HOLD.format(
            root=shlex.quote(self.root),
            lock=LOCK,
            note=shlex.quote(json.dumps(who(datetime.now(UTC)), ensure_ascii=False)),
        )
        command = [*shlex.split(self.ssh), self.host, script] if self.host else ["sh", "-c", script]
        until, told = time.monotonic() + wait, False
        while True:
            holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            answer = holder.stdout.readline().decode("utf-8", "replace").strip() if holder.stdout else ""
            if answer == "ok":
                break
            said, error = holder.communicate()
            if answer != "held":
                raise self._fault(subprocess.CompletedProcess(command, holder.returncode or 1, said, error))
            message = held_message(name, in_words(said.decode("utf-8", "replace")))
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


def run(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a program that must be on the machine; raise StopBuild, with what to install, where it is not."""
    try:
        return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as fault:
        raise StopBuild(f"máy này chưa có “{command[0]}”. Trên Debian, Ubuntu: sudo apt install {_package(command[0])}") from fault


def _package(program: str) -> str:
    return {"ssh": "openssh-client", "ssh-keygen": "openssh-client"}.get(program, program)


@contextmanager
def _listed(paths: Collection[str]) -> Iterator[str]:
    """Write paths to a file as rsync reads them, parted by NUL, while the block runs."""
    with tempfile.NamedTemporaryFile(prefix="danh-sach-") as file:
        file.write(b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths))
        file.flush()
        yield file.name
