"""Addresses that people wrote are never read as configuration: asked of the servers themselves, and of the texts."""

from __future__ import annotations

import http.client
import re
import socket
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
from plugins.publishing.hosting.server_settings import ServerSettings
from plugins.redirects.redirect_table import RedirectTable, redirect_table, resolve_old_address
from plugins.redirects.rules_file import read_rules

SITEURL = "https://thoxuan.thanhhoa.gov.vn"
RULES, SEED = 2400, 17
APACHE_PORTIONS = 24
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


def write_nginx(site: HostSite, folder: Path, work: Path, port: int) -> None:
    """Write a portal's configuration of nginx as cong.conf; it is asked without TLS, for speed."""
    public, key = certificate(work)
    ports = ((f"127.0.0.1:{free_port()}",), (f"127.0.0.1:{port}",))
    paths = NginxPaths(str(folder), str(work), ServerSettings(*ports, str(public), str(key)))
    for name, text in nginx_files(site, paths).items():
        plain = text.replace(f"127.0.0.1:{port} ssl http2;", f"127.0.0.1:{port};")
        (work / name.replace("nginx.conf", "cong.conf")).write_text(plain, "utf-8")


def test_nginx_answers_every_hostile_address_as_the_table_says(folder: Path, tmp_path: Path) -> None:
    """All rules in one configuration."""
    table = hostile_table(RULES, SEED)
    port = free_port()
    write_nginx(HostSite(SITEURL, table), folder, tmp_path, port)
    with nginx_with(tmp_path, f"include {tmp_path}/cong.conf;", port), asked(port) as server:
        all_answer(server, table)


@pytest.mark.parametrize("name", ["nginx", "caddy", "apache"])
def test_no_answer_leads_to_another_host(name: str, folder: Path, tmp_path: Path) -> None:
    """Neither by a backslash, nor by slashes, nor by dots, raw or escaped."""
    site, port = HostSite(SITEURL, redirecting_everything()), free_port()
    if name == "nginx":
        write_nginx(site, folder, tmp_path, port)
        with nginx_with(tmp_path, f"include {tmp_path}/cong.conf;", port):
            no_answer_leads_elsewhere(port)
    elif name == "caddy":
        with caddy(
            tmp_path, caddyfile(site, str(folder), address=f"http://:{port}", more="bind 127.0.0.1"), port
        ):
            no_answer_leads_elsewhere(port)
    else:
        (folder / ".htaccess").write_text(htaccess(site), "utf-8")
        with apache(tmp_path, folder) as address:
            no_answer_leads_elsewhere(urlsplit(address).port or 0)
        (folder / ".htaccess").unlink()


def test_caddy_answers_every_hostile_address_as_the_table_says(folder: Path, tmp_path: Path) -> None:
    """All rules in one configuration."""
    table, port = hostile_table(RULES, SEED), free_port()
    text = caddyfile(HostSite(SITEURL, table), str(folder), address=f"http://:{port}", more="bind 127.0.0.1")
    with caddy(tmp_path, text, port), asked(port) as server:
        all_answer(server, table)


def test_apache_answers_every_hostile_address_as_the_table_says(folder: Path, tmp_path: Path) -> None:
    """It reads its file at every request, so the rules come in portions."""
    with apache(tmp_path, folder) as address, asked(urlsplit(address).port or 0) as server:
        for portion in range(APACHE_PORTIONS):
            table = hostile_table(RULES // APACHE_PORTIONS, SEED + portion)
            (folder / ".htaccess").write_text(htaccess(HostSite(SITEURL, table)), "utf-8")
            all_answer(server, table)
    (folder / ".htaccess").unlink()


EVIL = (
    "evil.example",
    "%5Cevil.example",
    "\\\\evil.example",
    "%2F%2Fevil.example",
    "%09/evil.example",
    "@evil.example",
)
BEGINNINGS = (
    "/",
    "//",
    "/\\",
    "/./",
    "/../",
    "/vi-vn/",
    "/vi-vn//",
    "/vi-vn/\\",
    "/vi-vn/.",
    "/vi-vn/../",
    "/vi-vn",
    "/tin/",
    "/tin//",
    "/tin/\\",
)


UP = ("..", "%2e%2e", ".%2e", "..%2f..", "..%5c..", "%252e%252e", "..;", "%c0%ae%c0%ae", "....", "..%00")


def no_answer_leads_elsewhere(port: int) -> None:
    """
    Whatever follows an address that keeps the rest of a request, a folder or nothing: no Location has another host.

    Nor is a file given out that lies beside the release.
    """
    wrong, redirected = [], 0
    ends = ("", "/", "/..", "/%2e%2e")
    asking = [f"{begin}{host}{end}" for begin in BEGINNINGS for host in EVIL for end in ends]
    asking += [
        f"{begin}{up}/{file}" for begin in BEGINNINGS for up in UP for file in ("passwd", "../etc/passwd")
    ]
    for path in asking:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            # As it is: clients of our language would refuse to send some of these.
            name = urlsplit(SITEURL).netloc
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode("latin-1")
        found = re.search(r"^Location: *([^\r\n]*)", answer, re.IGNORECASE | re.MULTILINE)
        leads = found[1].removeprefix(SITEURL.replace("https", "http")) if found else "/"
        if not re.match(r"/(?![/\\\t])", leads.replace("\\", "/") + " ") or OUTSIDE.decode() in answer:
            wrong.append((path, leads))
        redirected += found is not None
    assert redirected > 10
    assert not wrong, "\n".join(map(str, wrong))


def redirecting_everything() -> RedirectTable:
    """Return a table whose rules keep what follows them, at the root of the portal too."""
    rules = read_rules(
        '[[chuyen]]\ntu = "/vi-vn/*"\nden = "/*"\n[[chuyen]]\ntu = "/\\\\/*"\nden = "/*"\n[[chuyen]]\ntu = "/evil.example/*"\nden = "/*"'
    )
    return redirect_table(rules.redirects, rules.prefixes, rules.gone, [])


def all_answer(server: Server, table: RedirectTable) -> None:
    """Status and Location byte for byte, and nothing from beside the release."""
    site, wrong = HostSite(SITEURL, table), []
    for path in requests_of(table, SEED + 2):
        found = resolve_old_address(table, path)
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
