"""
The web server's own files beside the releases, and the commands that let the server try them and read them again.

``may-chu/ban/`` has those of each release that is kept, ``may-chu/dang-dung`` leads to those in use: one renamed link brings
configuration and tables together, and back with an earlier release. ``may-chu/nginx.conf`` (or ``Caddyfile``) leads there too.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.files.timed_program import run_timed
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER
from plugins.publishing.targets.deploy_target import DeployTarget

IN_USE, _KEPT, _NOT_READ_YET = "dang-dung", "ban", ".chua-nap-lai"
# What the keeper names in the server's own configuration; the rest is included from there.
CONFIGURATIONS = frozenset({"nginx.conf", "Caddyfile"})
# How a server is told to read its files again, and how it tries them.
_TRIALS = (
    (
        re.compile(r"(?:systemctl reload nginx(?:\.service)?|service nginx reload|nginx -s reload)$"),
        "nginx -t",
    ),
    (re.compile(r"systemctl reload caddy(?:\.service)?$"), "caddy validate --config /etc/caddy/Caddyfile"),
    (re.compile(r"caddy reload\b"), "caddy validate"),
    (re.compile(r"(?:systemctl reload (?:apache2|httpd)|apachectl graceful)$"), "apachectl configtest"),
)
LONGEST_COMMAND = 120  # seconds: while it runs nobody else can publish
# A command that is not there or may not be run, ssh without a connection, sudo without the right.
_NOT_STARTED, _NO_RIGHT = frozenset({126, 127, 255}), re.compile(r"^(?:sudo: |Sorry, user )", re.MULTILINE)


def trial_command(reload: str) -> str:
    """
    Return the command by which a server tries its configuration, from the one that makes it read it; "" where unknown.

    >>> trial_command("ssh cong@may-chu sudo systemctl reload nginx"), trial_command("true")
    ('ssh cong@may-chu sudo nginx -t', '')
    >>> trial_command("caddy reload --config /srv/cong/may-chu/Caddyfile")
    'caddy validate --config /srv/cong/may-chu/Caddyfile'
    """
    return next((told.sub(tried, reload) for told, tried in _TRIALS if told.search(reload)), "")


def placing_order(names: Mapping[str, bytes]) -> list[str]:
    """Return the names of server files in the order in which they are put in place: tables, then what includes them."""
    return sorted(names, key=lambda name: (name in CONFIGURATIONS, name))


class ServerFolder:
    """The server's files beside release folders on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._untried: Path | None = None

    def keep(self, release: str, files: Mapping[str, bytes]) -> None:
        """
        Write a release's files, without making the server use them; files that it has already are left alone.

        Raises StopBuild where a folder of them is a link: what it leads to is not ours.
        """
        for folder in (self._folder, self._folder / _KEPT):
            if folder.is_symlink():
                raise StopBuild(
                    f"“{folder}” là liên kết, không phải thư mục do công cụ này tạo. Dời nó đi rồi chạy lại."
                )
        latest = self._latest(release)
        if not files or (latest and _contents(latest) == dict(files)):
            return
        number = int(latest.name.removeprefix(release).strip("-") or 0) + 1 if latest else 0
        place = self._folder / _KEPT / (f"{release}-{number:04}" if number else release)
        unfinished = self._folder / _KEPT / ".dang-lam"
        try:
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            for name in placing_order(files):
                (unfinished / name).write_bytes(files[name])
            unfinished.rename(place)
            self._untried = place
        except OSError as fault:
            raise StopBuild(
                f"không ghi được tệp cho máy chủ vào “{self._folder}” ({system_reason(fault)})."
            ) from fault

    @contextmanager
    def switched(self, release: str, target: DeployTarget, tell: Callable[[str], None]) -> Iterator[None]:
        """
        Let the server use a release's files from the block on: tried before it, read after it, if they differ.

        Raises StopBuild, with the files of before in use again, where the server refuses them.
        """
        with self._faults_told():
            before, new = self._in_use(), self._latest(release)
        if new is None:
            if before is not None:
                tell(
                    f"nhắc: bản {release} không giữ cấu hình máy chủ của nó; máy chủ dùng tiếp cấu hình đang có."
                )
            yield
            if before is None:
                # The command may be about more than the server: emptying a cache, say.
                reload_server(target, tell)
            return
        marker = self._folder / _NOT_READ_YET
        with self._faults_told():
            is_due = marker.exists() or before is None or _contents(before) != _contents(new)
            self._use(new)
        try:
            if is_due:
                try_configuration(target, tell)
                with self._faults_told():
                    marker.touch()
            yield
        except BaseException:
            if before is not None:
                self._use(before)
                if new == self._untried:
                    shutil.rmtree(new, ignore_errors=True)
            raise
        is_read = is_due and reload_server(target, tell)
        try:
            if is_read:
                marker.unlink(missing_ok=True)
            for old in self._folder.glob("*.map"):
                # Of an earlier version of this program, whose tables lay here.
                old.unlink()
        except OSError as fault:
            # The release is public already: what could not be tidied stops nothing.
            tell(f"nhắc: không dọn được “{self._folder}” ({system_reason(fault)}).")

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        """Turn what the system refuses of the server's files into StopBuild."""
        try:
            yield
        except OSError as fault:
            raise StopBuild(
                f"không đọc hay ghi được tệp của máy chủ ở “{self._folder}” ({system_reason(fault)})."
            ) from fault

    def prune(self, releases: list[str]) -> None:
        """Remove the files of releases that are no longer kept."""
        wanted = {self._latest(release) for release in releases} | {self._in_use()}
        is_ours = not (self._folder.is_symlink() or (self._folder / _KEPT).is_symlink())
        for place in self._kept("") if is_ours else ():
            if place not in wanted:
                shutil.rmtree(place, ignore_errors=True)

    def _kept(self, release: str) -> Iterator[Path]:
        folder = self._folder / _KEPT
        if folder.is_dir():
            found = [path for path in folder.iterdir() if path.name.startswith(release or "2")]
            yield from sorted(path for path in found if path.is_dir() and not path.is_symlink())

    def _latest(self, release: str) -> Path | None:
        return max(self._kept(release), default=None)

    def _in_use(self) -> Path | None:
        """Return the folder of the files in use, None where there is none yet."""
        link = self._folder / IN_USE
        return self._folder / _KEPT / link.resolve().name if link.exists() else None

    def _use(self, version: Path) -> None:
        """Replace the link in one step; what the server's own configuration names leads through it."""
        _link(self._folder / IN_USE, Path(_KEPT) / version.name)
        for name in CONFIGURATIONS & {path.name for path in version.iterdir()}:
            _link(self._folder / name, Path(IN_USE) / name)


