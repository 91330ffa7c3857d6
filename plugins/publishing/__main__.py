"""``python -m plugins.publishing``: publish, roll back, verify, report, with the exit codes of a build."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plugins.building.command import make_portal
from plugins.building.run import BuildState
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.hosting import apache, redirect_files
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.nginx import Where, nginx_files
from plugins.publishing.old_addresses import COPY, copy_of_record, old_addresses_of
from plugins.publishing.provenance import revision, tools
from plugins.publishing.publish import (
    AuditedBuild,
    PublishRequest,
    audited_build,
    go_back,
    last_there,
    publish,
    tell_problems,
)
from plugins.publishing.redirects.ledger import Ledger, written
from plugins.publishing.redirects.report import counted, listed
from plugins.publishing.targets.deploy_target import target_named
from plugins.publishing.targets.http_client import Budget
from plugins.publishing.verification import (
    fetch_of,
    site_fetch,
    tell_findings,
    trusted,
    verify_listing,
    verify_site,
)

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = "publishconf.py"


class _Ended(Exception):
    """The build ended without an output; ``code`` is its exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _tell(text: str) -> None:
    print(text, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plugins.publishing", allow_abbrev=False)
    parser.add_argument("-s", "--settings", default=SETTINGS)
    tasks = parser.add_subparsers(dest="task", required=True)
    publishing = tasks.add_parser("publish", allow_abbrev=False)
    publishing.add_argument("--to", required=True)
    publishing.add_argument("--wait", type=float, default=60.0)
    publishing.add_argument("--dry-run", action="store_true")
    publishing.add_argument("--first", action="store_true")
    publishing.add_argument("--history", default="")
    publishing.add_argument("--rollback", nargs="?", const="", default=None)
    verifying = tasks.add_parser("verify", allow_abbrev=False)
    verifying.add_argument("where")
    verifying.add_argument("--against", default="")
    verifying.add_argument("--public-key", default="")
    verifying.add_argument("--requests", type=int, default=Budget().requests)
    verifying.add_argument("--minutes", type=float, default=Budget().seconds / 60)
    reporting = tasks.add_parser("redirects", allow_abbrev=False)
    reporting.add_argument("--to", default="")
    reporting.add_argument("--all", action="store_true")
    reporting.add_argument("--save", action="store_true")
    hosting = tasks.add_parser("hosting", allow_abbrev=False)
    hosting.add_argument("folder", nargs="?", default="may-chu")
    hosting.add_argument("--root", default="/srv/cong/current")
    auditing = tasks.add_parser("audit", allow_abbrev=False)
    for one in (publishing, reporting, hosting, auditing):
        one.add_argument("--output", default="")
        one.add_argument("--now", default="")
        one.add_argument("--quarantine", action="store_true")
        one.add_argument("--confirm-fewer", action="store_true")
        one.add_argument("--clean", action="store_true")
    return parser


def _portal(arguments: argparse.Namespace) -> Any:
    """Return Pelican with the settings of what is to be published."""
    settings = {
        "NOW": getattr(arguments, "now", ""),
        "QUARANTINE": getattr(arguments, "quarantine", False),
        "CONFIRM_FEWER": getattr(arguments, "confirm_fewer", False),
        "CLEAN": getattr(arguments, "clean", False),
    }
    words = ["-s", arguments.settings]
    words += ["-o", arguments.output] if getattr(arguments, "output", "") else []
    return make_portal(words, settings)


def _built(portal: Any) -> tuple[BuildState, int]:
    """Build, and return what the build knew with its exit code; raise _Ended where there is no edition."""
    built = portal.build(keeping=True)
    if built.state is None:
        raise _Ended(built.result.exit)
    return built.state, built.result.exit


def _edition(portal: Any) -> tuple[AuditedBuild, int]:
    state, code = _built(portal)
    edition = audited_build(state, revision(PROJECT), tools(PROJECT))
    return edition, code


def _targets(portal: Any) -> dict[str, Any]:
    found = portal.settings.get("TARGETS", {})
    if not isinstance(found, dict):
        raise StopBuild("TARGETS (publishconf.py) cần là một bảng {tên: {…}}.")
    return found


def _publish(arguments: argparse.Namespace) -> int:
    portal = _portal(arguments)
    target = target_named(arguments.to, _targets(portal), PROJECT)
    key = str(portal.settings.get("SIGNING_KEY", "") or "")
    request = PublishRequest(
        arguments.wait,
        arguments.dry_run,
        arguments.first,
        arguments.history,
        Path(key).expanduser() if key else None,
    )
    if arguments.rollback is not None:
        return go_back(target, arguments.rollback, request, _tell)
    edition, code = _edition(portal)
    return max(publish(edition, target, request, _tell), code)


def _verify(arguments: argparse.Namespace) -> int:
    portal = _portal(arguments)
    cache = Path(
        portal.settings.get("CACHE_FOLDER") or Path(portal.settings["OUTPUT_PATH"]).parent / ".cache"
    )
    named = arguments.public_key or str(portal.settings.get("SIGNING_PUBLIC", "") or "")
    public = Path(named).expanduser() if named else None
    if public is not None and not public.is_file():
        raise StopBuild(f"không có khóa công khai “{public}”. Sửa SIGNING_PUBLIC hoặc --public-key.")
    if "://" in arguments.where:
        siteurl = arguments.where.rstrip("/")
        trust = trusted(site_fetch(siteurl), siteurl, arguments.against, cache, public, _tell)
        found = verify_site(siteurl, trust, Budget(arguments.requests, arguments.minutes * 60))
    else:
        target = target_named(arguments.where, _targets(portal), PROJECT)
        trust = trusted(fetch_of(target), target.to, arguments.against, cache, public, _tell)
        found = verify_listing(target, trust)
    return tell_findings(found, trust.why, _tell)


def _redirects(arguments: argparse.Namespace) -> int:
    portal = _portal(arguments)
    edition, code = _edition(portal)
    record = copy_of_record(edition.content)
    if arguments.to:
        target = target_named(arguments.to, _targets(portal), PROJECT)
        record = record.merged(last_there(target, edition, _tell).book.record)
    old_addresses = old_addresses_of(edition.facts, edition.said, edition.content, record)
    for line in (*counted(old_addresses.table), *(listed(old_addresses.table) if arguments.all else ())):
        _tell(line)
    if arguments.save:
        place = edition.content / COPY
        place.write_bytes(
            written(
                Ledger(
                    old_addresses.record.addresses, old_addresses.record.moves, old_addresses.record.owners
                )
            )
        )
        _tell(f"Đã ghi {len(old_addresses.record.addresses)} địa chỉ vào {place}. Đưa tệp này vào git.")
    return max(1 if tell_problems(old_addresses.problems, _tell) else 0, code)


def _hosting(arguments: argparse.Namespace) -> int:
    edition, code = _edition(_portal(arguments))
    old_addresses = old_addresses_of(
        edition.facts, edition.said, edition.content, copy_of_record(edition.content)
    )
    site = HostSite(edition.facts.siteurl, old_addresses.table)
    folder = Path(arguments.folder)
    maps = folder / "nginx"
    redirects, _ = redirect_files.redirects_file(site, redirect_files.NETLIFY)
    files = {
        ".htaccess": apache.htaccess(site),
        "_headers": redirect_files.headers_file(site),
        "_redirects": redirects,
    }
    if site.root:
        _tell("nhắc: cổng không ở gốc tên miền nên không có tệp cho nginx và Caddy.")
    else:
        where = Where(arguments.root, str(maps.resolve()))
        files |= {f"nginx/{name}": text for name, text in nginx_files(site, where).items()}
        files["Caddyfile"] = caddyfile(site, arguments.root)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    _tell(f"Đã ghi {len(files)} tệp vào {folder}. Cách dùng: docs/vi/phat-hanh/may-chu-rieng.md")
    return max(1 if tell_problems(old_addresses.problems, _tell) else 0, code)


def _audit(arguments: argparse.Namespace) -> int:
    edition, code = _edition(_portal(arguments))
    faulty = tell_problems(edition.audit.problems, _tell)
    _tell(f"Đã soát {len(edition.said.sums)} tệp: {len(edition.audit.problems)} chỗ cần xem.")
    return 2 if faulty else code


_TASKS = {
    "publish": _publish,
    "verify": _verify,
    "redirects": _redirects,
    "hosting": _hosting,
    "audit": _audit,
}


def main(words: Sequence[str]) -> int:
    """Run one task; return 0, 1 (errors in articles or addresses, a site that is not as published), 2 or 130."""
    arguments = _parser().parse_args(words)
    try:
        return _TASKS[arguments.task](arguments)
    except _Ended as end:
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
