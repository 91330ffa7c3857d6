"""``python -m plugins.publishing``: publish, roll back, verify, report, with the exit codes of a build."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from plugins.building.build_state import BuildOutcome
from plugins.building.command import make_portal, settings_of_options
from plugins.building.edition.result import Result
from plugins.building.options import BUILD_OPTIONS, OUTPUT, SETTINGS
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.commands.option import Arguments, Option
from plugins.commands.parsing import parse_arguments
from plugins.problems import Level
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.build_redirects import LEDGER_COPY, build_redirects, read_ledger_copy
from plugins.publishing.hosting import apache, redirect_files
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.nginx import NginxPaths, nginx_files
from plugins.publishing.hosting.old_host import OldHost, old_host_files
from plugins.publishing.hub import feeds_for_hub, tell_hub
from plugins.publishing.options import (
    ARCHIVE_OPTIONS,
    DOCTOR_OPTIONS,
    HOSTING_OPTIONS,
    PURGE_OPTIONS,
    REDIRECTS_OPTIONS,
    RELEASE_OPTIONS,
    ROLLBACK_OPTIONS,
    VERIFY_OPTIONS,
)
from plugins.publishing.provenance import revision, tools
from plugins.publishing.publish import (
    SHOWN_PROBLEMS,
    BuildAgain,
    publish,
    published_release,
    report_problems,
    roll_back,
)
from plugins.publishing.publish_settings import PublishSettings
from plugins.publishing.purge import purge
from plugins.publishing.release_records import known_releases
from plugins.publishing.releases.last_release import Forged, site_reader
from plugins.publishing.run_audit import AuditedBuild, audited_build
from plugins.publishing.run_doctor import Charge, examine
from plugins.publishing.targets.deploy_target import DeployTarget
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.transport import PublishSession
from plugins.publishing.targets.transports import TRANSPORTS, transport_for
from plugins.publishing.trusted_release import KnownReleases, trusted_release
from plugins.publishing.verification import report_verification, verify_site, verify_target
from plugins.publishing.visits.http_client import Budget
from plugins.publishing.write_archive import ArchiveRequest, kept_portal, write_archive
from plugins.redirects.ledger import Ledger, ledger_bytes
from plugins.redirects.redirect_report import redirect_counts, redirect_lines

PROJECT = Path(__file__).resolve().parents[2]
_SETTINGS = "publishconf.py"


class _BuildFailed(Exception):
    """The build ended without an output; ``code`` is its exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _tell(text: str) -> None:
    print(text, flush=True)


def _portal(options: Arguments) -> Any:
    """Return Pelican with the settings of the portal to publish."""
    words = ["-s", options.settings or _SETTINGS]
    words += ["-o", options.output] if getattr(options, "output", "") else []
    return make_portal(words, settings_of_options(options))


def _settings_of(portal: Any) -> PublishSettings:
    """Return what a portal's settings say of publishing."""
    return PublishSettings.of(portal.settings, PROJECT, portal.public_output)


def _audited(portal: Any) -> tuple[AuditedBuild, Result]:
    """Build and audit; return the build and its result; raise _BuildFailed where there is no output."""
    built = portal.build_or_ask(keeping=True)
    if built.state is None:
        raise _BuildFailed(built.result.exit)
    return audited_build(built.state, revision(PROJECT), tools(PROJECT)), built.result


def _tell_set_aside(result: Result) -> None:
    """Say at the end, where it is read, which files were left out."""
    files = sorted({one.path for one in result.problems if one.level is Level.ERROR})
    if files:
        shown = ", ".join(files[:SHOWN_PROBLEMS]) + (" …" if len(files) > SHOWN_PROBLEMS else "")
        _tell(
            f"CHÚ Ý: {len(files)} tệp có lỗi bị để riêng, không có trong bản này: {shown}. Sửa: python3 tasks.py check"
        )


def _publish(options: Arguments) -> int:
    portal = _portal(options)
    settings = _settings_of(portal)
    target = settings.target(options.to)
    with settings.signing_keys() as (key, public_key):
        asked = PublishOptions(
            wait=options.wait,
            dry_run=options.dry_run,
            first=options.first,
            history=tuple(options.history),
            restore=options.restore_history,
            key=key,
            public_key=public_key,
            repair=options.repair,
            private=options.private,
            project=PROJECT,
            overwrite=options.overwrite,
        )
        if options.rollback:
            return roll_back(_session(settings, target, asked), options.release)
        return _publish_built(portal, target, asked, settings.hub)


