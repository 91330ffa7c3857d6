"""What a release needs beside the portal's own files, for the host that will answer for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting import apache, caddy, redirect_files
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.nginx import Where, nginx_files
from plugins.publishing.redirects.forward_pages import forward_pages
from plugins.publishing.redirects.table import Table
from plugins.publishing.targets.deploy_target import DeployTarget, Host, TargetKind
from plugins.publishing.targets.manifest import ManifestEntry
from plugins.vietnamese.numbers import grouped

CONFIGURATION = "may-chu"


@dataclass(frozen=True, slots=True)
class HostFiles:
    """
    Files that come to the portal's own (``inside``, by path), files for the server that lie beside the release
    (``aside``, by name), and what the keeper should know.
    """

    inside: Mapping[str, bytes] = field(default_factory=dict)
    aside: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


_Dresser = Callable[[DeployTarget, HostSite, Collection[str]], HostFiles]


@dataclass(frozen=True, slots=True)
class HostLimits:
    """How much a host takes: files at ease and at most, bytes altogether, bytes of one file; 0 where it does not say."""

    files: int = 0
    most_files: int = 0
    size: int = 0
    one: int = 0
    where: str = ""


# developers.cloudflare.com/pages/platform/limits; docs.github.com, “GitHub Pages limits”; docs.gitlab.com, “Pages”.
ROOMS = {
    Host.CLOUDFLARE: HostLimits(
        20_000,
        100_000,
        one=25 * 2**20,
        where="Cloudflare Pages (gói miễn phí 20.000 tệp, gói trả tiền 100.000)",
    ),
    Host.GITHUB: HostLimits(size=10**9, one=100 * 2**20, where="GitHub Pages (cả cổng 1 GB)"),
    Host.GITLAB: HostLimits(
        files=200_000, most_files=200_000, size=10**9, where="GitLab Pages (200.000 tệp, 1 GB)"
    ),
    Host.NETLIFY: HostLimits(files=54_000, where="Netlify (54.000 tệp trong một thư mục)"),
}


def host_files(target: DeployTarget, siteurl: str, table: Table, paths: Collection[str]) -> HostFiles:
    """Return what the target's host needs; raises StopBuild for a portal that the host cannot have."""
    site = HostSite(siteurl, table)
    try:
        return _DRESSES[target.host](target, site, paths)
    except ValueError as fault:
        raise StopBuild(f"đích “{target.name}”: {fault}") from fault


def _forwarding(site: HostSite, paths: Collection[str], some: Table) -> dict[str, bytes]:
    return dict(forward_pages(some, site.href, site.whole, paths))


def _served_from(target: DeployTarget) -> str:
    if target.root:
        return target.root
    place = target.to.partition(":")[2] if target.kind is TargetKind.RSYNC and ":" in target.to else target.to
    return (
        f"{place.rstrip('/')}/current"
        if target.kind is TargetKind.FOLDER or target.layout == "releases"
        else place.rstrip("/")
    )


def _nginx(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    folder = _served_from(target)
    released = folder.endswith("/current") and target.kind is TargetKind.FOLDER
    maps = f"{folder.removesuffix('/current')}/{CONFIGURATION}" if released else f"{folder}/.{CONFIGURATION}"
    files = nginx_files(site, Where(folder, maps, brotli=target.brotli))
    return HostFiles(aside={name: text.encode() for name, text in files.items()})


def _caddy(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    text = caddyfile(site, _served_from(target))
    return HostFiles(aside={"Caddyfile": text.encode()}, notes=_too_many(caddy.left_out(site), "Caddy"))


def _apache(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    return HostFiles(
        inside={".htaccess": apache.htaccess(site).encode()},
        notes=_too_many(apache.left_out(site), ".htaccess"),
    )


def _too_many(names: int, where: str) -> tuple[str, ...]:
    note = (
        f"nhắc: {grouped(names)} tên bài theo mẫu địa chỉ cũ quá nhiều cho {where} nên không ghi; "
        "các “Đường dẫn cũ” vẫn đủ. Muốn dùng cả mẫu, chọn nginx."
    )
    return (note,) if names else ()


def _plain(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    return HostFiles(inside=_forwarding(site, paths, site.table), notes=_what_pages_cannot(site.table))


def _github(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
    plain = _plain(target, site, paths)
    # Jekyll would leave out what begins with an underscore.
    return replace(plain, inside={**plain.inside, ".nojekyll": b""})


def _with_redirects(limits: redirect_files.Limits, *, headers: bool) -> _Dresser:
    def dressed(target: DeployTarget, site: HostSite, paths: Collection[str]) -> HostFiles:
        text, over = redirect_files.redirects_file(site, limits)
        inside = {
            "_redirects": text.encode(),
            **_forwarding(site, paths, replace(site.table, redirects=tuple(over))),
        }
        queries = [one for one in site.table.redirects if one.old.query]
        inside |= _forwarding(site, {*paths, *inside}, replace(site.table, redirects=tuple(queries)))
        if headers:
            inside["_headers"] = redirect_files.headers_file(site).encode()
        note = f"nhắc: {grouped(len(over))} địa chỉ cũ vượt giới hạn của _redirects; chúng thành trang chuyển tiếp."
        return HostFiles(inside=inside, notes=((note,) if over else ()) + _what_pages_cannot(site.table))

    return dressed


def _what_pages_cannot(table: Table) -> tuple[str, ...]:
    notes = []
    if table.names.by_name:
        notes.append(
            "nhắc: nơi này không hiểu mẫu địa chỉ của nền cũ; chỉ “Đường dẫn cũ” và bài đổi chỗ được chuyển đi."
        )
    if any(prefix.to is not None for prefix in table.prefixes):
        notes.append("nhắc: GitHub Pages và kho tĩnh không chuyển được cả nhánh địa chỉ (dấu “*”).")
    return tuple(notes)


def check_limits(host: Host, files: Mapping[str, ManifestEntry]) -> list[str]:
    """Return what the keeper should know of a host's limits; raise StopBuild for a release that it would not take."""
    room = ROOMS.get(host)
    if room is None:
        return []
    size = sum(file.size for file in files.values())
    large = sorted(path for path, file in files.items() if room.one and file.size > room.one)
    if large:
        raise StopBuild(
            f"{room.where}: “{large[0]}” lớn hơn {room.one // 2**20} MiB. Đặt tệp này ở nơi khác hoặc thu nhỏ."
        )
    if room.most_files and len(files) > room.most_files:
        raise StopBuild(
            f"{room.where}: bản này có {grouped(len(files))} tệp. Chọn đích khác (rsync, rclone)."
        )
    if room.size and size > room.size:
        raise StopBuild(
            f"{room.where}: bản này nặng {grouped(size // 10**6)} MB. Chọn đích khác (rsync, rclone)."
        )
    notes = []
    if room.files and len(files) > 0.8 * room.files:
        notes.append(f"nhắc: {room.where}: đã dùng {grouped(len(files))} tệp.")
    if room.size and size > 0.8 * room.size:
        notes.append(f"nhắc: {room.where}: đã dùng {grouped(size // 10**6)} MB.")
    return notes


_DRESSES: dict[Host, _Dresser] = {
    Host.NGINX: _nginx,
    Host.CADDY: _caddy,
    Host.APACHE: _apache,
    Host.GITHUB: _github,
    Host.PLAIN: _plain,
    Host.GITLAB: _with_redirects(redirect_files.GITLAB, headers=False),
    Host.NETLIFY: _with_redirects(redirect_files.NETLIFY, headers=True),
    Host.CLOUDFLARE: _with_redirects(redirect_files.CLOUDFLARE, headers=True),
}
