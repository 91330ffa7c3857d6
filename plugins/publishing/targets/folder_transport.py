"""Publish to release folders on this machine: each release in a folder of its own, a symbolic link to the public one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from plugins.files.marked_folder import remove_folder
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.compare_target import damage_in_words
from plugins.publishing.releases.folder_contents import folder_contents
from plugins.publishing.releases.last_release import LastRelease, folder_reader
from plugins.publishing.releases.release import Release
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER, MACHINE_LOCK, SERVER_FOLDER
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.flat_folder import FlatFolder
from plugins.publishing.targets.release_folders import (
    CURRENT,
    RELEASES,
    add_release,
    check_release,
    current_release,
    prune_releases,
    release_names,
    switch_back,
    switch_to,
)
from plugins.publishing.targets.server_files import IN_USE, ServerFolder
from plugins.publishing.targets.transport import PublishSession, ServedFolders, tell_damage
from plugins.publishing.targets.upload_order import TargetFolder
from plugins.vietnamese.numbers import with_thousands_points


class FolderTransport:
    """Release folders below ``to``."""

    DEFAULT_HOST: ClassVar[Host | None] = Host.NGINX
    IS_LOCAL: ClassVar[bool] = True
    TAKEN_AWAY: ClassVar[bool] = False

    def __init__(self, session: PublishSession) -> None:
        self._session, self._target = session, session.target
        self._root = Path(session.target.to)
        self._server = ServerFolder(self._root / SERVER_FOLDER)

    @staticmethod
    def served_folders(target: DeployTarget) -> ServedFolders:
        """Return where the web server finds the public release; its own files lie beside the releases."""
        served = target.root or f"{target.to.rstrip('/')}/{CURRENT}"
        if served.endswith(f"/{CURRENT}"):
            return ServedFolders(served, f"{served.removesuffix(f'/{CURRENT}')}/{SERVER_FOLDER}/{IN_USE}")
        return ServedFolders(served, f"{served}/{HIDDEN_SERVER_FOLDER}")

    @property
    def lock_file(self) -> Path:
        """The lock, which lies beside the releases: who publishes from another checkout meets it too."""
        return self._root / MACHINE_LOCK

    def connected(self) -> AbstractContextManager[None]:
        """Make the folder."""
        self._root.mkdir(parents=True, exist_ok=True)
        return nullcontext()

    def last_release(self) -> LastRelease:
        """Return the release that the link leads to."""
        return current_release(self._root, self._session.options.public_key)

    def publish(self, release: Release, last: LastRelease) -> bool:
        """
        Write the release beside the others and switch to it; the oldest are removed.

        Every file of the public one is read first: what is not as it was published is told and not taken over.
        Returns True: a new folder holds nothing else.
        """
        contents = folder_contents(last.folder) if last.folder else None
        found = damage_in_words(check_release(last, contents)) if contents else ""
        tell_damage(self._session, found)
        if contents and not found and _is_public(contents.folder, release):
            self._session.tell("Không có gì đổi: bản này đang công khai, mọi tệp đúng như đã phát hành.")
            self._server.keep(contents.folder.name, release.server_files)
            with self._server.switched(contents.folder.name, self._target, self._session.tell):
                pass
        else:
            folder, written = add_release(
                self._root, release, contents, datetime.now(UTC), compress=self._target.precompress
            )
            self._session.tell(
                f"Đã đặt bản mới vào {folder.name}: ghi {with_thousands_points(written)} tệp, còn lại dùng chung."
            )
            self._server.keep(folder.name, release.server_files)
            try:
                with self._server.switched(folder.name, self._target, self._session.tell):
                    switch_to(self._root, folder)
            except StopBuild:
                remove_folder(folder)
                raise
        if removed := prune_releases(self._root, self._target.keep):
            self._session.tell(f"Đã dọn {len(removed)} bản cũ, giữ {self._target.keep} bản.")
        self._server.prune(release_names(self._root))
        return True

    def roll_back(self, wanted: str, known: Collection[tuple[int, str]]) -> tuple[str, str]:
        """Switch to an earlier release; one that is not as it was published is refused."""
        before, now = switch_back(self._root, wanted, self._target.name, known)
        try:
            with self._server.switched(now, self._target, self._session.tell):
                pass
        except StopBuild:
            switch_to(self._root, self._root / RELEASES / before)
            raise
        return before, now

    def kept_releases(self) -> Iterator[tuple[str, TargetFolder]]:
        """Yield the name and the folder of every complete release."""
        for name in release_names(self._root):
            folder = self._root / RELEASES / name
            yield name, FlatFolder(folder, folder)

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the public release."""
        return folder_reader(self._root / CURRENT)(path)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the SHA-256 of every file of the public release."""
        return folder_contents((self._root / CURRENT).resolve()).checksums()


def _is_public(folder: Path, release: Release) -> bool:
    """Tell whether a folder holds this release: the files that describe it are the same, byte by byte."""
    read = folder_reader(folder)
    return all(read(path) == data for path, data in release.metadata.items())
