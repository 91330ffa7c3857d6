"""A target folder that is reached by rsync over ssh, or by rsync and a shell on this machine."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from plugins.files.checksum import sha256_of_file
from plugins.files.lock_holder import LONGEST_NOTE
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.last_release import REPAIR
from plugins.publishing.releases.programs import heard_within, run_program, start_program
from plugins.publishing.releases.received import most_bytes, read_lock_note, read_raw_sums, terminal_safe
from plugins.publishing.releases.reserved_names import TARGET_LOCK
from plugins.publishing.targets.target_lock import HeldBy, lock_when_free, this_process
from plugins.publishing.targets.upload_order import LARGEST_SAVED, TargetState

# Exit codes: of our own scripts for a file that is missing, and for what is no plain file; ssh's own for no connection.
_NOT_THERE, _NO_FILE, _NO_CONNECTION = 44, 45, 255
_LONGEST_FETCH = 120  # seconds for a small file
_LONGEST_SCRIPT = 3600  # seconds for one that reads every file
_LONGEST_END = 10  # seconds that a shell takes to free a lock
_LONGEST_REST = 1  # seconds to read what a shell that has ended said last
_MOST_STATUS = 64  # bytes of the first line of the shell that holds a lock
_LONGEST_LINE = 300  # letters of an error that are printed
# Sets $link to a symbolic link that stands for a folder above the file $1, "" without any: nobody follows one.
_FIND_LINK = """
find_link() {
  rest=$1; above=.; link=
  while [ "$rest" != "${rest#*/}" ]; do
    above=$above/${rest%%/*}; rest=${rest#*/}
    if [ -L "$above" ]; then link=$above; return; fi
  done
}
"""
# The files are the arguments.
_REMOVE = (
    _FIND_LINK
    + """
