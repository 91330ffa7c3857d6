"""nginx, Caddy and Apache are really started with the files that are written for them, and asked."""

from __future__ import annotations

import http.client
import random
import shutil
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from old_addresses import REQUESTED, SITEURL, spelled, the_table
from serving import apache, caddy, certificate, free_port, nginx_with

from plugins.publishing.hosting.apache import htaccess
from plugins.publishing.hosting.caddy import caddyfile
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.http_headers import headers_of
from plugins.publishing.hosting.nginx import NginxPaths, nginx_files
from plugins.publishing.hosting.server_settings import ServerSettings
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS, compressed_file, is_compressible
from plugins.publishing.releases.manifest import Manifest
from plugins.publishing.releases.release import files_in
from plugins.publishing.visits.http_client import Budget, LiveClient
from plugins.publishing.visits.live_check import check_live_site
from plugins.redirects.redirect_table import resolve_old_address

# From Debian's libnginx-mod-http-brotli-static.
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

# The machine's own list of authorities takes longer to read than an answer, and knows nothing of this server.
_ANY_CERTIFICATE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_ANY_CERTIFICATE.check_hostname, _ANY_CERTIFICATE.verify_mode = False, ssl.CERT_NONE


@dataclass
class Site:
    """A running server: its kind and where it listens."""

    name: str
    address: str
    brotli: bool = True

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Return what it answers; nothing is followed."""
        parts = urlsplit(self.address)
        if parts.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.netloc, timeout=20, context=_ANY_CERTIFICATE
            )
        else:
            connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": "thoxuan.thanhhoa.gov.vn", **named})
        answer = connection.getresponse()
        found = Reply(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        )
        connection.close()
        return found


@dataclass
class Reply:
    """An answer; header names are small."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


# Files whose names begin with a dot, and one in the folder that is there to be asked for.
LEFT_BEHIND = (".wp.php", ".well", ".well-knowns", ".well-known/.env")
OPEN = ".well-known/change-password.txt"


