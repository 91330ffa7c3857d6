"""What the settings say of publishing, read once: targets, keys, the portal's address, where its sources and caches lie."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.files.cache_folder import cache_folder
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.signing import public_key_of
from plugins.publishing.targets.deploy_target import DeployTarget
from plugins.publishing.targets.read_target import target_named


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """
    The settings of publishing.

    ``siteurl`` has no slash at its end and may be ""; ``targets`` is the table ``TARGETS``, its rows not read yet; ``key`` and
    ``public_key`` name the files of the signing keys, ``hub`` the WebSub hub, "" where there is none.
    """

    project: Path
    content: Path
    cache: Path
    siteurl: str
    targets: Mapping[str, Any]
    key: str
    public_key: str
    hub: str

    @classmethod
    def of(cls, settings: Mapping[str, Any], project: Path, output: Path) -> PublishSettings:
        """Return what Pelican's settings say; raise StopBuild where TARGETS is no table."""
        targets = settings.get("TARGETS", {})
        if not isinstance(targets, dict):
            raise StopBuild("TARGETS (publishconf.py) cần là một bảng {tên: {…}}.")
        return cls(
            project=project,
            content=Path(settings["PATH"]),
            cache=cache_folder(settings.get("CACHE_FOLDER"), output),
            siteurl=str(settings.get("SITEURL", "")).rstrip("/"),
            targets=targets,
            key=str(settings.get("SIGNING_KEY", "") or ""),
            public_key=str(settings.get("SIGNING_PUBLIC", "") or ""),
            hub=str(settings.get("WEBSUB_HUB", "") or ""),
        )

    def target(self, name: str) -> DeployTarget:
        """Return a target by its name in the table, or a folder; raises StopBuild."""
        return target_named(name, self.targets, self.project)

    def targets_of_this_machine(self) -> tuple[DeployTarget, ...]:
        """Return the targets whose place is known here; one whose place comes from a variable that is not set belongs to another machine."""
        return tuple(self.target(name) for name, row in self.targets.items() if _is_set(row))

    def public_key_file(self, named: str = "") -> Path | None:
        """Return the file of the public key that an option names, else the settings; None without. Raises StopBuild where it is not there."""
        return _key_file(named or self.public_key, "SIGNING_PUBLIC")

    @contextmanager
    def signing_keys(self) -> Iterator[tuple[Path | None, Path | None]]:
        """
        Give the files of the secret and of the public key, None where there is none; raises StopBuild for one that is not there.

        Of a secret key alone the public one is made, for as long as the block runs.
        """
        key, public_key = _key_file(self.key, "SIGNING_KEY"), self.public_key_file()
        with tempfile.TemporaryDirectory(prefix="cong-") as folder:
            if key and not public_key:
                public_key = public_key_of(key, Path(folder))
            yield key, public_key


def _key_file(name: str, setting: str) -> Path | None:
    place = Path(name).expanduser() if name else None
    if place is not None and not place.is_file():
        raise StopBuild(
            f"không có tệp khóa “{place}”. Sửa {setting} trong publishconf.py, hay biến môi trường."
        )
    return place


def _is_set(row: object) -> bool:
    """Tell whether a row of TARGETS says where it leads to; a folder that a host's own tool takes away is no place."""
    return isinstance(row, dict) and bool(row.get("to")) and row.get("kind") != "artifact"
