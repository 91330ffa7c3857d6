"""Publish by rsync over ssh: into one flat folder, or into release folders with a symbolic link to the public one."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

from plugins.files.checksum import sha256
from plugins.files.inside_folder import read_inside
from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.compress import COMPRESSED_ENDINGS, decompressed
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.last_release import LastRelease, read_last_release
from plugins.publishing.targets.received import is_release_path, listed_name, read_sums
from plugins.publishing.targets.release import Release
from plugins.publishing.targets.release_folders import CURRENT
from plugins.publishing.targets.remote_release_folders import (
    new_remote_release,
    remove_remote_release,
    roll_back_remote,
)
from plugins.publishing.targets.rsync import RsyncFolder
from plugins.publishing.targets.server_files import differ, reload_server, try_configuration
from plugins.publishing.targets.staged_upload import stage_and_upload, staging_folder
from plugins.publishing.targets.transport import (
    PublishSession,
    ServedFolders,
    keeps_no_releases,
    served_in_place,
)

_LARGEST_UNPACKED = 256 * 2**20  # bytes; a copy that expands to more is not one of ours


class RsyncTransport:
    """The folder ``to`` on a machine that is reached by ssh; ``layout`` says whether it holds release folders."""

    DEFAULT_HOST: ClassVar[Host | None] = Host.NGINX
    IS_LOCAL: ClassVar[bool] = False
    TAKEN_AWAY: ClassVar[bool] = False

    def __init__(self, session: PublishSession) -> None:
        self._session, self._target = session, session.target
        self._has_releases = session.target.layout == "releases"
        self._folder = RsyncFolder(session.target.to, session.target.ssh, staging_folder(session))

    @staticmethod
    def served_folders(target: DeployTarget) -> ServedFolders:
        """Return the folder, or the public one of its releases, without the name of the machine."""
        folder = target.to.partition(":")[2] if ":" in target.to else target.to
        return served_in_place(target, folder.rstrip("/"))

    @property
    def lock_file(self) -> Path:
        """The lock in the cache; the target has one of its own beside it."""
        return self._session.lock_file

    def connected(self) -> AbstractContextManager[None]:
        """Make the folder, and hold the lock that lies in it."""
        self._folder.make_folder()
        return self._locked()

    def _locked(self) -> AbstractContextManager[None]:
        return self._folder.locked(self._target.name, self._session.wait, self._session.tell)

    def _public(self) -> RsyncFolder:
        """Return the folder that is public."""
        to = self._target.to
        return self._folder.at(f"{to.rstrip('/')}/{CURRENT}" if self._has_releases else to)

    def last_release(self) -> LastRelease:
        """Return the release that is public there."""
        return read_last_release(self._public().fetch, self._target.to, self._session.public_key)

    def publish(self, release: Release, last: LastRelease) -> None:
        """Upload what changed; into a new release folder, which is switched to at the end, where there are such."""
        is_due = not release.server_files or differ(self._public().fetch, release.server_files)
        if not self._has_releases:
            stage_and_upload(self._folder, self._session, release, last)
        else:
            before = self._public_name()
            with new_remote_release(self._folder, release.manifest.digest, self._target.keep) as unfinished:
                stage_and_upload(self._folder.at(unfinished), self._session, release, last)
            refused = self._public_name()
        if is_due:
            try:
                self._read_again(before if self._has_releases else "")
            except StopBuild:
                if self._has_releases:
                    # The refused release is no longer public; kept, it would push a good one out.
                    remove_remote_release(self._folder, refused)
                raise

    def _public_name(self) -> str:
        """Return the name of the release that is public, "" where there is none."""
        return self._folder.shell(
            f'basename "$(readlink {shlex.quote(f"{self._folder.root}/{CURRENT}")})"'
        ).strip()

    def _read_again(self, before: str) -> None:
        """Let the server try its configuration and read it; where it refuses, make the release ``before`` public again."""
        try:
            try_configuration(self._target, self._session.tell)
        except StopBuild:
            if before:
                roll_back_remote(self._folder, before)
            raise
        reload_server(self._target, self._session.tell)

    def roll_back(self, wanted: str) -> tuple[str, str]:
        """Switch to an earlier release, under the target's lock; raise StopBuild for a flat folder."""
        if not self._has_releases:
            raise keeps_no_releases(self._target)
        with self._locked():
            before, now = roll_back_remote(self._folder, wanted)
            self._read_again(before)
            return before, now

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the public folder."""
        return self._public().fetch(path)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the SHA-256 of every file of the public folder, as the target's machine computes it."""
        public = self._public()
        inside = f"cd {shlex.quote(f'{public.root}/')} &&"
        listing = public.shell(f"{inside} find . -type f -print0 | xargs -0 sha256sum")
        sums = dict(read_sums(listing, "./"))
        yield from sums.items()
        # Links, and names that sha256sum writes otherwise: none of them is ever published.
        names = public.shell(f"{inside} find . ! -type d -print0").split("\0")
        plain_names = [name.removeprefix("./") for name in names if name]
        shown_names = {listed_name(name, plain_names) for name in plain_names}
        yield from ((name, "") for name in sorted(shown_names - sums.keys()))
        yield from _wrong_copies(public, sums)


def _wrong_copies(folder: RsyncFolder, sums: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield, under a name that no file has, each compressed copy at a target that is not its neighbour compressed."""
    copies = [
        path
        for path in sums
        if path.endswith(COMPRESSED_ENDINGS) and path[:-3] in sums and is_release_path(path)
    ]
    with tempfile.TemporaryDirectory(prefix="cong-") as here:
        folder.download(copies, Path(here))
        for path in copies:
            packed = read_inside(Path(here), path, _LARGEST_UNPACKED)
            plain = decompressed(packed, path[-3:], _LARGEST_UNPACKED) if packed is not None else None
            if plain is None or sha256(plain) != sums[path[:-3]]:
                yield f"{path} (nén sai)", sums[path]