@pytest.fixture(scope="module")
def folder(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal as it lies on a server: with compressed files beside its own."""
    place = tmp_path_factory.mktemp("srv") / "cong"
    shutil.copytree(published, place)
    for path in [path for path in place.rglob("*") if path.is_file() and is_compressible(path.name)]:
        for ending in COMPRESSED_ENDINGS:
            path.with_name(f"{path.name}{ending}").write_bytes(compressed_file(path.read_bytes(), ending))
    (place / ".well-known").mkdir(exist_ok=True)
    for name in (*LEFT_BEHIND, OPEN):
        (place / name).write_text("x", "utf-8")
    # The user that serves must be able to read it.
    for above in place.parents[:3]:
        above.chmod(0o755)
    return place


@pytest.fixture(scope="module", params=["nginx", "caddy", "apache"])
def site(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Each server in turn."""
    work = tmp_path_factory.mktemp(request.param)
    host = HostSite(SITEURL, the_table())
    if request.param == "nginx":
        port, plain = free_port(), free_port()
        with_brotli = MODULE.exists()
        public, key = certificate(work)
        paths = NginxPaths(
            str(folder),
            str(work),
            ServerSettings((f"127.0.0.1:{plain}",), (f"127.0.0.1:{port}",), str(public), str(key)),
            with_brotli,
        )
        for name, text in nginx_files(host, paths).items():
            (work / name.replace("nginx.conf", "cong.conf")).write_text(text, "utf-8")
        with nginx_with(
            work, f"include {work}/cong.conf;", port, f"load_module {MODULE};" if with_brotli else ""
        ):
            yield Site("nginx", f"https://127.0.0.1:{port}", with_brotli)
    elif request.param == "caddy":
        port = free_port()
        with caddy(
            work, caddyfile(host, str(folder), address=f"http://:{port}", more="bind 127.0.0.1"), port
        ) as address:
            yield Site("caddy", address)
    else:
        (folder / ".htaccess").write_text(htaccess(host), "utf-8")
        with apache(work, folder) as address:
            yield Site("apache", address)
        (folder / ".htaccess").unlink(missing_ok=True)


def test_every_answer_bears_the_headers(site: Site, folder: Path) -> None:
    """Pages, files, drawings and pages for what is not there: each as the one table says."""
    drawing = next(path for path in (folder / "theme/icons").glob("*.svg")).name
    sheet = next(path for path in (folder / "theme/css").glob("*.css")).name
    for path in (
        "/",
        "/tin-trong-huyen/",
        f"/theme/icons/{drawing}",
        f"/theme/css/{sheet}",
        "/feeds/tat-ca.json",
    ):
        found = site.ask(path)
        assert found.status == 200, path
        for name, value in headers_of(path).items():
            assert found.headers.get(name.lower()) == value, (path, name)


def test_what_is_not_there_is_404_with_the_portals_own_page(site: Site, folder: Path) -> None:
    """It is the page of the theme, bears the headers, and is not kept for a year, whatever its address."""
    page = (folder / "404.html").read_bytes()
    for path in ("/khong-co/", "/theme/css/mat.css", "/anh/mat-0123456789.jpg", "/a/b/c.html"):
        found = site.ask(path)
        assert (found.status, found.body) == (404, page), path
        for name, value in headers_of("/404.html", found=False).items():
            assert found.headers.get(name.lower()) == value, (path, name)


@pytest.mark.parametrize("path", ["/anh/", "/theme/", "/theme/css/", "/tai-lieu/"])
def test_folders_are_not_listed(site: Site, folder: Path, path: str) -> None:
    """A folder without a page is as if it were not there."""
    found = site.ask(path)
    assert (found.status, found.body) == (404, (folder / "404.html").read_bytes())


def test_hidden_files_are_not_given_out(site: Site) -> None:
    """Neither our mark nor what others may leave, whatever its second letter; what is meant to be asked for there is."""
    for path in ("/.site-output", "/.htaccess", "/.git/config", *(f"/{name}" for name in LEFT_BEHIND)):
        assert site.ask(path).status in (403, 404), path
    assert site.ask(f"/{OPEN}").status == 200


def test_a_folder_without_its_slash_leads_to_the_one_with_it(site: Site) -> None:
    """A page has one address."""
    found = site.ask("/tin-trong-huyen")
    assert found.status in (301, 308)
    assert found.headers["location"].endswith("/tin-trong-huyen/")


@pytest.mark.parametrize(
    ("accepted", "given"), [("br", "br"), ("gzip", "gzip"), ("br, gzip", "br"), ("", "")]
)
def test_compressed_variants(site: Site, folder: Path, accepted: str, given: str) -> None:
    """Who can read it gets what was compressed beforehand, with the type of the page; caches are told that it varies."""
    if given == "br" and not site.brotli:
        pytest.skip("no brotli module for nginx on this machine; install libnginx-mod-http-brotli-static")
    for path, name in (("/", "index.html"), ("/tin-trong-huyen/", "tin-trong-huyen/index.html")):
        found = site.ask(path, **({"Accept_Encoding": accepted} if accepted else {}))
        assert found.status == 200
        assert found.headers.get("content-encoding", "") == given
        shape = {"br": ".br", "gzip": ".gz", "": ""}[given]
        assert found.body == (folder / f"{name}{shape}").read_bytes()
        assert found.headers["content-type"].replace(" ", "").lower() == "text/html;charset=utf-8"
        assert "accept-encoding" in found.headers["vary"].lower()


def test_a_page_that_did_not_change_is_not_sent_again(site: Site) -> None:
    """Validation by its mark."""
    first = site.ask("/")
    again = site.ask("/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_parts_of_files(site: Site, folder: Path) -> None:
    """A download can go on where it stopped."""
    document = next((folder / "tai-lieu").glob("*.pdf"))
    found = site.ask(f"/tai-lieu/{document.name}", Range="bytes=10-29")
    assert found.status == 206
    assert found.body == document.read_bytes()[10:30]
    assert found.headers["content-range"].startswith("bytes 10-29/")


def test_files_have_their_types(site: Site) -> None:
    """Feeds and calendars are what they are."""
    for path, kind in (
        ("/feeds/tat-ca.atom.xml", "application/atom+xml"),
        ("/feeds/tat-ca.rss.xml", "application/rss+xml"),
        ("/so-quy-hoach/so-quy-hoach.ics", "text/calendar"),
        ("/so-quy-hoach/so-quy-hoach.csv", "text/csv"),
    ):
        assert site.ask(path).headers["content-type"].partition(";")[0] == kind


def test_nobody_writes(site: Site) -> None:
    """Only reading is answered."""
    assert site.ask("/", method="POST").status >= 400
    assert site.ask("/", method="DELETE").status >= 400


def test_old_addresses_are_answered_as_the_list_says(site: Site) -> None:
    """However they are written: escapes in both cases, composed or not, capitals, slashes, zeros, queries."""
    chance = random.Random(6)
    wrong = []
    for text in REQUESTED:
        for next_change in range(8):
            target = spelled(text, chance) if next_change else spelled(text, random.Random(0))
            expected = resolve_old_address(the_table(), target)
            found = site.ask(target)
            answer = (found.status, _path(found.headers.get("location", "")))
            wanted = (404, "") if expected is None else (expected.status, f"{expected.to}{expected.rest}")
            if answer != wanted:
                wrong.append((target, answer, wanted))
    assert wrong == [], "\n".join(map(str, wrong))


def _path(location: str) -> str:
    """Return where an answer leads: an address of the portal without its host and first slash, any other whole."""
    parts = urlsplit(location)
    return location if parts.hostname == "thanhhoa.gov.vn" else parts.path.lstrip("/")


@pytest.mark.parametrize("kind", ["nginx", "caddy", "apache"])
def test_a_check_of_a_sound_site_raises_no_alarm(
    kind: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is asked as whom: redirects of old addresses, hidden files, parts and compressed copies are as they should be."""
    work, port = tmp_path / kind, free_port()
    work.mkdir()
    # The user that serves must be able to read it.
    for above in (work, *work.parents[:3]):
        above.chmod(0o755)
    host = HostSite("https://127.0.0.1" if kind == "nginx" else "http://127.0.0.1", the_table())
    manifest = Manifest(
        {
            path: file
            for path, file in files_in(folder).items()
            if not path.endswith(COMPRESSED_ENDINGS) and path not in (".htaccess", *LEFT_BEHIND)
        }
    )
    if kind == "nginx":
        public, key = certificate(work, "subjectAltName=IP:127.0.0.1")
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        settings = ServerSettings(
            (f"127.0.0.1:{free_port()}",), (f"127.0.0.1:{port}",), str(public), str(key)
        )
        for name, text in nginx_files(host, NginxPaths(str(folder), str(work), settings, False)).items():
            (work / name.replace("nginx.conf", "cong.conf")).write_text(text, "utf-8")
        server = nginx_with(work, f"include {work}/cong.conf;", port)
    elif kind == "caddy":
        text = caddyfile(host, str(folder), address=f"http://:{port}", more="bind 127.0.0.1")
        server = caddy(work, text, port)
    else:
        (folder / ".htaccess").write_text(htaccess(host), "utf-8")
        server = apache(work, folder)
    try:
        with (
            server as given,
            closing(LiveClient(given or f"{host.siteurl}:{port}", Budget(seconds=60))) as client,
        ):
            found = check_live_site(client, manifest, {}, 7)
    finally:
        (folder / ".htaccess").unlink(missing_ok=True)
    assert (found.foreign, found.differ, found.missing, found.notes) == ({}, {}, {}, {})
    assert (found.unseen, found.unseen_packed, found.unasked) == ([], 0, 0)
