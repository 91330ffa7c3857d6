"""A deployment target: where releases are published, how they get there, and which host serves them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum

from plugins.publishing.hosting.server_settings import DEFAULT_SERVER, ServerSettings


class Host(StrEnum):
    """The web server or service that serves the files; it decides which configuration files a release needs."""

    NGINX = "nginx"
    CADDY = "caddy"
    APACHE = "apache"
    GITHUB = "github"
    GITLAB = "gitlab"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    PLAIN = "plain"  # serves files and nothing else


@dataclass(frozen=True, slots=True)
class DeployTarget:
    """
    One target of the table ``TARGETS`` in publishconf.py.

    ``kind`` names the transport (a key of ``transports.TRANSPORTS``). ``to`` is a folder, ``user@host:folder`` or
    ``remote:path``; ``ssh`` the command that connects to it. ``layout`` is "flat" or "releases" (release folders
    and a link, as on this machine).
    ``keep`` releases are kept where they are folders; ``keep_assets`` is for how many releases the stylesheets,
    scripts and photos of an earlier one are retained, for readers who have its pages open.
    ``precompress`` writes .gz and .br copies; ``brotli`` says that nginx has the module to serve the latter.
    ``reload`` is a command that makes the server read its files again, ``test`` one that tries them before.
    ``server`` is what its configuration says of ports and certificates.
    ``own_files`` are patterns of names, below a flat folder, that are the keeper's own: they are neither removed nor told.
    ``root`` is the folder that the server reads, where it is not the one that is written to.
    """

    name: str
    kind: str
    to: str
    host: Host
    ssh: str = "ssh"
    layout: str = "flat"
    keep: int = 5
    keep_assets: int = 5
    precompress: bool = False
    brotli: bool = False
    reload: str = ""
    test: str = ""
    server: ServerSettings = DEFAULT_SERVER
    root: str = ""
    own_files: tuple[str, ...] = ()


def publish_command(target: str) -> str:
    """
    Return the command that publishes to a target, as a keeper types it.

    >>> publish_command("may-chu"), publish_command("/srv/cổng mới")
    ('python3 tasks.py publish --dich may-chu', "python3 tasks.py publish --dich '/srv/cổng mới'")
    """
    return f"python3 tasks.py publish --dich {target if target == '…' else shlex.quote(target)}"
