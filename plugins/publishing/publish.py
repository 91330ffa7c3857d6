"""From a built edition to a live site: audited, compared with what was public before, and only then sent."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plugins.building.run import BuildState
from plugins.files.atomic_write import write_atomically
from plugins.files.folder_exchange import replace_folder
from plugins.files.marked_folder import MARKER, is_foreign, remove_folder
from plugins.problems import Level, Problem
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.audit.page_scan import Base
from plugins.publishing.audit.read_output import Portion
from plugins.publishing.auditing import Audit, audit
from plugins.publishing.build_facts import BuildFacts, facts_of
from plugins.publishing.last_release import from_folder, from_site, last_of
from plugins.publishing.old_addresses import OldAddresses, copy_of_record, old_addresses_of
from plugins.publishing.redirects.ledger import Ledger
from plugins.publishing.targets.deploy_target import DeployTarget, TargetKind
from plugins.publishing.targets.flat_folder import FlatFolder
from plugins.publishing.targets.host_files import CONFIGURATION, HostFiles, check_limits, host_files
from plugins.publishing.targets.lock import held
from plugins.publishing.targets.manifest import JOURNAL, Book, Manifest, ManifestEntry, kept_next
from plugins.publishing.targets.rclone import Rclone, local_folder
from plugins.publishing.targets.release import Content, Release, lasting, lay_down
from plugins.publishing.targets.release_folders import (
    LOCK,
    Last,
    add,
    current,
    prune,
    read_last,
    roll_back,
    switch,
)
from plugins.publishing.targets.remote_release_folders import roll_back_there, switched
from plugins.publishing.targets.rsync import Rsync
from plugins.publishing.targets.signing import signatures
from plugins.publishing.targets.upload_order import Mover, Stage, leftovers_in, publish_in_stages, stages_of
from plugins.vietnamese.numbers import grouped

SHOWN = 20
# An artifact replaces a whole site: what open pages still ask for is fetched from it, up to so much.
_FETCHED_FILES, _FETCHED_BYTES = 300, 30 * 2**20
STAGING = "phat-hanh"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What the keeper asked for: seconds to ``wait`` for others, other places to read the ``history`` of."""

    wait: float = 60.0
    dry_run: bool = False
    first: bool = False
    history: str = ""
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class AuditedBuild:
    """A built edition that was read: its folder, what the build knew, what the audit found."""

    folder: Path
    facts: BuildFacts
    audit: Audit
    content: Path
    cache: Path
    source: str
    tools: Mapping[str, str]

    @property
    def said(self) -> Portion:
        """What its files say together."""
        return self.audit.said


def audited_build(state: BuildState, source: str, tools: Mapping[str, str]) -> AuditedBuild:
    """Read a built edition once, whole."""
    facts = facts_of(state)
    base = Base(facts.root, facts.siteurl)
    found = audit(state.settings.output, base, facts.secrets, unlisted=facts.unlisted, excused=facts.excused)
    settings = state.settings
    return AuditedBuild(
        settings.output.resolve(), facts, found, settings.content, settings.cache, source, tools
    )


def tell_problems(problems: Sequence[Problem], tell: Tell) -> bool:
    """Tell what is wrong, errors first and not too many of each, and return whether there is an error."""
    errors = [one for one in problems if one.level is Level.ERROR]
    reminders = [one for one in problems if one.level is not Level.ERROR]
    for some in (errors, reminders):
        for one in some[:SHOWN]:
            tell(str(one))
        if len(some) > SHOWN:
            tell(f"… và {len(some) - SHOWN} chỗ khác.")
    return bool(errors)


def release_of(
    edition: AuditedBuild,
    old_addresses: OldAddresses,
    dressed: HostFiles,
    last: Last,
    target: DeployTarget,
    key: Path | None,
) -> Release:
    """Return the edition as a release that follows the last one."""
    files = {
        one.path: Content(ManifestEntry(one.size, one.sha256), edition.folder / one.path)
        for one in edition.said.sums
    }
    files |= {path: Content.of(data) for path, data in dressed.inside.items()}
    manifest = Manifest(
        {path: content.file for path, content in files.items()},
        edition.facts.siteurl,
        edition.source,
        edition.tools,
        edition.facts.next_change,
    )
    before = last.manifest
    kept = kept_next(before, last.book, files, target.keep_assets, lasting(before.files) if before else ())
    if before and before.files == manifest.files:
        # The same again: nothing has grown older.
        kept = {path: one for path, one in last.book.kept.items() if path not in files}
    book = Book(old_addresses.record, kept)
    signed = signatures(key, manifest.header, book.written) if key else {}
    return Release(files, manifest, book, signed)


