"""Publish to a folder elsewhere: the release is written into a staging folder here, then what differs is uploaded."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from plugins.files.inside_folder import read_inside
from plugins.files.marked_folder import MARKER
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.compare_target import damage_in_words
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.folder_contents import folder_contents
from plugins.publishing.releases.last_release import LastRelease, journal_in
from plugins.publishing.releases.manifest import JOURNAL, METADATA
from plugins.publishing.releases.received import MOST_SIGNATURES, Journal
from plugins.publishing.releases.release import Release, compressed_companions, write_release
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER
from plugins.publishing.releases.retained_files import due_retained, with_retained
from plugins.publishing.targets.foreign_files import foreign_files, is_spared, leave_foreign
from plugins.publishing.targets.transport import PublishSession, tell_damage
from plugins.publishing.targets.upload_order import TargetFolder, TargetState, upload, upload_steps
from plugins.vietnamese.numbers import with_thousands_points


def staging_folder(session: PublishSession) -> Path:
    """Return where a target's releases are staged."""
    return session.cache_folder / "tep"


def stage_and_upload(
    folder: TargetFolder, session: PublishSession, release: Release, last: LastRelease, public: TargetFolder
) -> bool:
    """
    Stage a release, and upload what differs from what lies there.

    ``public`` is the folder of the release that is public. Returns False where foreign files were left there.
    """
    wanted = _write_staging(staging_folder(session), release, public, compress=session.target.precompress)
    there = _known_content(folder.compare(wanted, whole=session.options.repair), release, last)
    if not there.proved and not session.options.repair:
        session.tell(
            "nhắc: nơi nhận không giữ mã kiểm tra của tệp nên chỉ so được cỡ. Để đọc lại từng tệp: --va-lai"
        )
    # Of a run that was cut off; what it would have removed lies there, and what it added is not foreign.
    journal = _leftovers(folder, session)
    ours = {*wanted, *journal.paths, *compressed_companions(journal.paths)}
    foreign = foreign_files(there.other, session, last, ours)
    tell_damage(session, damage_in_words(_findings(there, wanted, foreign, release, last)))
    left = leave_foreign(
        folder, session, foreign, there, is_first=last.is_empty and not session.options.restore
    )
    kept = {path for path in there.other if is_spared(path, session)}
    metadata = [path for path in release.metadata if path in wanted]
    steps = upload_steps(there, wanted, metadata, kept | left)
    for step in steps:
        session.tell(f"  {step.name}: {with_thousands_points(len(step.send) + len(step.remove))} tệp")
    upload(folder, steps, there.closed, _signatures(folder, release, journal))
    return not left


def _write_staging(staging: Path, release: Release, public: TargetFolder, *, compress: bool) -> set[str]:
    """Write the release into the staging folder; return the paths of all files that a target is to hold."""
    contents = folder_contents(staging)
    have = [path for path, one in release.history.retained.items() if contents.is_sound(path, one.file)]
    due = due_retained(release, have)
    with tempfile.TemporaryDirectory(prefix="cong-") as here:
        public.download(due, Path(here))
        sizes = {path: release.history.retained[path].file.size for path in due}
        whole = with_retained(release, due, lambda path: _read(Path(here), path, sizes[path]))
    write_release(whole, staging, contents, compress=compress)
    for name, data in release.server_files.items():
        place = staging / HIDDEN_SERVER_FOLDER / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
    paths = (path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file())
    return {path for path in paths if path != MARKER}


def _read(folder: Path, path: str, size: int) -> bytes | None:
    """Return a file that was downloaded; None for a larger one, and for what is no file."""
    try:
        return read_inside(folder, path, size)
    except OSError:
        return None


def _leftovers(folder: TargetFolder, session: PublishSession) -> Journal:
    """Return the journal of an interrupted upload; one that cannot be used is none where the records are restored."""
    try:
        return journal_in(folder.fetch(JOURNAL), session.target.to)
    except StopBuild:
        if not session.options.restore:
            raise
        return Journal()


def _signatures(folder: TargetFolder, release: Release, left: Journal) -> dict[str, list[bytes]]:
    """Return the signatures that fit a record at any moment: the new ones, and those that lie there or in a journal."""
    found = {}
    for name, data in release.signatures.items():
        there = None
        with suppress(StopBuild):
            there = folder.fetch(name)
        several = dict.fromkeys((data, *((there,) if there else ()), *left.signatures.get(name, ())))
        found[name] = list(several)[:MOST_SIGNATURES]
    return found


def _known_content(there: TargetState, release: Release, last: LastRelease) -> TargetState:
    """Return the state with only those files taken for the same that the target proved to be, or had before."""
    if there.proved:
        return there
    before, now = last.files, release.all_files
    unchanged = {path for path, file in now.items() if before.get(path) == file}
    same = {path for path in there.same if path in unchanged or path[:-3] in unchanged} - METADATA
    return TargetState(frozenset(same), there.other | (there.same - same), proved=False)


def _findings(
    there: TargetState, wanted: Collection[str], foreign: Collection[str], release: Release, last: LastRelease
) -> Findings:
    """Return what at the target is not as the last release left it; what this one changes is not looked at."""
    found = Findings(foreign=dict.fromkeys(foreign, ""))
    if not there.proved or last.manifest is None:
        return found
    before, now = last.files, release.all_files
    unchanged = {path for path, file in now.items() if before.get(path) == file}
    if last.manifest.tools == release.manifest.tools:
        # Another version of a compressor makes other copies of the same file.
        unchanged |= {path for path in wanted if path[:-3] in unchanged and path in there.other}
    for path in unchanged & (({*wanted} - there.same) | there.closed):
        found_as = found.missing if path not in there.same | there.other else found.differ
        found_as[path] = ""
    return found
