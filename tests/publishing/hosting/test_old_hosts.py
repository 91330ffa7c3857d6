"""An old host name leads to the portal's own, address by address, on the real servers; nothing of a name becomes configuration."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import outside_tools
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import caddy, free_port, running

from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.old_host import OldHost, old_host_files
from plugins.publishing.hosting.server_settings import ServerSettings
from plugins.redirects.redirect_table import RedirectTable

HOSTS = [OldHost("cu.gov.vn"), OldHost("xa-b.gov.vn", "/xa-b")]
PATHS = [
    "/",
    "/tin/a/?b=1&c=%20d",
    "/h%E1%BB%8Dp/",
    "/Default.aspx?tabid=10",
    "/a%2Fb",
    "/%0d%0aSet-Cookie:%20x=1",
    "/{env.HOME}/$host",
]


def files(port: int) -> dict[str, str]:
    """Return the files for servers that listen here, without TLS."""
    server = ServerSettings(http=(f"127.0.0.1:{port}",), https=())
    return old_host_files(HostSite("https://moi.gov.vn", RedirectTable()), HOSTS, server)


@contextmanager
def nginx(work: Path) -> Iterator[int]:
    """Run nginx with its file."""
    port = free_port()
    conf = work / "nginx.conf"
    text = f"daemon off; pid {work}/pid; error_log {work}/loi; events {{}} http {{ access_log off;\n{{}}\n}}"
    conf.write_text(text.replace("{}\n}", files(port)["nginx/ten-mien-cu.conf"] + "\n}"), "utf-8")
    with running([outside_tools.nginx(), "-c", str(conf)], port, work / "out"):
        yield port


@contextmanager
def apache(work: Path) -> Iterator[int]:
    """Run Apache with its file."""
    program, port = outside_tools.apache(), free_port()
    modules = "".join(
        f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so\n"
        for one in ("mpm_event", "authz_core", "rewrite")
    )
    conf = work / "apache.conf"
    head = f"ServerName x\nPidFile {work}/pid\nErrorLog {work}/loi\nListen 127.0.0.1:{port}\n{modules}"
    conf.write_text(head + files(port)["apache-ten-mien-cu.conf"], "utf-8")
    with running([program, "-DFOREGROUND", "-f", str(conf)], port, work / "out"):
        yield port


@contextmanager
def caddy_with_file(work: Path) -> Iterator[int]:
    """Run Caddy with its file, without TLS."""
    port = free_port()
    text = files(port)["Caddyfile.ten-mien-cu"]
    for host in HOSTS:
        text = text.replace(f"{host.name} {{", f"http://{host.name}:{port} {{")
    with caddy(work, text, port):
        yield port


@pytest.mark.parametrize("server", [nginx, apache, caddy_with_file])
def test_every_address_of_an_old_host_leads_to_the_same_on_the_new_one(
    tmp_path: Path, server: object
) -> None:
    """With its query; of a portal that was merged, below its own folder; a hostile address leads nowhere else."""
    with server(tmp_path) as port:  # type: ignore[operator]
        for host in HOSTS:
            for path in PATHS:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                connection.request("GET", path, headers={"Host": host.name})
                answer = connection.getresponse()
                location, cookie = answer.getheader("Location") or "", answer.getheader("Set-Cookie")
                connection.close()
                assert (answer.status, cookie) == (301, None), (host, path)
                parts = urlsplit(location)
                assert (parts.scheme, parts.netloc) == ("https", "moi.gov.vn"), location
                if "%0d" not in path and "{" not in path:
                    assert location == f"https://moi.gov.vn{host.below}{path}"


@given(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"[a-z.-]{1,12}[ ;{}$\"'`\\\n=/]{1,3}[a-z/.]{0,8}", fullmatch=True),
    )
)
def test_no_name_becomes_configuration(text: str) -> None:
    """It is refused, or written as a host name and a folder of plain characters."""
    try:
        host = OldHost.parse(text)
    except ValueError:
        return
    assert not set(host.name + host.below) & set(" ;{}$\"'`\\\n\t#*?[]()<>|&")
    written = old_host_files(HostSite("https://moi.gov.vn", RedirectTable()), [host])
    assert all(host.name in one for one in written.values())


def test_certificates_are_those_of_the_old_name_unless_set() -> None:
    """certbot's for each name; what the keeper set is quoted, or refused."""
    site = HostSite("https://moi.gov.vn", RedirectTable())
    written = old_host_files(site, HOSTS)
    assert '"/etc/letsencrypt/live/xa-b.gov.vn/fullchain.pem"' in written["nginx/ten-mien-cu.conf"]
    assert '"/etc/letsencrypt/live/cu.gov.vn/privkey.pem"' in written["apache-ten-mien-cu.conf"]
    with pytest.raises(ValueError, match="nginx"):
        old_host_files(site, HOSTS, ServerSettings(certificate="/a$b", key="/k"))