def _session(settings: PublishSettings, target: DeployTarget, options: PublishOptions) -> PublishSession:
    return PublishSession(target, settings.cache, settings.siteurl, settings.content, options, _tell)


def _purge(options: Arguments) -> int:
    settings = _settings_of(_portal(options))
    target = settings.target(options.to)
    with settings.signing_keys() as (key, public_key):
        asked = PublishOptions(wait=options.wait, key=key, public_key=public_key)
        return purge(_session(settings, target, asked), options.addresses)


def _publish_built(portal: Any, target: DeployTarget, options: PublishOptions, hub: str) -> int:
    """Build and publish; again where what was published before asks for another build."""
    while True:
        build, result = _audited(portal)
        options = replace(options, set_aside=bool(portal.settings.get("QUARANTINE")))
        try:
            end = publish(build, target, options, _tell)
        except BuildAgain as asked:
            portal.settings |= {"FIRST_ADDRESSES": asked.firsts}
            if asked.problems:
                # Each round leaves out at least one more article.
                refused = (*portal.settings.get("REFUSED", ()), *asked.problems)
                portal.settings |= {"REFUSED": refused, "QUARANTINE": True}
                _tell("Dựng lại, để riêng bài chiếm địa chỉ của bài khác.")
            else:
                _tell("Dựng lại, để nguồn tin (Atom, RSS) vẫn nhận ra bài đã đổi địa chỉ.")
        else:
            _tell_set_aside(result)
            if end == 0 and not TRANSPORTS[target.kind].TAKEN_AWAY and not options.dry_run:
                _announce(build, hub)
            return max(end, result.exit)


def _announce(build: AuditedBuild, hub: str) -> None:
    """Tell the hub of the settings, if there is one; what is public stays so whatever the hub says."""
    if not hub:
        return
    why = tell_hub(hub, feeds_for_hub(build.facts.siteurl, [file.path for file in build.scan.files]))
    if why:
        _tell(
            f"CHÚ Ý: chưa báo được tin mới cho {hub}: {why}. Người theo dõi sẽ nhận tin ở lần phát hành sau."
        )


def _verify(options: Arguments) -> int:
    settings = _settings_of(_portal(options))
    public_key = settings.public_key_file(options.public_key)
    releases = known_releases(settings.cache, settings.content, settings.siteurl, public_key)
    known = KnownReleases(settings.cache, tuple(releases), public_key)
    try:
        if "://" in options.where:
            where = options.where.rstrip("/")
            reader = site_reader(where, private=options.private)
            trusted = trusted_release(reader, where, options.against, known, _tell)
            budget = Budget(options.requests, options.minutes * 60)
            found = verify_site(where, trusted, budget, private=options.private, seed=options.seed)
        else:
            target = settings.target(options.where)
            transport = transport_for(PublishSession(target))
            trusted = trusted_release(transport.fetch, target.to, options.against, known, _tell)
            found = verify_target(transport, trusted)
    except Forged as fault:
        _tell(f"GIẢ: {fault}")
        return 1
    return report_verification(found, trusted, _tell)


def _ledger(options: Arguments, portal: Any, build: AuditedBuild) -> Ledger:
    """Return the published addresses that are kept with the sources, and those of the target that --to names."""
    ledger = read_ledger_copy(build.content)
    if options.to:
        settings = _settings_of(portal)
        target = settings.target(options.to)
        with settings.signing_keys() as (_, public_key):
            ledger = ledger.merged(published_release(build, target, public_key, _tell).history.ledger)
    return ledger


def _archive(options: Arguments) -> int:
    portal = _portal(options)
    built: BuildOutcome = portal.build_or_ask(keeping=True)
    if built.state is None:
        return built.result.exit
    build = audited_build(built.state, revision(PROJECT), tools(PROJECT))
    redirects = build_redirects(build.facts, build.scan, build.content, _ledger(options, portal, build))
    kept = kept_portal(built.state, build.scan, redirects.without_faulty().table, build.source)
    request = ArchiveRequest(Path(options.folder), tuple(options.article))
    write_archive(kept, built.state, request, _tell)
    return max(1 if report_problems(redirects.problems, _tell) else 0, built.result.exit)


def _redirects(options: Arguments) -> int:
    portal = _portal(options)
    build, result = _audited(portal)
    ledger = _ledger(options, portal, build)
    redirects = build_redirects(build.facts, build.scan, build.content, ledger)
    for line in redirect_counts(redirects.table):
        _tell(line)
    for line in redirect_lines(redirects.table) if options.all else ():
        _tell(line)
    if options.save:
        copy = build.content / LEDGER_COPY
        copy.write_bytes(ledger_bytes(redirects.ledger))
        _tell(f"Đã ghi {len(redirects.ledger.addresses)} địa chỉ vào {copy}. Đưa tệp này vào git.")
    return max(1 if report_problems(redirects.problems, _tell) else 0, result.exit)