def publish(edition: AuditedBuild, target: DeployTarget, asked: PublishRequest, tell: Tell) -> int:
    """Publish an edition; return 0, or 1 where an old address is not accounted for. Raises StopBuild."""
    if tell_problems(edition.audit.problems, tell):
        raise StopBuild("bản dựng có lỗi ở các dòng trên nên không phát hành; bản đang công khai còn nguyên.")
    with (
        _locked(target, edition, asked, tell),
        _WAYS[target.kind](target, edition, asked, tell).open() as way,
    ):
        last = way.last()
        old_addresses = old_addresses_of(
            edition.facts, edition.said, edition.content, _record(edition, asked, last)
        )
        if tell_problems(old_addresses.problems, tell):
            tell("Có địa chỉ cũ chưa ổn ở các dòng trên; chưa phát hành gì. Sửa rồi chạy lại.")
            return 1
        paths = frozenset(one.path for one in edition.said.sums)
        dressed = host_files(target, edition.facts.siteurl, old_addresses.table, paths)
        release = release_of(edition, old_addresses, dressed, last, target, asked.key)
        for note in (*dressed.notes, *check_limits(target.host, release.manifest.files)):
            tell(note)
        if asked.dry_run:
            tell(_difference(last, release))
            tell("Chỉ xem thử (--dry-run): chưa phát hành gì.")
            return 0
        tell(_difference(last, release))
        way.send(release, dressed, last)
        _remember(edition.cache, target, release)
        tell(
            f"Đã phát hành tới “{target.name}”: bản {release.manifest.digest[:10]}, {grouped(len(release.files))} tệp."
        )
    return 0


def last_there(target: DeployTarget, edition: AuditedBuild, tell: Tell) -> Last:
    """Return the release that is public at a target; nothing is changed there."""
    with _WAYS[target.kind](target, edition, PublishRequest(), tell).open() as way:
        return way.last()


def _record(edition: AuditedBuild, asked: PublishRequest, last: Last) -> Ledger:
    """Return the record of all that was published: by the last release, by the copy with the sources, elsewhere."""
    record = copy_of_record(edition.content)
    if asked.history:
        fetch = (
            from_site(asked.history.rstrip("/"))
            if "://" in asked.history
            else from_folder(_release_in(asked.history))
        )
        elsewhere = last_of(fetch, asked.history)
        if not elsewhere.book.record.addresses:
            raise StopBuild(f"không thấy sổ địa chỉ ở “{asked.history}” (--history).")
        record = record.merged(elsewhere.book.record)
    return record.merged(last.book.record)


def _release_in(folder: str) -> Path:
    place = Path(folder).expanduser()
    return place / "current" if (place / "current").exists() else place


def _difference(last: Last, release: Release) -> str:
    before = last.manifest.files if last.manifest else {}
    now = release.manifest.files
    new = sum(path not in before for path in now)
    changed = sum(path in before and before[path] != file for path, file in now.items())
    gone = sum(path not in now for path in before)
    return f"So với bản đang công khai: {grouped(new)} tệp mới, {grouped(changed)} tệp đổi, {grouped(gone)} tệp không còn."


def _remember(cache: Path, target: DeployTarget, release: Release) -> None:
    """Keep what was published on this machine: later the live site can be held against it."""
    folder = cache / STAGING / target.name.replace("/", "_") / "ban-ke"
    for path, data in release.own.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _locked(
    target: DeployTarget, edition: AuditedBuild, asked: PublishRequest, tell: Tell
) -> AbstractContextManager[None]:
    """Return the lock of a target on this machine; those that are elsewhere have one there too."""
    if target.kind is TargetKind.FOLDER:
        return held(Path(target.to) / LOCK, target.name, asked.wait, tell)
    return held(
        edition.cache / f"{STAGING}-{target.name.replace('/', '_')}.khoa", target.name, asked.wait, tell
    )


