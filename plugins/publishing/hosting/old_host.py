"""Write what sends an old host name to the portal's, for nginx, Caddy and Apache: every address at once, with its query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.publishing.hosting.host_site import GENERATED, HostSite
from plugins.publishing.hosting.quoting import nginx_setting
from plugins.publishing.hosting.server_settings import DEFAULT_SERVER, ServerSettings

_NAME = re.compile(r"(?!.*\.\.)[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")
_BELOW = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*")


@dataclass(frozen=True, slots=True)
class OldHost:
    """
    A host name that leads to the portal; ``below`` is the folder under which its addresses are known there, "" for the root.

    Raises ValueError for what is no host name, and for a folder with other than plain characters.
    """

    name: str
    below: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"“{self.name}” không phải tên miền; viết dạng cu.gov.vn hay cu.gov.vn=/xa-cu.")
        if not _BELOW.fullmatch(self.below):
            raise ValueError(f"“{self.below}” cần dạng /xa-cu, chữ không dấu, không có dấu / ở cuối.")

    @classmethod
    def parse(cls, text: str) -> OldHost:
        """
        Return the host that a text names, with the folder behind "=".

        >>> OldHost.parse("Xã-B.gov.vn=/xa-b/")
        OldHost(name='xn--x-b-mla.gov.vn', below='/xa-b')
        """
        name, _, below = text.strip().partition("=")
        try:
            plain = name.lower().encode("idna").decode("ascii")
        except UnicodeError as fault:
            raise ValueError(f"“{name}” không phải tên miền.") from fault
        return cls(plain, below.rstrip("/"))


def old_host_files(
    site: HostSite, hosts: Sequence[OldHost], server: ServerSettings = DEFAULT_SERVER
) -> dict[str, str]:
    """Return the files for each server by their names; ``server`` says where nginx and Apache listen."""
    return {
        "nginx/ten-mien-cu.conf": _file(_nginx(site, one, server) for one in hosts),
        "Caddyfile.ten-mien-cu": _file(_caddy(site, one) for one in hosts),
        "apache-ten-mien-cu.conf": _file(_apache(site, one, server) for one in hosts),
    }


def _file(blocks: Iterable[str]) -> str:
    return f"# {GENERATED}\n\n" + "\n".join(blocks)


def _target(site: HostSite, host: OldHost) -> str:
    """Return what stands before the old address in the new one: plain characters alone, which no server reads otherwise."""
    return f"https://{site.public_host}{site.root}{host.below}"


def _certificate(host: OldHost, server: ServerSettings) -> tuple[str, str]:
    """Return the files of certificate and key, in quotes that Apache too takes: no "$" and no backslash is let in."""
    folder = f"/etc/letsencrypt/live/{host.name}"
    files = server.certificate or f"{folder}/fullchain.pem", server.key or f"{folder}/privkey.pem"
    return nginx_setting(files[0]), nginx_setting(files[1])


def _nginx(site: HostSite, host: OldHost, server: ServerSettings) -> str:
    lines = [f"listen {one};" for one in server.http]
    if server.https:
        certificate, key = _certificate(host, server)
        lines += [f"listen {one} ssl;" for one in server.https]
        lines += [f"ssl_certificate {certificate};", f"ssl_certificate_key {key};"]
    lines += [
        f"server_name {host.name};",
        "location /.well-known/acme-challenge/ { root /var/www/acme; }",
        f"location / {{ return 301 {_target(site, host)}$request_uri; }}",
    ]
    return _block("server {", lines, "}")


def _caddy(site: HostSite, host: OldHost) -> str:
    return _block(f"{host.name} {{", [f"redir {_target(site, host)}{{uri}} permanent"], "}")


def _apache(site: HostSite, host: OldHost, server: ServerSettings) -> str:
    redirect = [
        f"ServerName {host.name}",
        # Without this Apache answers 404 to an address with an escaped slash.
        "AllowEncodedSlashes NoDecode",
        "RewriteEngine On",
        # The address as it was sent: whatever is decoded would be escaped once more.
        'RewriteCond %{THE_REQUEST} "^[A-Z]+ (?:[Hh][Tt][Tt][Pp][Ss]?://[^/ ]*)?(/[^ ?]*)"',
        f'RewriteRule "^" "{_target(site, host)}%1" [R=301,NE,L]',
    ]
    blocks = [
        _block(f"<VirtualHost {_apache_place(one)}>", redirect, "</VirtualHost>") for one in server.http[:1]
    ]
    certificate, key = _certificate(host, server)
    tls = ["SSLEngine on", f"SSLCertificateFile {certificate}", f"SSLCertificateKeyFile {key}"]
    blocks += [
        _block(f"<VirtualHost {_apache_place(one)}>", [*redirect, *tls], "</VirtualHost>")
        for one in server.https[:1]
    ]
    return "".join(blocks)


def _apache_place(listen: str) -> str:
    return listen if ":" in listen else f"*:{listen}"


def _block(begin: str, lines: Sequence[str], end: str) -> str:
    return "\n".join([begin, *(f"    {line}" for line in lines), end, ""])
