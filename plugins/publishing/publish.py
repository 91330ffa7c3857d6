"""
Publish an audited build: make it a release, compare it with the one that is public, send it, remember it.

Nothing is sent while the audit or the redirects have an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.building.quarantine_question import wants_quarantine
from plugins.problems import Level, Problem
from plugins.problems.stop_build import StopBuild
from plugins.publishing.auditing import AuditedBuild
from plugins.publishing.build_redirects import BuildRedirects, build_redirects, read_ledger_copy
from plugins.publishing.known_addresses import LedgerSources, last_release_and_ledger
from plugins.publishing.one_publisher import Sources, keep_newer_edits
from plugins.publishing.release_records import (
    PublishedRelease,
    known_releases,
    remember_published,
)
from plugins.publishing.releases.last_release import (
    LastRelease,
)
from plugins.publishing.releases.manifest import (
    Manifest,
    ManifestEntry,
    ReleaseHistory,
    next_retained,
)
from plugins.publishing.releases.received import is_release_path, shown
from plugins.publishing.releases.release import FileContent, Release, signed_release
from plugins.publishing.releases.statement import Statement
from plugins.publishing.remembered import remember_release
from plugins.publishing.retaining import retaining_rule
from plugins.publishing.targets.deploy_target import DeployTarget
from plugins.publishing.targets.host_files import HostFiles, host_files
from plugins.publishing.targets.host_limits import check_limits
from plugins.publishing.targets.target_lock import held
from plugins.publishing.targets.transport import PublishSession, Tell
from plugins.publishing.targets.transports import transport_for
from plugins.vietnamese.numbers import grouped

SHOWN_PROBLEMS = 20


class AddressesTaken(Exception):
    """Articles show at addresses that were published for others: build without them and publish again."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """
    The options of one run: seconds to ``wait`` for another run, only a ``dry_run``, the ``first`` release of a target.

    With ``repair`` every file at the target is read and foreign ones are removed, also where nothing is new.
    ``history`` are sites and folders whose ledgers are taken over, with ``restore`` the target's own is lost or damaged,
    ``key`` the file of the key to sign with,
    ``public_key`` that of the key which the target's last release must be signed for. With ``set_aside`` old addresses
    that have a problem lead nowhere, and the rest is published. ``private`` says that the portal lies in an inner network,
    ``overwrite`` that newer edits of others which are public may be lost; the sources lie in ``project``.
    """

    wait: float = 60.0
    dry_run: bool = False
    first: bool = False
    history: tuple[str, ...] = ()
    restore: bool = False
    key: Path | None = None
    public_key: Path | None = None
    set_aside: bool = False
    repair: bool = False
    private: bool = False
    project: Path = Path()
    overwrite: bool = False


def publish(build: AuditedBuild, target: DeployTarget, request: PublishRequest, tell: Tell) -> int:
    """
    Publish a build; return 0, or 1 where an address has a problem.

    Raises StopBuild, and AddressesTaken where the rest may go out once it is built without some articles.
    """
    if report_problems(build.audit.problems, tell):
        raise StopBuild("bản dựng có lỗi ở các dòng trên nên không phát hành; bản đang công khai còn nguyên.")
    session = PublishSession(
        target,
        build.cache,
        build.facts.siteurl,
        wait=request.wait,
        repair=request.repair,
        tell=tell,
        restore=request.restore,
        public_key=request.public_key,
        private=request.private,
    )
    transport = transport_for(session)
    with held(transport.lock_file, target.name, request.wait, tell), transport.connected():
        sources = LedgerSources(
            read_ledger_copy(build.content), request.history, request.first, request.restore, request.private
        )
        last, ledger = last_release_and_ledger(transport, session, sources)
        if last.manifest:
            here = Sources(request.project, build.source, request.overwrite)
            keep_newer_edits(here, last.manifest.source, tell)
        redirects = build_redirects(build.facts, build.scan, build.content, ledger)
        has_faults = report_problems(redirects.problems, tell)
        if has_faults and not _may_set_aside(request, redirects):
            tell("Có địa chỉ cũ chưa ổn ở các dòng trên; chưa phát hành gì. Sửa rồi chạy lại.")
            return 1
        if redirects.newcomers:
            raise AddressesTaken(redirects.newcomers)
        if has_faults:
            tell(
                "CHÚ Ý: các địa chỉ có lỗi ở trên bị để riêng, không dẫn tới đâu; phần còn lại vẫn phát hành."
            )
            redirects = redirects.without_faulty()
        paths = frozenset(file.path for file in build.scan.files)
        extra = host_files(target, build.facts.siteurl, redirects.table, paths)
        release = next_release(build, redirects, extra, last, target.keep_assets)
        known = known_releases(build.cache, build.content, build.facts.siteurl, request.public_key)
        release = signed_release(_with_statement(release, last, known, target.name), request.key)
        for note in (*extra.notes, *check_limits(target.host, release.manifest.files)):
            tell(note)
        tell(_difference(last, release))
        if request.dry_run:
            tell("Chỉ xem thử (--xem-truoc): chưa phát hành gì.")
            return int(has_faults)
        is_clean = transport.publish(release, last)
        remember_release(session, release)
        remember_published(session, build.content, release)
        tell(
            f"Đã phát hành tới “{target.name}”: bản {release.manifest.digest[:10]}, {grouped(len(release.files))} tệp."
        )
    return int(has_faults or not is_clean)


def _may_set_aside(request: PublishRequest, redirects: BuildRedirects) -> bool:
    """Tell whether the rest may go out without the addresses that have an error: it was said, or who is there says so."""
    return request.set_aside or wants_quarantine(redirects.problems, "địa chỉ")


def report_problems(problems: Sequence[Problem], tell: Tell) -> bool:
    """Print problems, errors first, at most so many of each; return whether there is an error."""
    errors = [one for one in problems if one.level is Level.ERROR]
    warnings = [one for one in problems if one.level is not Level.ERROR]
    for some in (errors, warnings):
        for one in some[:SHOWN_PROBLEMS]:
            tell(str(one))
        if len(some) > SHOWN_PROBLEMS:
            tell(f"… và {len(some) - SHOWN_PROBLEMS} chỗ khác.")
    return bool(errors)


def next_release(
    build: AuditedBuild,
    redirects: BuildRedirects,
    extra: HostFiles,
    last: LastRelease,
    keep_assets: int,
) -> Release:
    """Return a build as the release that follows the last one; it retains assets for so many releases."""
    files = {
        file.path: FileContent(ManifestEntry(file.size, file.sha256), build.folder / file.path)
        for file in build.scan.files
    }
    files |= {path: FileContent.of(data) for path, data in extra.release_files.items()}
    if strange := [path for path in files if not is_release_path(path)]:
        raise StopBuild(
            f"không phát hành được tệp “{shown(strange[0])}”: tên tệp này không dùng được ở nơi nhận. Đổi tên rồi dựng lại."
        )
    manifest = Manifest(
        {path: content.file for path, content in files.items()},
        build.facts.siteurl,
        build.source,
        build.tools,
        build.facts.next_change,
    )
    before = last.manifest
    may_stay = retaining_rule(last, manifest.files, redirects.table)
    retained = next_retained(before, last.history, files, keep_assets, may_stay)
    if before and before.files == manifest.files:
        # The same files again: the retained ones do not grow older.
        kept = last.history.retained
        retained = {path: one for path, one in kept.items() if path not in files and may_stay(path)}
    history = ReleaseHistory(redirects.ledger, retained)
    return Release(files, manifest, history, server_files=extra.server_files)


def _with_statement(
    release: Release, last: LastRelease, known: Sequence[PublishedRelease], target: str
) -> Release:
    """Return the release with its number, one more than any before, and the time; the release that is public keeps its own."""
    header, history = release.manifest.header, release.history.published
    before = [one.statement.serial for one in known if one.target == target]
    if last.statement:
        before.append(last.statement.serial)
        if last.statement.fits(header, history):
            return replace(release, statement=last.statement)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    serial = max(before, default=0) + 1
    return replace(release, statement=Statement.of(serial, moment, release.manifest.siteurl, header, history))


def _difference(last: LastRelease, release: Release) -> str:
    before = last.manifest.files if last.manifest else {}
    now = release.manifest.files
    new = sum(path not in before for path in now)
    changed = sum(path in before and before[path] != file for path, file in now.items())
    gone = sum(path not in now for path in before)
    return f"So với bản đang công khai: {grouped(new)} tệp mới, {grouped(changed)} tệp đổi, {grouped(gone)} tệp không còn."


def published_release(
    build: AuditedBuild, target: DeployTarget, public_key: Path | None, tell: Tell
) -> LastRelease:
    """
    Return the release that is public at a target, signed for the public key where one is given.

    Raises StopBuild where there is none: a ledger without its addresses would look whole.
    """
    session = PublishSession(target, build.cache, build.facts.siteurl, tell=tell, public_key=public_key)
    transport = transport_for(session)
    with transport.connected():
        last = transport.last_release()
    if last.is_empty:
        raise StopBuild(
            f"không thấy sổ địa chỉ đã công bố ở “{target.name}”: chưa phát hành tới đó, hay bị chặn."
        )
    return last


def _remember_again(session: PublishSession, last: LastRelease, sources: Path, key: Path | None) -> None:
    """Add a release that is public again to the lists of what was published, with a number of its own."""
    if last.manifest is None:
        return
    known = known_releases(session.cache, sources, last.manifest.siteurl, session.public_key)
    release = Release({}, last.manifest, last.history)
    release = _with_statement(release, replace(last, statement=None), known, session.target.name)
    remember_published(session, sources, signed_release(release, key))


def roll_back(
    target: DeployTarget, wanted: str, request: PublishRequest, cache: Path, sources: Path, tell: Tell
) -> int:
    """
    Make an earlier release public again; return 0. Raises StopBuild where that cannot be done.

    The lists of what was published have it as the newest from then on: it was put back by who may. Nobody publishes
    between the switch and that: who did would be remembered as what was put back.
    """
    session = PublishSession(target, cache, wait=request.wait, tell=tell, public_key=request.public_key)
    transport = transport_for(session)
    with held(transport.lock_file, target.name, request.wait, tell), transport.connected():
        remembered = known_releases(cache, sources, None, request.public_key)
        known = {
            (one.statement.serial, one.statement.header) for one in remembered if one.target == target.name
        }
        before, now = transport.roll_back(wanted, known)
        _remember_again(session, transport.last_release(), sources, request.key)
    tell(
        f"Đã lùi từ {before} về {now}. Lần phát hành tới sẽ lại đưa bản mới lên: sửa nguồn trước (git revert)."
    )
    return 0