def _hosting(options: Arguments) -> int:
    build, result = _audited(_portal(options))
    redirects = build_redirects(build.facts, build.scan, build.content, read_ledger_copy(build.content))
    folder = Path(options.folder)
    try:
        site = HostSite(build.facts.siteurl, redirects.without_faulty().table)
        files = _files_of_every_host(site, options.root, folder / "nginx")
        if options.old_host:
            files |= old_host_files(site, [OldHost.parse(one) for one in options.old_host])
    except ValueError as fault:
        raise StopBuild(str(fault)) from fault
    if site.root:
        _tell("nhắc: cổng không ở gốc tên miền nên không có tệp cho nginx và Caddy.")
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    _tell(f"Đã ghi {len(files)} tệp vào {folder}. Cách dùng: docs/vi/phat-hanh/may-chu-rieng.md")
    return max(1 if report_problems(redirects.problems, _tell) else 0, result.exit)


def _files_of_every_host(site: HostSite, root: str, maps: Path) -> dict[str, str]:
    """Return the files for every kind of host, which serves ``root``; raise ValueError for what one cannot be told."""
    redirects_file, _ = redirect_files.redirects_file(site, redirect_files.NETLIFY)
    files = {
        ".htaccess": apache.htaccess(site),
        "_headers": redirect_files.headers_file(site),
        "_redirects": redirects_file,
    }
    if site.root:
        return files
    nginx = nginx_files(site, NginxPaths(root, str(maps.resolve())))
    return {
        **files,
        **{f"nginx/{name}": text for name, text in nginx.items()},
        "Caddyfile": caddyfile(site, root),
    }


def _doctor(options: Arguments) -> int:
    settings = _settings_of(_portal(options))
    targets = (settings.target(options.to),) if options.to else settings.targets_of_this_machine()
    charge = Charge(
        PROJECT,
        settings.content,
        settings.cache,
        targets,
        settings.siteurl if options.site is None else options.site.rstrip("/"),
        private=options.private,
        signs=bool(settings.key),
    )
    return examine(charge, _tell, quiet=options.quiet)


def _audit(options: Arguments) -> int:
    build, result = _audited(_portal(options))
    has_errors = report_problems(build.audit.problems, _tell)
    _tell(f"Đã soát {len(build.scan.files)} tệp: {len(build.audit.problems)} chỗ cần xem.")
    return 2 if has_errors else result.exit


def _of_a_build(*options: Option) -> tuple[Option, ...]:
    """Return the options of a task that builds, each once."""
    return tuple(dict.fromkeys((SETTINGS, OUTPUT, *BUILD_OPTIONS, *options)))


_TASKS: Mapping[str, tuple[Callable[[Arguments], int], tuple[Option, ...]]] = {
    "publish": (_publish, _of_a_build(*RELEASE_OPTIONS, *ROLLBACK_OPTIONS)),
    "purge": (_purge, (SETTINGS, OUTPUT, *PURGE_OPTIONS)),
    "verify": (_verify, (SETTINGS, *VERIFY_OPTIONS)),
    "redirects": (_redirects, _of_a_build(*REDIRECTS_OPTIONS)),
    "hosting": (_hosting, _of_a_build(*HOSTING_OPTIONS)),
    "audit": (_audit, _of_a_build()),
    "archive": (_archive, _of_a_build(*ARCHIVE_OPTIONS)),
    "doctor": (_doctor, (SETTINGS, *DOCTOR_OPTIONS)),
}


def main(words: Sequence[str]) -> int:
    """
    Run one task, which the first word names; return 0, 1 (articles or addresses to fix, a site that is not as published), 2 or 130.

    Raises SystemExit for options that the task does not have.
    """
    run, known = _TASKS[words[0]]
    options = parse_arguments(words[1:], known, f"plugins.publishing {words[0]}", "")
    try:
        return run(options)
    except _BuildFailed as end:
        return end.code
    except StopBuild as fault:
        print(f"lỗi: {fault}", flush=True)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. Trang đang công khai còn nguyên; chạy lại thì làm tiếp.", flush=True)
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAULT
    except OSError as fault:
        print(
            f"lỗi: {system_reason(fault)} ({fault.filename or 'hệ thống'}). Trang đang công khai còn nguyên.",
            flush=True,
        )
    return FAULT


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
