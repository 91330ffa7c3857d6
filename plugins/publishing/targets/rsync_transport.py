"""Publish by rsync over ssh: into one flat folder, or into release folders with a symbolic link to the public one."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

from plugins.files.checksum import sha256
from plugins.files.inside_folder import read_inside
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.compare_target import compare_target, damage_in_words, forgery, is_own_file
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS, LARGEST_UNPACKED, decompressed
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.last_release import LastRelease, read_last_release
from plugins.publishing.releases.received import is_release_path, listed_name, terminal_safe
from plugins.publishing.releases.release import Release, compressed_companions
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.foreign_files import foreign_files
from plugins.publishing.targets.release_folders import (
    CURRENT,
    RELEASES,
    chosen_release,
    public_of,
    refuse_damaged,
)
from plugins.publishing.targets.remote_release_folders import (
    new_remote_release,
    remote_releases,
    remove_remote,
    switch_remote,
)
from plugins.publishing.targets.rsync import RsyncFolder
from plugins.publishing.targets.server_files import differ, reload_server, try_configuration
from plugins.publishing.targets.staged_upload import stage_and_upload, staging_folder
from plugins.publishing.targets.transport import (
    PublishSession,
    ServedFolders,
    keeps_no_releases,
    served_in_place,
    tell_damage,
)
from plugins.publishing.targets.upload_order import TargetFolder


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
        return self._folder.locked(self._target.name, self._session.options.wait, self._session.tell)

    def _public(self) -> RsyncFolder:
        """Return the folder that is public; where the link leads to no release of ours, the newest release."""
        if not self._has_releases:
            return self._folder
        names, public = remote_releases(self._folder)
        name = public or next(reversed(names), "")
        return self._release(name) if name else self._folder.at(f"{self._folder.to}/{CURRENT}")

    def _release(self, name: str) -> RsyncFolder:
        return self._folder.at(f"{self._folder.to}/{RELEASES}/{name}")

    def last_release(self) -> LastRelease:
        """Return the release that is public there; of release folders as on this machine."""
        if not self._has_releases:
            return self._read(self._folder)
        names, public = remote_releases(self._folder)
        return public_of(names, public, lambda name: self._read(self._release(name)), self._target.to)

    def _read(self, folder: RsyncFolder) -> LastRelease:
        return read_last_release(folder.fetch, folder.to, self._session.options.public_key)

    def publish(self, release: Release, last: LastRelease) -> bool:
        """
        Upload what differs; into a new release folder, which is switched to at the end, where there are such.

        Returns False where foreign files were left in a flat folder.
        """
        public = self._public()
        is_due = not release.server_files or differ(public.fetch, release.server_files)
        if not self._has_releases:
            is_clean = stage_and_upload(self._folder, self._session, release, last, public)
            if is_due:
                self._read_again("")
            return is_clean
        before = remote_releases(self._folder)[1]
        self._add_release(release, last, public)
        if is_due:
            self._read_new_configuration(before)
        return True

    def _read_new_configuration(self, before: str) -> None:
        """Let the server read what came with a new release; one that it refuses is removed: kept, it would push a good one out."""
        refused = remote_releases(self._folder)[1]
        try:
            self._read_again(before)
        except StopBuild:
            remove_remote(self._folder, refused)
            raise

    def _add_release(self, release: Release, last: LastRelease, public: RsyncFolder) -> None:
        """Make a new release folder, and make it public; files of the one before are linked where they are sound."""
        foreign = foreign_files(public.names() if last.manifest else (), self._session, last)
        tell_damage(self._session, damage_in_words(Findings(foreign=dict.fromkeys(foreign, ""))))
        shared = [path for path, file in release.all_files.items() if last.files.get(path) == file]
        if self._target.precompress:
            shared += compressed_companions(shared)
        begun = new_remote_release(self._folder, release.manifest.digest, self._target.keep, shared)
        with begun as unfinished:
            stage_and_upload(self._folder.at(unfinished), self._session, release, last, public)

    def _read_again(self, before: str) -> None:
        """Let the server try its configuration and read it; where it refuses, make the release ``before`` public again."""
        try:
            try_configuration(self._target, self._session.tell)
        except StopBuild:
            if before:
                switch_remote(self._folder, before)
            raise
        reload_server(self._target, self._session.tell)

    def roll_back(self, wanted: str, known: Collection[tuple[int, str]]) -> tuple[str, str]:
        """Switch to an earlier release that is as it was published; raise StopBuild for a flat folder."""
        if not self._has_releases:
            raise keeps_no_releases(self._target)
        names, public = remote_releases(self._folder)
        chosen = chosen_release(names, public, wanted, self._target.to)
        refuse_damaged(chosen, names, public, lambda name: self._damage(name, known), self._target.name)
        switch_remote(self._folder, chosen)
        self._read_again(public)
        return public, chosen

    def _damage(self, name: str, known: Collection[tuple[int, str]]) -> str:
        """Return in words what is not as it was published in a release folder, "" where it is sound."""
        folder = self._release(name)
        try:
            last = read_last_release(folder.fetch, folder.to)
        except StopBuild as fault:
            return str(fault)
        retained = {path: one.file for path, one in last.history.retained.items()}
        files = last.manifest.files if last.manifest else {}
        return forgery(last, known) or damage_in_words(compare_target(_checksums(folder), files, retained))

    def kept_releases(self) -> Iterator[tuple[str, TargetFolder]]:
        """Yield the name and the folder of every complete release, or the flat folder."""
        if not self._has_releases:
            yield "", self._folder
        else:
            for name in remote_releases(self._folder)[0]:
                yield name, self._release(name)

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the public folder."""
        return self._public().fetch(path)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the SHA-256 of every file of the public folder, as the target's machine computes it."""
        return _checksums(self._public())


def _checksums(folder: RsyncFolder) -> Iterator[tuple[str, str]]:
    """Yield the path and the SHA-256 of every file; what is wrong in another way has a name that no file has."""
    raw = folder.sums()
    sums = {listed_name(name, raw): sha for name, sha in raw.items()}
    yield from sums.items()
    closed = folder.names("-type f ! -perm 644")
    yield from (
        (f"{terminal_safe(path)} (quyền khác 644)", "") for path in sorted(closed) if not is_own_file(path)
    )
    yield from _wrong_copies(folder, sums)


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
            packed = read_inside(Path(here), path, LARGEST_UNPACKED)
            plain = decompressed(packed, path[-3:], LARGEST_UNPACKED) if packed is not None else None
            if plain is None or sha256(plain) != sums[path[:-3]]:
                yield f"{path} (nén sai)", sums[path]
