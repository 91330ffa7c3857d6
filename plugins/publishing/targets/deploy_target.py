"""Where releases go, from the table ``TARGETS`` of publishconf.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.nearest import nearest


class TargetKind(StrEnum):
    """How a release travels."""

    FOLDER = "folder"  # release folders on this machine, and one link that is switched
    RSYNC = "rsync"  # over ssh
    RCLONE = "rclone"  # object storage, and all else that rclone knows
    ARTIFACT = "artifact"  # one folder, which a host's own tool takes away


class Host(StrEnum):
    """Who answers for the files: which of its own files it reads, and what it can do."""

    NGINX = "nginx"
    CADDY = "caddy"
    APACHE = "apache"
    GITHUB = "github"
    GITLAB = "gitlab"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    PLAIN = "plain"  # gives out files and can do nothing else


@dataclass(frozen=True, slots=True)
class DeployTarget:
    """
    One place for releases.

    ``to`` is a folder, ``user@host:folder`` or ``remote:path``; ``ssh`` the command that reaches it. ``layout``
    is "flat" or "releases" (folders and a link, as on this machine). ``keep`` releases stay where they are folders, and
    files of a page that readers may still have open stay for ``keep_assets`` releases after it. ``precompress`` writes
    .gz and .br beside what compresses; ``brotli`` says that nginx has the module to give out the latter. ``reload`` is a command that makes the server read its files again.
    ``root`` is the folder that the server reads, where it is not the one that is written to.
    """

    name: str
    kind: TargetKind
    to: str
    host: Host
    ssh: str = "ssh"
    layout: str = "flat"
    keep: int = 5
    keep_assets: int = 5
    precompress: bool = False
    brotli: bool = False
    reload: str = ""
    root: str = ""


_HOSTS = {TargetKind.FOLDER: Host.NGINX, TargetKind.RSYNC: Host.NGINX, TargetKind.RCLONE: Host.PLAIN}
_COMPRESSED = frozenset({Host.NGINX, Host.CADDY, Host.APACHE, Host.GITLAB})
_KNOWN = {one.name for one in fields(DeployTarget)} - {"name"}
_LAYOUTS = ("flat", "releases")


def target_named(name: str, table: Mapping[str, Any], project: Path) -> DeployTarget:
    """
    Return a target of the table, or the folder that the name is a path of; raise StopBuild for what is neither.

    >>> target_named("./phat-hanh", {}, Path("/cong")).kind.value
    'folder'
    """
    if name in table:
        return _read(name, table[name], project)
    if name.startswith((".", "/", "~")) or "/" in name or "\\" in name:
        return _read(name, {"kind": "folder", "to": name}, project)
    near = nearest(name, list(table), 1)
    hint = f" Ý bạn là “{near[0]}”?" if near else f" Các đích: {', '.join(sorted(table)) or '(chưa có)'}."
    raise StopBuild(f"không có đích “{name}” trong TARGETS (publishconf.py).{hint}")


def _read(name: str, row: object, project: Path) -> DeployTarget:
    def wrong(why: str) -> StopBuild:
        return StopBuild(f"TARGETS, đích “{name}”: {why}")

    if not isinstance(row, Mapping):
        raise wrong('cần dạng {"kind": …, "to": …}.')
    if strange := sorted(set(row) - _KNOWN):
        near = nearest(strange[0], sorted(_KNOWN), 1)
        raise wrong(f"không có “{strange[0]}”." + (f" Ý bạn là “{near[0]}”?" if near else ""))
    try:
        kind = TargetKind(str(row.get("kind", "")))
    except ValueError:
        raise wrong(f"kind là một trong: {', '.join(TargetKind)}.") from None
    to = str(row.get("to", "")).strip()
    if not to:
        raise wrong("“to” đang trống. Ghi nơi nhận, hay đặt biến môi trường mà publishconf.py đọc.")
    try:
        host = Host(str(row["host"])) if "host" in row else _HOSTS[kind]
    except (ValueError, KeyError):
        raise wrong(f"host là một trong: {', '.join(Host)}.") from None
    layout = str(row.get("layout", "flat"))
    if layout not in _LAYOUTS:
        raise wrong(f"layout là một trong: {', '.join(_LAYOUTS)}.")
    numbers = {field: row.get(field, 5) for field in ("keep", "keep_assets")}
    if any(not isinstance(number, int) or number < 1 for number in numbers.values()):
        raise wrong("keep và keep_assets là số nguyên từ 1.")
    if kind in (TargetKind.FOLDER, TargetKind.ARTIFACT):
        to = str((project / Path(to).expanduser()).resolve())
    return DeployTarget(
        name=name,
        kind=kind,
        to=to,
        host=host,
        ssh=str(row.get("ssh", "ssh")),
        layout=layout,
        keep=numbers["keep"],
        keep_assets=numbers["keep_assets"],
        precompress=bool(row.get("precompress", host in _COMPRESSED)),
        brotli=bool(row.get("brotli", False)),
        reload=str(row.get("reload", "")),
        root=str(row.get("root", "")),
    )
