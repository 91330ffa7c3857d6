"""What publishing needs of a deployment target: the ``Transport`` protocol, and the session that a transport is made with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from plugins.files.cache_folder import PUBLISHING_CACHE, name_in_cache
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.release import Release
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER
from plugins.publishing.targets.deploy_target import DeployTarget, Host, publish_command
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.release_folders import CURRENT
from plugins.publishing.targets.upload_order import TargetFolder

# Prints a line for the person who publishes.
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PublishSession:
    """
    One run of publishing to a target.

    ``cache`` is the build's cache folder, ``siteurl`` the portal's address, ``content`` the folder of the articles.
    """

    target: DeployTarget
    cache: Path = Path()
    siteurl: str = ""
    content: Path = Path()
    options: PublishOptions = field(default_factory=PublishOptions)
    tell: Tell = print

    @property
    def cache_folder(self) -> Path:
        """The target's own folder in the cache."""
        return self.cache / PUBLISHING_CACHE / self._name

    @property
    def lock_file(self) -> Path:
        """The target's lock in the cache."""
        return self.cache / f"{PUBLISHING_CACHE}-{self._name}.khoa"

    @property
    def _name(self) -> str:
        return name_in_cache(self.target.name)


@dataclass(frozen=True, slots=True)
class ServedFolders:
    """Where the target's web server finds things: the folder it serves, and the one with its own configuration files."""

    files: str
    configuration: str


@runtime_checkable
class Transport(Protocol):
    """
    One kind of deployment target: how its last release is read, a release is published, rolled back and verified.

    It is made with a session; making it neither reads nor changes anything at the target.
    """

    # The host of a target whose row in TARGETS names none; None where it has to.
    DEFAULT_HOST: ClassVar[Host | None]
    # Whether ``to`` is a folder on this machine.
    IS_LOCAL: ClassVar[bool]
    # Whether a host takes the release away from there, so that nobody knows here whether it became public.
    TAKEN_AWAY: ClassVar[bool]

    def __init__(self, session: PublishSession) -> None: ...

    @staticmethod
    def served_folders(target: DeployTarget) -> ServedFolders:
        """Return where the web server finds a release and its own files."""

    @property
    def lock_file(self) -> Path:
        """The file on this machine whose lock lets one run at a time publish to the target."""

    def connected(self) -> AbstractContextManager[None]:
        """Make the target ready while the block runs, and hold the lock that lies there, if it has one."""

    def last_release(self) -> LastRelease:
        """Return the release that is public; raises StopBuild where it cannot be read."""

    def publish(self, release: Release, last: LastRelease) -> bool:
        """
        Make a release public in place of the last one; raises StopBuild where that fails, with the last one intact.

        What is public is held against the release, and what differs is replaced. Returns False where foreign files
        were left at the target.
        """

    def roll_back(self, wanted: str, known: Collection[tuple[int, str]]) -> tuple[str, str]:
        """
        Make an earlier release public again: the one before, or the one whose name begins with ``wanted``.

        ``known`` are the numbers and manifest digests of the target's releases that are remembered. Returns both names,
        from and to. Raises StopBuild where the target has no such release, or it is not as it was published.
        """

    def kept_releases(self) -> Iterator[tuple[str, TargetFolder]]:
        """Yield the name and the folder of every release that lies at the target; of the only one the name is ""."""

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the public release as it lies at the target, None where it has none."""

    def checksums(self) -> Iterator[tuple[str, str]]:
        """
        Yield the path and the SHA-256 of every file that lies at the target.

        A compressed copy that is not its neighbour compressed, and a link, are given under a name that no file has.
        """


def served_in_place(target: DeployTarget, folder: str) -> ServedFolders:
    """Return the folders of a server that reads a target's ``folder``; its own files lie hidden in what it serves."""
    served = target.root or (f"{folder}/{CURRENT}" if target.layout == "releases" else folder)
    return ServedFolders(served, f"{served}/{HIDDEN_SERVER_FOLDER}")


def keeps_no_releases(target: DeployTarget) -> StopBuild:
    """Return the error of rolling back a target that holds one release only."""
    return StopBuild(
        f"đích “{target.name}” không giữ các bản cũ. Lùi nguồn rồi phát hành lại: "
        f"git revert <bản sai>; {publish_command(target.name)}"
    )


def tell_damage(session: PublishSession, found: str) -> None:
    """Tell what at a target is not as it was published; say nothing where ``found`` is empty."""
    if found:
        session.tell(
            f"CHÚ Ý: ở “{session.target.name}” có tệp không như lần phát hành trước ({found}). Bản mới không dùng lại chúng. "
            "Đổi mật khẩu máy chủ và tìm chỗ bị vào: docs/vi/phat-hanh/lui-va-khoi-phuc.md"
        )
