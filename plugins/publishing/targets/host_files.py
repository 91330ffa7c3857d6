"""The files that a host needs beside the portal's own: headers, redirects, server configuration, forwarding pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting import apache, caddy, redirect_files
from plugins.publishing.hosting.host_site import HostSite, names_left_out
from plugins.publishing.hosting.nginx import NginxPaths, nginx_files
from plugins.publishing.releases.received import is_release_path, terminal_safe
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.transports import transport_class
from plugins.redirects.forward_pages import forward_pages, taken_by_pages
from plugins.redirects.redirect_table import RedirectTable
from plugins.vietnamese.numbers import with_thousands_points


@dataclass(frozen=True, slots=True)
class HostFiles:
    """
    What a host needs beside the portal's own files.

    ``release_files`` belong to the release, by path; ``server_files`` lie beside it, by name; ``notes`` are for the
    person who publishes.
    """

    release_files: Mapping[str, bytes] = field(default_factory=dict)
    server_files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


_FilesForHost = Callable[[DeployTarget, HostSite, Collection[str]], HostFiles]


def host_files(target: DeployTarget, siteurl: str, table: RedirectTable, paths: Collection[str]) -> HostFiles:
    """Return what a target's host needs for a release with files at ``paths``; raise StopBuild where it cannot serve the portal."""
    try:
        return _FILES_FOR[target.host](target, HostSite(siteurl, table), paths)
    except ValueError as fault:
        raise StopBuild(f"đích “{target.name}”: {fault}") from fault


def _forward_pages(site: HostSite, paths: Collection[str], table: RedirectTable) -> dict[str, bytes]:
    """Return the forwarding pages at the old addresses that can be files anywhere: composed, without names of our own."""
    pages = forward_pages(table, site.href, site.absolute_href, paths)
    return {path: page for path, page in pages.items() if is_release_path(path)}


def _nginx(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    served = transport_class(target.kind).served_folders(target)
    files = nginx_files(site, NginxPaths(served.files, served.configuration, target.server, target.brotli))
    return HostFiles(server_files={name: text.encode() for name, text in files.items()})


def _caddy(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    folder = transport_class(target.kind).served_folders(target).files
    text = caddy.caddyfile(site, folder, target.server)
    left_out = names_left_out(site.table, caddy.MOST_NAMES)
    return HostFiles(server_files={"Caddyfile": text.encode()}, notes=_left_out_note(left_out, "Caddy"))


def _apache(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    return HostFiles(
        release_files={".htaccess": apache.htaccess(site).encode()},
        notes=_left_out_note(names_left_out(site.table, apache.MOST_NAMES), ".htaccess"),
    )


def _left_out_note(names: int, where: str) -> tuple[str, ...]:
    note = (
        f"nhắc: {with_thousands_points(names)} tên bài theo mẫu địa chỉ cũ quá nhiều cho {where} nên không ghi; "
        "các “Đường dẫn cũ” vẫn đủ. Muốn dùng cả mẫu, chọn nginx."
    )
    return (note,) if names else ()


def _plain(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    return HostFiles(
        release_files=_forward_pages(site, paths, site.table),
        notes=(*_unsupported_notes(site.table, paths), *_no_file_notes(site.table)),
    )


def _no_file_notes(table: RedirectTable) -> tuple[str, ...]:
    """Return what to tell of old addresses that no file can have, where redirects are files."""
    paths = {one.old.path for one in table.redirects if one.old.path != "/"}
    found = sorted(path for path in paths if not is_release_path(path.lstrip("/")))
    named = ", ".join(terminal_safe(one) for one in found[:3]) + (" …" if len(found) > 3 else "")
    note = f"nhắc: {with_thousands_points(len(found))} địa chỉ cũ không đặt được thành tệp nên không chuyển đi ở nơi này: {named}"
    return (note,) if found else ()


def _github(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    plain = _plain(target, site, paths)
    # Jekyll would leave out files whose names begin with an underscore.
    return replace(plain, release_files={**plain.release_files, ".nojekyll": b""})


def _with_redirects_file(limits: redirect_files.Limits, *, headers: bool) -> _FilesForHost:
    def files(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
        text, over = redirect_files.redirects_file(site, limits)
        release_files = {
            "_redirects": text.encode(),
            **_forward_pages(site, paths, replace(site.table, redirects=tuple(over))),
        }
        queries = [one for one in site.table.redirects if one.old.query]
        release_files |= _forward_pages(
            site, {*paths, *release_files}, replace(site.table, redirects=tuple(queries))
        )
        if headers:
            release_files["_headers"] = redirect_files.headers_file(site).encode()
        note = f"nhắc: {with_thousands_points(len(over))} địa chỉ cũ vượt giới hạn của _redirects; chúng thành trang chuyển tiếp."
        return HostFiles(
            release_files, notes=((note,) if over else ()) + _unsupported_notes(site.table, paths)
        )

    return files


def _unsupported_notes(table: RedirectTable, paths: Collection[str]) -> tuple[str, ...]:
    notes = []
    if taken := taken_by_pages(table, paths):
        notes.append(
            f"nhắc: nơi này không chuyển được {with_thousands_points(len(taken))} địa chỉ cũ có “?” ở nơi nay là một trang "
            f"(“{taken[0].old}”); nginx, Caddy, Apache thì được."
        )
    if table.names.by_name:
        notes.append(
            "nhắc: nơi này không hiểu mẫu địa chỉ của nền cũ; chỉ “Đường dẫn cũ” và bài đổi chỗ được chuyển đi."
        )
    if any(prefix.to is not None for prefix in table.prefixes):
        notes.append("nhắc: GitHub Pages và kho tĩnh không chuyển được cả nhánh địa chỉ (dấu “*”).")
    return tuple(notes)


_FILES_FOR: dict[Host, _FilesForHost] = {
    Host.NGINX: _nginx,
    Host.CADDY: _caddy,
    Host.APACHE: _apache,
    Host.GITHUB: _github,
    Host.PLAIN: _plain,
    Host.GITLAB: _with_redirects_file(redirect_files.GITLAB, headers=False),
    Host.NETLIFY: _with_redirects_file(redirect_files.NETLIFY, headers=True),
    Host.CLOUDFLARE: _with_redirects_file(redirect_files.CLOUDFLARE, headers=True),
}