def _link(place: Path, to: Path) -> None:
    if place.is_symlink() and Path(os.readlink(place)) == to:
        return
    beside = place.with_name(f".{place.name}.moi")
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        beside.symlink_to(to)
        beside.replace(place)
    except OSError as fault:
        raise StopBuild(f"không đổi được liên kết “{place}” ({system_reason(fault)}).") from fault


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.is_symlink()
    }


def _run(command: str) -> tuple[int, str]:
    """Return the exit code of a command and the end of what it said; 127 where it cannot be started, or takes too long."""
    try:
        done = run_timed(shlex.split(command), LONGEST_COMMAND)
    except (OSError, ValueError) as fault:
        return 127, system_reason(fault) if isinstance(fault, OSError) else str(fault)
    return done.returncode, (done.stderr + done.stdout).decode("utf-8", "replace").strip()[-400:]


def try_configuration(target: DeployTarget, tell: Callable[[str], None]) -> None:
    """Run the target's ``test`` command; raise StopBuild where the server refuses its configuration."""
    if not target.test:
        return
    code, said = _run(target.test)
    if code == 0:
        return
    if code in _NOT_STARTED or _NO_RIGHT.search(said):
        tell(
            f"nhắc: chưa thử được cấu hình bằng “{target.test}” ({said}). Cho phép lệnh ấy, hoặc ghi lệnh khác ở “test” của đích."
        )
        return
    raise StopBuild(f"máy chủ không nhận cấu hình mới (“{target.test}”): {said}. Máy chủ chưa nạp gì.")


def differ(read: Callable[[str], bytes | None], files: Mapping[str, bytes]) -> bool:
    """Tell whether a target's server files, hidden in what it serves, are others than these; ``read`` reads a file there."""
    try:
        return any(read(f"{HIDDEN_SERVER_FOLDER}/{name}") != data for name, data in files.items())
    except StopBuild:
        # A link, say, that somebody put there.
        return True


def reload_server(target: DeployTarget, tell: Callable[[str], None]) -> bool:
    """Run the target's ``reload`` command; a failure is told and False is returned, the release stays public."""
    if not target.reload:
        return True
    code, said = _run(target.reload)
    if code:
        tell(
            f"nhắc: lệnh “{target.reload}” không xong ({said}). Bản mới vẫn đã công khai; chạy lại lệnh ấy bằng tay."
        )
    return code == 0
