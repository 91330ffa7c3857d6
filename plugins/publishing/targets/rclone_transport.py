"""Publish to a remote of rclone: object storage, and whatever else rclone knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from plugins.publishing.releases.last_release import LastRelease, read_last_release
from plugins.publishing.releases.release import Release
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.flat_folder import FlatFolder
from plugins.publishing.targets.rclone import RcloneFolder
from plugins.publishing.targets.server_files import differ, reload_server, try_configuration
from plugins.publishing.targets.staged_upload import stage_and_upload, staging_folder
from plugins.publishing.targets.transport import (
    PublishSession,
    ServedFolders,
    keeps_no_releases,
    served_in_place,
)
from plugins.publishing.targets.upload_order import TargetFolder


class RcloneTransport:
    """The remote ``to``; one that is a folder of this machine is written to without rclone."""

    DEFAULT_HOST: ClassVar[Host | None] = Host.PLAIN
    IS_LOCAL: ClassVar[bool] = False
    TAKEN_AWAY: ClassVar[bool] = False

    def __init__(self, session: PublishSession) -> None:
        self._session, self._target = session, session.target
        self._staging = staging_folder(session)
        self._remote = RcloneFolder(session.target.to, self._staging, session.tell)

    @cached_property
    def _local(self) -> FlatFolder | None:
        """The folder of this machine that the remote is, None for one elsewhere."""
        folder = self._remote.on_this_machine()
        return FlatFolder(folder, self._staging) if folder else None

    @property
    def _folder(self) -> TargetFolder:
        return self._local or self._remote

    @staticmethod
    def served_folders(target: DeployTarget) -> ServedFolders:
        """Return the remote itself."""
        return served_in_place(target, target.to.rstrip("/"))

    @property
    def lock_file(self) -> Path:
        """The lock in the cache."""
        return self._session.lock_file

    def connected(self) -> AbstractContextManager[None]:
        """Hold the lock at the remote; a folder of this machine has none beside the one in the cache."""
        if self._local:
            return nullcontext()
        return self._remote.locked(self._target.name, self._session.options.wait, self._session.tell)

    def last_release(self) -> LastRelease:
        """Return the release that is public there."""
        return read_last_release(self._folder.fetch, self._target.to, self._session.options.public_key)

    def publish(self, release: Release, last: LastRelease) -> bool:
        """Upload what differs; return False where foreign files were left there."""
        if not self._local:
            self._remote.warn_if_old()
        is_due = not release.server_files or differ(self._folder.fetch, release.server_files)
        is_clean = stage_and_upload(self._folder, self._session, release, last, self._folder)
        if is_due:
            try_configuration(self._target, self._session.tell)
            reload_server(self._target, self._session.tell)
        return is_clean

    def roll_back(self, wanted: str, known: Collection[tuple[int, str]]) -> tuple[str, str]:
        """Raise StopBuild: the remote holds one release."""
        raise keeps_no_releases(self._target)

    def kept_releases(self) -> Iterator[tuple[str, TargetFolder]]:
        """Yield the remote."""
        yield "", self._folder

    def fetch(self, path: str) -> bytes | None:
        """Return a file as rclone reads it."""
        return self._remote.fetch(path)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the SHA-256 of every file as rclone reads it."""
        return iter(self._remote.checksums())
