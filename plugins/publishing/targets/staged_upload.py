"""Publish to a folder elsewhere: the release is written into a staging folder here, then uploaded step by step."""

from __future__ import annotations

from pathlib import Path

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.last_release import LastRelease, journal_in
from plugins.publishing.targets.manifest import JOURNAL
from plugins.publishing.targets.received import MOST_SIGNATURES, Journal
from plugins.publishing.targets.release import Release, write_release
from plugins.publishing.targets.release_folders import read_release
from plugins.publishing.targets.server_files import HIDDEN_SERVER_FOLDER, in_order
from plugins.publishing.targets.transport import PublishSession
from plugins.publishing.targets.upload_order import (
    TargetFolder,
    UploadStep,
    upload,
    upload_steps,
)
from plugins.vietnamese.numbers import grouped


def staging_folder(session: PublishSession) -> Path:
    """Return where a target's releases are staged."""
    return session.cache_folder / "tep"


def stage_and_upload(
    folder: TargetFolder, session: PublishSession, release: Release, last: LastRelease
) -> None:
    """Stage a release, and upload what differs from the last one."""
    _write_staging(staging_folder(session), release, compress=session.target.precompress)
    left = _leftovers(folder, session)
    steps = _steps(session, release, last, left)
    for step in steps:
        session.tell(f"  {step.name}: {grouped(len(step.send) + len(step.remove))} tệp")
    upload(folder, steps, release.manifest.files, _signatures(folder, release, left))


def _write_staging(staging: Path, release: Release, *, compress: bool) -> None:
    before = read_release(staging)
    write_release(release, staging, before.folder, before.files, compress=compress)
    for name, data in release.server_files.items():
        place = staging / HIDDEN_SERVER_FOLDER / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)


def _leftovers(folder: TargetFolder, session: PublishSession) -> Journal:
    """Return the journal of an interrupted upload; one that cannot be used is none where the records are restored."""
    try:
        return journal_in(folder.fetch(JOURNAL), session.target.to)
    except StopBuild:
        if not session.restore:
            raise
        return Journal()


def _signatures(folder: TargetFolder, release: Release, left: Journal) -> dict[str, list[bytes]]:
    """Return the signatures that fit a record at any moment: the new ones, and those that lie there or in a journal."""
    found = {}
    for name, data in release.signatures.items():
        there = folder.fetch(name)
        several = dict.fromkeys((data, *((there,) if there else ()), *left.signatures.get(name, ())))
        found[name] = list(several)[:MOST_SIGNATURES]
    return found


def _steps(session: PublishSession, release: Release, last: LastRelease, left: Journal) -> list[UploadStep]:
    steps = upload_steps(
        last.files,
        release.manifest.files,
        release.history.retained.keys(),
        release.metadata,
        left.paths,
        compress=session.target.precompress,
    )
    # One after the other: what is included is there before what includes it.
    server_files = [f"{HIDDEN_SERVER_FOLDER}/{name}" for name in in_order(release.server_files)]
    parts = (("bảng địa chỉ cũ", server_files[:-1]), ("cấu hình máy chủ", server_files[-1:]))
    return [*(UploadStep(name, tuple(part)) for name, part in parts if part), *steps]