class _Folder:
    """Release folders on this machine."""

    def __init__(
        self, target: DeployTarget, edition: AuditedBuild, asked: PublishRequest, tell: Tell
    ) -> None:
        self.target, self.tell = target, tell
        self.root = Path(target.to)
        self.root.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def open(self) -> Iterator[_Folder]:
        """Give the way while the block runs."""
        yield self

    def last(self) -> Last:
        """Return the release that is public."""
        return current(self.root)

    def send(self, release: Release, dressed: HostFiles, last: Last) -> None:
        """Lay the release down beside the others and switch to it."""
        same = last.manifest is not None and last.manifest.header == release.manifest.header
        if same and last.book == release.book and last.folder:
            self.tell("Không có gì đổi: bản này đang công khai.")
        else:
            place, written = add(
                self.root, release, last, datetime.now(UTC), compress=self.target.precompress
            )
            self.tell(f"Đã đặt bản mới vào {place.name}: ghi {grouped(written)} tệp, còn lại dùng chung.")
            _write_aside(self.root / CONFIGURATION, dressed)
            switch(self.root, place)
        _write_aside(self.root / CONFIGURATION, dressed)
        _reload(self.target, self.tell)
        if old := prune(self.root, self.target.keep):
            self.tell(f"Đã dọn {len(old)} bản cũ, giữ {self.target.keep} bản.")


class _Artifact:
    """One folder for a host's own tool; what was public before is asked of the live site."""

    def __init__(
        self, target: DeployTarget, edition: AuditedBuild, asked: PublishRequest, tell: Tell
    ) -> None:
        self.target, self.edition, self.asked, self.tell = target, edition, asked, tell
        self._fetch = from_site(edition.facts.siteurl)

    @contextmanager
    def open(self) -> Iterator[_Artifact]:
        """Give the way while the block runs."""
        yield self

    def last(self) -> Last:
        """Return the release that is public, as the live site tells it."""
        return Last() if self.asked.first else last_of(self._fetch, self.edition.facts.siteurl)

    def send(self, release: Release, dressed: HostFiles, last: Last) -> None:
        """Lay the release down in the folder, whole or not at all."""
        place = Path(self.target.to)
        beside = place.with_name(f".{place.name}.moi")
        remove_folder(beside)
        fetched = self._kept(release)
        whole = Release({**release.files, **fetched}, release.manifest, release.book, release.signatures)
        lay_down(whole, beside, None, {}, compress=self.target.precompress)
        # The host takes all that lies there; what is ours alone does not go along.
        try:
            if place.exists() and is_foreign(place):
                raise StopBuild(
                    f"“{place}” không phải do công cụ này tạo (thiếu {MARKER}); không xóa. Đổi “to” của đích."
                )
            replace_folder(beside, place)
            remove_folder(beside)
        except OSError as fault:
            raise StopBuild(f"không thay được “{place}” ({system_reason(fault)}).") from fault
        self.tell(f"Thư mục “{place}” đã sẵn sàng để đưa lên.")

    def _kept(self, release: Release) -> dict[str, Content]:
        """Fetch what pages that readers have open may still ask for; stylesheets and scripts come first."""
        found: dict[str, Content] = {}
        room = _FETCHED_BYTES
        wanted = sorted(release.book.kept, key=lambda path: (not path.startswith("theme/"), path))
        for path in wanted[:_FETCHED_FILES]:
            file = release.book.kept[path].file
            if file.size > room:
                continue
            data = self._fetch(path)
            if data is not None and (content := Content.of(data)).file == file:
                found[path] = content
                room -= file.size
        return found


class _Staged:
    """A target elsewhere: the release is laid down here first, then goes there in stages."""

    def __init__(
        self, target: DeployTarget, edition: AuditedBuild, asked: PublishRequest, tell: Tell
    ) -> None:
        self.target, self.asked, self.tell = target, asked, tell
        self.staging = edition.cache / STAGING / target.name.replace("/", "_") / "tep"

    def _stages(self, mover: Mover, release: Release, dressed: HostFiles, last: Last) -> list[Stage]:
        before = read_last(self.staging)
        lay_down(release, self.staging, before.folder, before.files, compress=self.target.precompress)
        aside = tuple(f".{CONFIGURATION}/{name}" for name in dressed.aside)
        for name, data in dressed.aside.items():
            place = self.staging / f".{CONFIGURATION}" / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(data)
        found = stages_of(
            last.files,
            release.manifest.files,
            release.book.kept.keys(),
            release.own,
            leftovers_in(mover.fetch(JOURNAL)),
            compress=self.target.precompress,
        )
        return [Stage("tệp cho máy chủ", aside), *found] if aside else found

    def _send(self, mover: Mover, release: Release, dressed: HostFiles, last: Last) -> None:
        stages = self._stages(mover, release, dressed, last)
        for stage in stages:
            self.tell(f"  {stage.name}: {grouped(len(stage.send) + len(stage.remove))} tệp")
        publish_in_stages(mover, stages, release.manifest.files)
        _reload(self.target, self.tell)


