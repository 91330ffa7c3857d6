"""Read a deployment target from the table ``TARGETS`` of publishconf.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.server_settings import ServerSettings
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.server_files import trial_command
from plugins.publishing.targets.transports import TRANSPORTS
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.nearest import nearest

# Hosts that can serve the precompressed copies.
_SERVE_COMPRESSED = frozenset({Host.NGINX, Host.CADDY, Host.APACHE, Host.GITLAB})
_SERVER_KEYS = {one.name for one in fields(ServerSettings)}
_KEYS = {one.name for one in fields(DeployTarget)} - {"name", "server"} | _SERVER_KEYS
_LAYOUTS = ("flat", "releases")


def target_named(name: str, table: Mapping[str, Any], project: Path) -> DeployTarget:
    """
    Return a target of the table, or release folders at the path ``name``; raise StopBuild for a name that is neither.

    Relative folders are below ``project``.

    >>> target_named("./phat-hanh", {}, Path("/cong")).kind
    'folder'
    """
    if not name.strip() or not name.isprintable():
        raise StopBuild(f"{name!r} không phải tên của một đích hay một thư mục.")
    if name in table:
        _refuse_alike(name, table)
        return _read_target(name, table[name], project)
    if name.startswith((".", "/", "~")) or "/" in name or "\\" in name:
        return _read_target(name, {"kind": "folder", "to": name}, project)
    near = nearest(name, list(table), 1)
    hint = f" Ý bạn là “{near[0]}”?" if near else f" Các đích: {', '.join(sorted(table)) or '(chưa có)'}."
    raise StopBuild(f"không có đích “{name}” trong TARGETS (publishconf.py).{hint}")


def _refuse_alike(name: str, table: Mapping[str, Any]) -> None:
    """Raise StopBuild where another target's name is the same to Windows and macOS: what is remembered of both would be one."""
    for other in table:
        if other != name and nfc(str(other)).casefold() == nfc(name).casefold():
            raise StopBuild(
                f"TARGETS: tên hai đích “{name}” và “{other}” chỉ khác chữ hoa, chữ thường hay cách gõ dấu, nên trên Windows và "
                "macOS hai đích dùng chung một thư mục nhớ. Đổi tên một đích."
            )


def _read_target(name: str, row: object, project: Path) -> DeployTarget:
    def wrong(why: str) -> StopBuild:
        return StopBuild(f"TARGETS, đích “{name}”: {why}")

    row = _known_row(row, wrong)
    kind = str(row.get("kind", ""))
    transport = TRANSPORTS.get(kind)
    if transport is None:
        raise wrong(f"kind là một trong: {', '.join(TRANSPORTS)}.")
    to = str(row.get("to", "")).strip()
    if not to:
        raise wrong("“to” đang trống. Ghi nơi nhận, hay đặt biến môi trường mà publishconf.py đọc.")
    host = _known_host(str(row["host"])) if "host" in row else transport.DEFAULT_HOST
    if host is None:
        raise wrong(f"host là một trong: {', '.join(Host)}.")
    layout = str(row.get("layout", "flat"))
    if layout not in _LAYOUTS:
        raise wrong(f"layout là một trong: {', '.join(_LAYOUTS)}.")
    keep, keep_assets = _kept_releases(row, wrong)
    own_files = _own_files(row, wrong)
    return DeployTarget(
        name=name,
        kind=kind,
        to=str((project / Path(to).expanduser()).resolve()) if transport.IS_LOCAL else to,
        host=host,
        ssh=str(row.get("ssh", "ssh")),
        layout=layout,
        keep=keep,
        keep_assets=keep_assets,
        precompress=_switch(row, "precompress", wrong, unless_named=host in _SERVE_COMPRESSED),
        brotli=_switch(row, "brotli", wrong),
        reload=str(row.get("reload", "")),
        test=str(row.get("test", trial_command(str(row.get("reload", ""))))),
        server=_server(row, wrong),
        root=str(row.get("root", "")),
        own_files=own_files,
    )


def _known_row(row: object, wrong: Callable[[str], StopBuild]) -> Mapping[str, Any]:
    """Return a row that has no other keys than a target may have; raise the error that ``wrong`` makes for any other."""
    if not isinstance(row, Mapping):
        raise wrong('cần dạng {"kind": …, "to": …}.')
    if unknown := sorted(set(row) - _KEYS):
        near = nearest(unknown[0], sorted(_KEYS), 1)
        raise wrong(f"không có “{unknown[0]}”." + (f" Ý bạn là “{near[0]}”?" if near else ""))
    return row


def _kept_releases(row: Mapping[str, Any], wrong: Callable[[str], StopBuild]) -> tuple[int, int]:
    """Return how many releases a target keeps, and for how many their files; raise for what is no such number."""
    numbers = [row.get(key, 5) for key in ("keep", "keep_assets")]
    if any(not isinstance(number, int) or number < 1 for number in numbers):
        raise wrong("keep và keep_assets là số nguyên từ 1.")
    return numbers[0], numbers[1]


def _own_files(row: Mapping[str, Any], wrong: Callable[[str], StopBuild]) -> tuple[str, ...]:
    """Return the patterns of files that the keeper calls his own; raise for what is no list of names."""
    own_files = row.get("own_files", ())
    if not isinstance(own_files, list | tuple) or not all(isinstance(one, str) for one in own_files):
        raise wrong(
            'own_files là danh sách tên tệp, như ["google1234.html", ".well-known/acme-challenge/*"].'
        )
    return tuple(own_files)


def _switch(
    row: Mapping[str, Any], key: str, wrong: Callable[[str], StopBuild], *, unless_named: bool = False
) -> bool:
    """Return what a row switches on or off; raise the error that ``wrong`` makes for a text, which would always mean on."""
    value = row.get(key, unless_named)
    if value is not None and (not isinstance(value, bool | int) or value not in (0, 1)):
        raise wrong(f'{key} là {value!r}; cần True hay False, không có dấu nháy. Ví dụ: "{key}": True.')
    return bool(value)


def _server(row: Mapping[str, Any], wrong: Callable[[str], StopBuild]) -> ServerSettings:
    """Return what a row says of the web server; raise the error that ``wrong`` makes where that is none."""
    known = {key: row[key] for key in _SERVER_KEYS & set(row)}
    for key, value in known.items():
        if key in ("http", "https"):
            several = (value,) if isinstance(value, str | int) else value
            if not isinstance(several, list | tuple):
                raise wrong(f'{key} là một danh sách, ví dụ ["443", "[::]:443"].')
            known[key] = tuple(str(one) for one in several)
        else:
            known[key] = _switch(row, key, wrong) if key == "hash_sizes" else str(value).strip()
    try:
        return ServerSettings(**known)
    except ValueError as fault:
        raise wrong(str(fault)) from fault


def _known_host(text: str) -> Host | None:
    return next((host for host in Host if host.value == text), None)