for file; do
  find_link "$file"
  [ -z "$link" ] || continue
  rm -f -- "$file"; folder=${file%/*}
  while [ "$folder" != "$file" ] && rmdir -- "$folder" 2>/dev/null; do file=$folder; folder=${folder%/*}; done
done
"""
)
# $1 is the folder, $2 the file, $3 the most bytes; exit codes _NOT_THERE and _NO_FILE.
_FETCH = (
    _FIND_LINK
    + """
[ -e "$1" ] || exit 44
cd -- "$1" || exit 1
find_link "$2"
[ -z "$link" ] && [ ! -L "$2" ] || exit 45
[ -e "$2" ] || exit 44
[ -f "$2" ] || exit 45
head -c "$3" -- "$2"
"""
)
# $1 is the folder, $2 the file, $3 the folder that it lies in.
_PUT = (
    _FIND_LINK
    + """
cd -- "$1" || exit 1
while find_link "$2"; [ -n "$link" ]; do rm -f -- "$link" || exit 1; done
mkdir -p -- "$3" && rm -f -- "$2.moi" && cat >"$2.moi" && mv -- "$2.moi" "$2"
"""
)
_OPTIONS = ("--recursive", "--links", "--times", "--chmod=D755,F644", "--compress", "--timeout=120")
# What computes sums there: BSD and macOS have another name for it.
_SUM = "sum=sha256sum; command -v $sum >/dev/null || sum='shasum -a 256'"
# Folders that nobody may enter: what lies in them would neither be served nor seen.
_OPEN_FOLDERS = "find . -type d ! -perm -555 -exec chmod 755 {} \\;"
# The lock is held by a shell that lives as long as the connection: it is released when this machine dies.
_HOLD_LOCK = """
mkdir -p {root} && cd {root} || exit 1
[ ! -L {lock} ] || rm -f {lock}
if command -v flock >/dev/null; then
  exec 9>>{lock}
  flock -n 9 || {{ echo held; cat {lock}.json 2>/dev/null; exit 0; }}
elif ! mkdir {lock}.d 2>/dev/null; then
  echo held; cat {lock}.json 2>/dev/null; exit 0
else
  trap 'rmdir {lock}.d' EXIT HUP TERM
fi
rm -f {lock}.json
printf '%s' {note} >{lock}.json
echo ok
cat >/dev/null
rm -f {lock}.json
"""


class RsyncFolder:
    """The folder ``user@host:folder``, or a folder here, as a ``TargetFolder``; files are sent from the folder ``source``."""

    def __init__(self, to: str, ssh: str, source: Path) -> None:
        self.to, self.ssh, self.source = to.rstrip("/"), ssh, source
        self._holder: subprocess.Popen[bytes] | None = None
        host, colon, folder = self.to.partition(":")
        # A path with a colon in it is no host: rsync itself tells them apart by the slash.
        self.host, self.root = (host, folder) if colon and "/" not in host else ("", self.to)

    def at(self, to: str) -> RsyncFolder:
        """Return another folder of the same machine."""
        other = RsyncFolder(to, self.ssh, self.source)
        other._holder = self._holder
        return other

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none."""
        most = most_bytes(path)
        script = _script(_FETCH, self.root, path, str(most + 1))
        done = run_program(self._shell_command(script), most=most + 1, seconds=_LONGEST_FETCH)
        if done.returncode == _NOT_THERE:
            return None
        if done.returncode == _NO_FILE or len(done.stdout) > most:
            raise StopBuild(
                f"“{path}” ở “{self.to}” là liên kết, thư mục hay dài hơn {most} byte; không đọc. {REPAIR}"
            )
        if done.returncode:
            raise self._fault(done)
        return done.stdout

    def compare(self, wanted: Collection[str], *, whole: bool) -> TargetState:
        """Compare every file there with these files of the staging folder; the target's machine computes the sums."""
        self.shell(f"cd {shlex.quote(f'{self.root}/')} && {_OPEN_FOLDERS}")
        there = self.sums()
        same = {path for path in wanted if there.get(path) == sha256_of_file(self.source / path)}
        barriers = {path for path, sha in there.items() if not sha}
        closed = {*wanted} & self.names("-type f ! -perm 644")
        return TargetState(
            frozenset(same), frozenset(there.keys() - same), frozenset(barriers), frozenset(closed)
        )

    def sums(self) -> dict[str, str]:
        """Return the paths of all that lies there with their SHA-256, "" for links and the like."""
        inside = f"cd {shlex.quote(f'{self.root}/')} && {{ {_SUM}; }} &&"
        # A file that cannot be read has no sum, which says enough.
        listing = self.shell(
            f"{inside} {{ find . -type f -print0 | xargs -0 $sum /dev/null || [ $? -eq 123 ]; }}"
        )
        sums = read_raw_sums(listing, "./")
        # Names that sha256sum writes otherwise are never published either.
        return {**dict.fromkeys(self.names(), ""), **sums}

    def names(self, which: str = "! -type d") -> set[str]:
        """Return the paths there for which find's condition holds; of all but folders where none is given."""
        names = self.shell(f"cd {shlex.quote(f'{self.root}/')} && find . {which} -print0").split("\0")
        return {name.removeprefix("./") for name in names if name}

    def open(self, paths: Collection[str]) -> None:
        """Give files the rights of published ones again."""
        self._with_names(paths, "chmod 644 --")

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files; with ``at_once`` all are written before the first is renamed."""
        self._prove()
        with _listed(paths) as listing:
            delay = ["--delay-updates"] if at_once else []
            self._rsync(
                [
                    *_OPTIONS,
                    "--checksum",
                    *delay,
                    "--from0",
                    f"--files-from={listing}",
                    f"{self.source}/",
                    f"{self.to}/",
                ]
            )

    def download(self, paths: Collection[str], folder: Path) -> None:
        """Download files of the target into a folder of this machine; those that are very large are left out."""
        if paths:
            with _listed(paths) as listing:
                options = [
                    "--compress",
                    "--timeout=120",
                    f"--max-size={LARGEST_SAVED}",
                    "--from0",
                    f"--files-from={listing}",
                ]
                self._rsync([*options, f"{self.to}/", f"{folder}/"])

    def put(self, path: str, data: bytes) -> None:
        """Write one small file: beside its place, then renamed."""
        self._prove()
        script = _script(_PUT, self.root, path, str(PurePosixPath(path).parent))
        self.shell(script, data, _LONGEST_FETCH)

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that become empty."""
        self._with_names(paths, f"sh -c {shlex.quote(_REMOVE)} sh")

    def _with_names(self, paths: Collection[str], command: str) -> None:
        """Run a command at the target with these paths as its arguments."""
        self._prove()
        names = b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths)
        self.shell(f"cd {shlex.quote(self.root)} && xargs -0 {command}", names)

    def _rsync(self, arguments: Sequence[str]) -> None:
        done = run_program(["rsync", *(["-e", self.ssh] if self.host else []), *arguments], seconds=None)
        if done.returncode:
            raise self._fault(done)

    def _fault(self, done: subprocess.CompletedProcess[bytes]) -> StopBuild:
        errors = [
            terminal_safe(line, _LONGEST_LINE)
            for line in done.stderr.decode("utf-8", "replace").strip().splitlines()
        ]
        if done.returncode == _NO_CONNECTION or any("connection" in line.lower() for line in errors):
            return StopBuild(
                f"không nối được tới “{self.to}” ({errors[0] if errors else 'ssh'}). Kiểm tra mạng, khóa ssh; chạy lại thì làm tiếp."
            )
        return StopBuild(
            f"rsync tới “{self.to}” dừng giữa chừng ({errors[-1] if errors else done.returncode}). Chạy lại thì làm tiếp."
        )

    def make_folder(self) -> None:
        """Make the folder at the target, if it is not there."""
        if self.host:
            self.shell(f"mkdir -p {shlex.quote(self.root)}", seconds=_LONGEST_FETCH)
        else:
            Path(self.root).mkdir(parents=True, exist_ok=True)

    def shell(self, script: str, stdin: bytes = b"", seconds: float | None = None) -> str:
        """
        Run a shell script at the target; return its standard output.

        Raises StopBuild where it fails, or takes longer than so many seconds (an hour where none are given).
        """
        done = run_program(self._shell_command(script), stdin, seconds=seconds or _LONGEST_SCRIPT)
        if done.returncode:
            raise self._fault(done)
        return done.stdout.decode("utf-8", "surrogateescape")

    def _shell_command(self, script: str) -> list[str]:
        return [*shlex.split(self.ssh), self.host, script] if self.host else ["sh", "-c", script]

    @contextmanager
    def locked(self, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """
        Hold the target's lock while the block runs; wait at most ``wait`` seconds for it.

        Raises StopBuild, naming the holder, when the time is over.
        """
        script = _HOLD_LOCK.format(
            root=shlex.quote(self.root),
            lock=TARGET_LOCK,
            note=shlex.quote(this_process().note),
        )
        with self._one_connection():
            yield from self._held(script, name, wait, tell)

    @contextmanager
    def _one_connection(self) -> Iterator[None]:
        """Let every ssh of the block share one connection, the one that holds the lock."""
        before = self.ssh
        with tempfile.TemporaryDirectory(prefix="cong-", ignore_cleanup_errors=True) as folder:
            if self.host and os.name == "posix" and Path(shlex.split(before)[0]).name == "ssh":
                self.ssh = f"{before} -o ControlMaster=auto -o ControlPath={folder}/s"
            try:
                yield
            finally:
                self.ssh = before

    def _held(self, script: str, name: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        command = self._shell_command(script)
        holder = lock_when_free(lambda: self._attempt(command), name, wait, tell)
        self._holder = holder
        try:
            yield
        finally:
            self._holder = None
            _end(holder)

    def _attempt(self, command: list[str]) -> HeldBy | subprocess.Popen[bytes]:
        """Start the shell that holds the lock; return it, or who has the lock. Raises StopBuild where it says neither."""
        holder = start_program(command)
        assert holder.stdout
        status = heard_within(holder.stdout, _MOST_STATUS, _LONGEST_FETCH, until=b"\n").strip()
        if status == b"ok":
            return holder
        note = heard_within(holder.stdout, LONGEST_NOTE, _LONGEST_END)
        error = _end(holder)
        if status != b"held":
            raise self._fault(subprocess.CompletedProcess(command, holder.returncode or 1, note, error))
        found = read_lock_note(note)
        return HeldBy(found.holder if found else None)

    def _prove(self) -> None:
        """Raise StopBuild where the connection that holds the lock is gone, and the lock with it."""
        if self._holder is not None and self._holder.poll() is not None:
            raise StopBuild(f"kết nối giữ khóa ở “{self.to}” đã đứt nên dừng. Chạy lại thì làm tiếp.")


def _end(holder: subprocess.Popen[bytes]) -> bytes:
    """Let the shell that holds a lock end, or end it; return what it said of a fault. It may say more than anybody can keep."""
    with holder:
        if holder.stdin:
            with suppress(OSError):
                holder.stdin.close()
        try:
            holder.wait(_LONGEST_END)
        except subprocess.TimeoutExpired:
            holder.kill()
            holder.wait()
        # A connection that ssh keeps for the next one holds the stream for as long.
        return heard_within(holder.stderr, LONGEST_NOTE, _LONGEST_REST) if holder.stderr else b""


def _script(text: str, *words: str) -> str:
    """Return a command that runs a shell script with these arguments."""
    return " ".join(["sh", "-c", *map(shlex.quote, (text, "sh", *words))])


@contextmanager
def _listed(paths: Collection[str]) -> Iterator[str]:
    """
    Give the name of a file with these paths, each ended by NUL as rsync reads them, while the block runs.

    Without the last NUL rsync's receiver now and then takes the last name for one that nobody asked for.
    """
    with tempfile.NamedTemporaryFile(prefix="danh-sach-") as file:
        file.write(b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths))
        file.flush()
        yield file.name
