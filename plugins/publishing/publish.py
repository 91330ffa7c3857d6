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
from plugins.publishing.build_redirects import BuildRedirects, build_redirects, read_ledger_copy
from plugins.publishing.known_addresses import last_release_and_ledger
from plugins.publishing.local_release_copy import remember_release
from plugins.publishing.one_publisher import keep_newer_edits
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
from plugins.publishing.releases.received import is_release_path, terminal_safe
from plugins.publishing.releases.release import FileContent, Release, signed_release
from plugins.publishing.releases.statement import Statement
from plugins.publishing.retention_rule import retention_rule
from plugins.publishing.run_audit import AuditedBuild
from plugins.publishing.targets.deploy_target import DeployTarget
from plugins.publishing.targets.host_files import HostFiles, host_files
from plugins.publishing.targets.host_limits import check_limits
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.target_lock import hold_target_lock
from plugins.publishing.targets.transport import PublishSession, Tell, Transport
from plugins.publishing.targets.transports import transport_for
from plugins.vietnamese.numbers import with_thousands_points

SHOWN_PROBLEMS = 20


class BuildAgain(Exception):
    """
    What was published before asks for another build.

    ``problems`` are the errors of articles that show at addresses published for others: it is to be without them.
    ``firsts`` are the first addresses of articles that moved: feeds are to know them by these.
    """

    def __init__(self, problems: Sequence[Problem], firsts: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.problems = problems
        self.firsts = firsts


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A release that is ready to go out in place of the ``last``; whether old addresses with a problem are left out."""

    release: Release
    last: LastRelease
    has_faults: bool


def publish(build: AuditedBuild, target: DeployTarget, options: PublishOptions, tell: Tell) -> int:
    """
    Publish a build; return 0, or 1 where an address has a problem.

    Raises StopBuild, and BuildAgain where the portal may go out once it is built in another way.
    """
    if report_problems(build.audit.problems, tell):
        raise StopBuild("bản dựng có lỗi ở các dòng trên nên không phát hành; bản đang công khai còn nguyên.")
    session = PublishSession(target, build.cache, build.facts.siteurl, build.content, options, tell)
    transport = transport_for(session)
    with hold_target_lock(transport.lock_file, target.name, options.wait, tell), transport.connected():
        prepared = _prepared(build, session, transport)
        if prepared is None:
            tell("Có địa chỉ cũ chưa ổn ở các dòng trên; chưa phát hành gì. Sửa rồi chạy lại.")
            return 1
        if options.dry_run:
            tell("Chỉ xem thử (--xem-truoc): chưa phát hành gì.")
            return int(prepared.has_faults)
        is_clean = _sent(prepared, session, transport)
    return int(prepared.has_faults or not is_clean)


def _prepared(build: AuditedBuild, session: PublishSession, transport: Transport) -> _Prepared | None:
    """Return a build as the next release of its target; None where old addresses have a problem that nobody set aside."""
    last, ledger = last_release_and_ledger(transport, session, read_ledger_copy(build.content))
    if last.manifest:
        keep_newer_edits(session.options, build.source, last.manifest.source, session.tell)
    redirects = build_redirects(build.facts, build.scan, build.content, ledger)
    has_faults = report_problems(redirects.problems, session.tell)
    if has_faults and not _may_set_aside(session.options, redirects):
        return None
    if redirects.newcomers or redirects.firsts:
        raise BuildAgain(redirects.newcomers, redirects.firsts)
    if has_faults:
        session.tell(
            "CHÚ Ý: các địa chỉ có lỗi ở trên bị để riêng, không dẫn tới đâu; phần còn lại vẫn phát hành."
        )
        redirects = redirects.without_faulty()
    release = _signed(build, session, redirects, last)
    session.tell(_difference(last, release))
    return _Prepared(release, last, has_faults)


def _signed(
    build: AuditedBuild, session: PublishSession, redirects: BuildRedirects, last: LastRelease
) -> Release:
    """Return the next release with the files for its host, its number and its signatures; tell what its host cannot do."""
    target, options = session.target, session.options
    paths = frozenset(file.path for file in build.scan.files)
    extra = host_files(target, session.siteurl, redirects.table, paths)
    release = next_release(build, redirects, extra, last, target.keep_assets)
    known = known_releases(session.cache, session.content, session.siteurl, options.public_key)
    for note in (*extra.notes, *check_limits(target.host, release.manifest.files)):
        session.tell(note)
    return signed_release(_with_statement(release, last, known, target.name), options.key)


def _sent(prepared: _Prepared, session: PublishSession, transport: Transport) -> bool:
    """Make a release public, and remember it; return False where foreign files were left at the target."""
    release = prepared.release
    is_clean = transport.publish(release, prepared.last)
    remember_release(session, release)
    remember_published(session, release)
    session.tell(
        f"Đã phát hành tới “{session.target.name}”: bản {release.manifest.digest[:10]}, {with_thousands_points(len(release.files))} tệp."
    )
    return is_clean


def _may_set_aside(options: PublishOptions, redirects: BuildRedirects) -> bool:
    """Tell whether the rest may go out without the addresses that have an error: it was said, or who is there says so."""
    return options.set_aside or wants_quarantine(redirects.problems, "địa chỉ")


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
            f"không phát hành được tệp “{terminal_safe(strange[0])}”: tên tệp này không dùng được ở nơi nhận. Đổi tên rồi dựng lại."
        )
    manifest = Manifest(
        {path: content.file for path, content in files.items()},
        build.facts.siteurl,
        build.source,
        build.tools,
        build.facts.next_change,
    )
    before = last.manifest
    may_stay = retention_rule(last, manifest.files, redirects.table)
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
    return f"So với bản đang công khai: {with_thousands_points(new)} tệp mới, {with_thousands_points(changed)} tệp đổi, {with_thousands_points(gone)} tệp không còn."


def published_release(
    build: AuditedBuild, target: DeployTarget, public_key: Path | None, tell: Tell
) -> LastRelease:
    """
    Return the release that is public at a target, signed for the public key where one is given.

    Raises StopBuild where there is none: a ledger without its addresses would look whole.
    """
    options = PublishOptions(public_key=public_key)
    session = PublishSession(target, build.cache, build.facts.siteurl, build.content, options, tell)
    transport = transport_for(session)
    with transport.connected():
        last = transport.last_release()
    if last.is_empty:
        raise StopBuild(
            f"không thấy sổ địa chỉ đã công bố ở “{target.name}”: chưa phát hành tới đó, hay bị chặn."
        )
    return last


def _remember_again(session: PublishSession, last: LastRelease) -> None:
    """Add a release that is public again to the lists of what was published, with a number of its own."""
    if last.manifest is None:
        return
    options = session.options
    known = known_releases(session.cache, session.content, last.manifest.siteurl, options.public_key)
    release = Release({}, last.manifest, last.history)
    release = _with_statement(release, replace(last, statement=None), known, session.target.name)
    remember_published(session, signed_release(release, options.key))


def roll_back(session: PublishSession, wanted: str) -> int:
    """
    Make an earlier release public again; return 0. Raises StopBuild where that cannot be done.

    The lists of what was published have it as the newest from then on: it was put back by who may. Nobody publishes
    between the switch and that: who did would be remembered as what was put back.
    """
    target, options, transport = session.target, session.options, transport_for(session)
    with (
        hold_target_lock(transport.lock_file, target.name, options.wait, session.tell),
        transport.connected(),
    ):
        remembered = known_releases(session.cache, session.content, None, options.public_key)
        known = {
            (one.statement.serial, one.statement.header) for one in remembered if one.target == target.name
        }
        before, now = transport.roll_back(wanted, known)
        _remember_again(session, transport.last_release())
    session.tell(
        f"Đã lùi từ {before} về {now}. Lần phát hành tới sẽ lại đưa bản mới lên: sửa nguồn trước (git revert)."
    )
    return 0
