"""Publish into one folder that a host's own tool uploads; what was public before is read from the live site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import ClassVar

from plugins.files.folder_exchange import replace_folder
from plugins.files.marked_folder import MARKER, is_foreign, remove_folder
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.releases.folder_contents import folder_contents
from plugins.publishing.releases.last_release import (
    LastRelease,
    folder_reader,
    read_last_release,
    site_reader,
)
from plugins.publishing.releases.release import Release, write_release
from plugins.publishing.releases.retained_files import due_retained, with_retained
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.flat_folder import FlatFolder
from plugins.publishing.targets.transport import (
    PublishSession,
    ServedFolders,
    keeps_no_releases,
    served_in_place,
)
from plugins.publishing.targets.upload_order import TargetFolder


class ArtifactTransport:
    """The folder ``to``, replaced whole."""

    DEFAULT_HOST: ClassVar[Host | None] = None
    IS_LOCAL: ClassVar[bool] = True
    TAKEN_AWAY: ClassVar[bool] = True

    def __init__(self, session: PublishSession) -> None:
        self._session, self._target = session, session.target
        self._folder = Path(session.target.to)
        self._read_site = site_reader(session.siteurl, private=session.options.private)

    @staticmethod
    def served_folders(target: DeployTarget) -> ServedFolders:
        """Return the folder itself."""
        return served_in_place(target, target.to.rstrip("/"))

    @property
    def lock_file(self) -> Path:
        """The lock in the cache."""
        return self._session.lock_file

    def connected(self) -> AbstractContextManager[None]:
        """Do nothing: there is neither a connection nor another lock."""
        return nullcontext()

    def last_release(self) -> LastRelease:
        """Return the release that is public, as the live site publishes it."""
        return read_last_release(self._read_site, self._session.siteurl, self._session.options.public_key)

    def publish(self, release: Release, last: LastRelease) -> bool:
        """Replace the folder by the release, whole or not at all; return True: nothing else is left there."""
        folder = self._folder
        beside = folder.with_name(f".{folder.name}.moi")
        remove_folder(beside)
        # The host replaces the whole site, so retained files have to be fetched from the live one.
        whole = with_retained(release, due_retained(release), self._read_site)
        write_release(whole, beside, compress=self._target.precompress)
        try:
            if folder.exists() and is_foreign(folder):
                raise StopBuild(
                    f"“{folder}” không phải do công cụ này tạo (thiếu {MARKER}); không xóa. Đổi “to” của đích."
                )
            replace_folder(beside, folder)
            remove_folder(beside)
        except OSError as fault:
            raise StopBuild(f"không thay được “{folder}” ({system_reason(fault)}).") from fault
        self._session.tell(f"Thư mục “{folder}” đã sẵn sàng để đưa lên.")
        return True

    def roll_back(self, wanted: str, known: Collection[tuple[int, str]]) -> tuple[str, str]:
        """Raise StopBuild: the folder holds one release."""
        raise keeps_no_releases(self._target)

    def kept_releases(self) -> Iterator[tuple[str, TargetFolder]]:
        """Yield the folder, where it was made; what the host has is replaced by the next release."""
        if self._folder.is_dir():
            yield "", FlatFolder(self._folder, self._folder)

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the folder."""
        return folder_reader(self._folder)(path)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the SHA-256 of every file of the folder."""
        return folder_contents(self._folder.resolve()).checksums()