class _Rsync(_Staged):
    """rsync over ssh."""

    def __init__(
        self, target: DeployTarget, edition: AuditedBuild, asked: PublishRequest, tell: Tell
    ) -> None:
        super().__init__(target, edition, asked, tell)
        self.way = Rsync(target.to, target.ssh, self.staging)
        self.way.prepared()

    @contextmanager
    def open(self) -> Iterator[_Rsync]:
        """Give the way while the block runs, under the target's own lock."""
        with self.way.locked(self.target.name, self.asked.wait, self.tell):
            yield self

    def _root(self) -> Rsync:
        there = (
            f"{self.target.to.rstrip('/')}/current" if self.target.layout == "releases" else self.target.to
        )
        return self.way.at(there)

    def last(self) -> Last:
        """Return the release that is public there."""
        return last_of(self._root().fetch, self.target.to)

    def send(self, release: Release, dressed: HostFiles, last: Last) -> None:
        """Send what changed."""
        if self.target.layout == "releases":
            with switched(self.way, release.manifest.digest, self.target.keep) as unfinished:
                self._send(self.way.at(unfinished), release, dressed, last)
        else:
            self._send(self.way, release, dressed, last)


class _Rclone(_Staged):
    """rclone, or the folder of this machine that the remote is."""

    def __init__(
        self, target: DeployTarget, edition: AuditedBuild, asked: PublishRequest, tell: Tell
    ) -> None:
        super().__init__(target, edition, asked, tell)
        here = local_folder(target.to)
        self.remote = None if here else Rclone(target.to, self.staging, tell)
        self.way: Mover = (
            FlatFolder(here, self.staging) if here else self.remote or Rclone(target.to, self.staging, tell)
        )

    @contextmanager
    def open(self) -> Iterator[_Rclone]:
        """Give the way while the block runs, under the target's own lock where it can have one."""
        with (
            self.remote.locked(self.target.name, self.asked.wait, self.tell) if self.remote else nullcontext()
        ):
            yield self

    def last(self) -> Last:
        """Return the release that is public there."""
        return last_of(self.way.fetch, self.target.to)

    def send(self, release: Release, dressed: HostFiles, last: Last) -> None:
        """Send what changed."""
        if self.remote:
            self.remote.warn_of_age()
        self._send(self.way, release, dressed, last)


_WAYS: dict[TargetKind, type[_Folder] | type[_Artifact] | type[_Rsync] | type[_Rclone]] = {
    TargetKind.FOLDER: _Folder,
    TargetKind.ARTIFACT: _Artifact,
    TargetKind.RSYNC: _Rsync,
    TargetKind.RCLONE: _Rclone,
}


def _write_aside(folder: Path, dressed: HostFiles) -> None:
    """Write the server's files beside the releases; those that a host has no use for any more are removed."""
    if not dressed.aside:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in dressed.aside and path.is_file():
            path.unlink()
    for name, data in dressed.aside.items():
        place = folder / name
        if not place.exists() or place.read_bytes() != data:
            write_atomically(place, data)


def _reload(target: DeployTarget, tell: Tell) -> None:
    """Run the command that makes the server read its files again; a fault there is told, the release stands."""
    if not target.reload:
        return
    done = subprocess.run(shlex.split(target.reload), capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-200:]
        tell(
            f"nhắc: lệnh “{target.reload}” không xong ({said}). Bản mới vẫn đã công khai; chạy lại lệnh ấy bằng tay."
        )


def go_back(target: DeployTarget, wanted: str, asked: PublishRequest, tell: Tell) -> int:
    """Make an earlier release public again, at once; return 0. Raises StopBuild where that cannot be done."""
    if target.kind is TargetKind.FOLDER:
        root = Path(target.to)
        with held(root / LOCK, target.name, asked.wait, tell):
            before, now = roll_back(root, wanted)
            read_last(root / "releases" / now)
        tell(
            f"Đã lùi từ {before} về {now}. Lần phát hành tới sẽ lại đưa bản mới lên: sửa nguồn trước (git revert)."
        )
        return 0
    if target.kind is TargetKind.RSYNC and target.layout == "releases":
        way = Rsync(target.to, target.ssh, Path())
        with way.locked(target.name, asked.wait, tell):
            before, now = roll_back_there(way, wanted)
        tell(
            f"Đã lùi từ {before} về {now}. Lần phát hành tới sẽ lại đưa bản mới lên: sửa nguồn trước (git revert)."
        )
        return 0
    raise StopBuild(
        f"đích “{target.name}” không giữ các bản cũ. Lùi nguồn rồi phát hành lại: "
        "git revert <bản sai>; python3 tasks.py publish --to " + target.name
    )
