"""Addresses that people wrote are never read as configuration: asked of the servers themselves, and of the texts."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hostile_addresses import hostile_table, requests_of
from serving import apache, caddy, certificate, free_port, nginx_with

from plugins.publishing.hosting.apache import htaccess
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.nginx import NginxPaths, nginx_files
from plugins.publishing.redirects.table import RedirectTable, resolve

SITEURL = "https://thoxuan.thanhhoa.gov.vn"
RULES, SEED = 2400, 17
OUTSIDE = b"OUTSIDE-THE-RELEASE"


@dataclass
class Server:
    """A running server, and the connection on which it is asked."""

    connection: http.client.HTTPConnection

    def ask(self, path: str) -> tuple[int, str, bytes]:
        """Return status, Location and body; of an address of this host, Apache writes the host before the path."""
        try:
            self.connection.request("GET", path, headers={"Host": urlsplit(SITEURL).netloc})
            answer = self.connection.getresponse()
        except (http.client.BadStatusLine, ConnectionError):
            # The server closed the connection after its last answer.
            self.connection.close()
            self.connection.request("GET", path, headers={"Host": urlsplit(SITEURL).netloc})
            answer = self.connection.getresponse()
        body = answer.read()
        leads = (answer.getheader("Location") or "").removeprefix(SITEURL.replace("https", "http"))
        return answer.status, leads, body


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small release, and a file beside it that nobody may see."""
    folder = tmp_path_factory.mktemp("srv") / "cong" / "current"
    (folder / "tin").mkdir(parents=True)
    for name in ("index.html", "404.html", "tin/index.html"):
        (folder / name).write_text(f"<p>{name}</p>", "utf-8")
    (folder.parent / "passwd").write_bytes(OUTSIDE)
    for above in (folder, *list(folder.parents)[:4]):
        above.chmod(0o755)
    return folder


def test_nginx_answers_every_hostile_address_as_the_table_says(folder: Path, tmp_path: Path) -> None:
    """All rules in one configuration."""
    table = hostile_table(RULES, SEED)
    public, key = certificate(tmp_path)
    port = free_port()
    ports = (f"127.0.0.1:{free_port()}", f"127.0.0.1:{port}")
    paths = NginxPaths(str(folder), str(tmp_path), str(public), str(key), *ports)
    for name, text in nginx_files(HostSite(SITEURL, table), paths).items():
        # Asked without TLS, for speed.
        plain = text.replace(f"127.0.0.1:{port} ssl http2;", f"127.0.0.1:{port};")
        (tmp_path / name.replace("nginx.conf", "cong.conf")).write_text(plain, "utf-8")
    with nginx_with(tmp_path, f"include {tmp_path}/cong.conf;", port), asked(port) as server:
        all_answer(server, table)


def test_caddy_answers_every_hostile_address_as_the_table_says(folder: Path, tmp_path: Path) -> None:
    """All rules in one configuration."""
    table, port = hostile_table(RULES, SEED), free_port()
    text = caddyfile(HostSite(SITEURL, table), str(folder), address=f"http://:{port}", more="bind 127.0.0.1")
    with caddy(tmp_path, text, port), asked(port) as server:
        all_answer(server, table)


def test_apache_answers_every_hostile_address_as_the_table_says(folder: Path, tmp_path: Path) -> None:
    """It reads its file at every request, so the rules come in eight portions."""
    with apache(tmp_path, folder) as address, asked(urlsplit(address).port or 0) as server:
        for portion in range(8):
            table = hostile_table(RULES // 8, SEED + portion)
            (folder / ".htaccess").write_text(htaccess(HostSite(SITEURL, table)), "utf-8")
            all_answer(server, table)
    (folder / ".htaccess").unlink()


def all_answer(server: Server, table: RedirectTable) -> None:
    """Status and Location byte for byte, and nothing from beside the release."""
    site, wrong = HostSite(SITEURL, table), []
    for path in requests_of(table, SEED + 2):
        found = resolve(table, path)
        status, leads, body = server.ask(path)
        wanted = (404, "") if found is None else (found.status, "")
        if found is not None and found.status == 301:
            wanted = (301, site.href(found.to) + found.rest)
        if (status, leads) != wanted or OUTSIDE in body or b"root:" in body:
            wrong.append((path, (status, leads), wanted))
    assert not wrong, f"{len(wrong)}: " + "\n".join(map(str, wrong[:40]))


@contextmanager
def asked(port: int) -> Iterator[Server]:
    """Give a running server with an open connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        yield Server(connection)
    finally:
        connection.close()
