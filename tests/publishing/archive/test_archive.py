"""An archive of the portal holds everything, refers to nothing outside itself, and can be checked and read by others' tools."""

from __future__ import annotations

import csv
import hashlib
import os
import posixpath
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import fork_server
import pytest
from bs4 import BeautifulSoup
from given import SITEURL
from shared_portals import ARCHIVED_REVISION, ARCHIVING, archive, archive_command

# What makes a browser fetch something; a link is followed by people alone.
LOADS = {"img": "src", "script": "src", "source": "srcset", "iframe": "src", "embed": "src", "object": "data"}


def below(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def records(archived: Path) -> list[tuple[str, str, Any, bytes]]:
    """Return the kind, the address, the HTTP headers and the payload of every record; each fits its digests."""
    from warcio.archiveiterator import ArchiveIterator

    (warc,) = archived.glob("*.warc.gz")
    with warc.open("rb") as file:
        return [
            (
                one.rec_type,
                one.rec_headers.get_header("WARC-Target-URI") or "",
                one.http_headers,
                one.content_stream().read(),
            )
            for one in ArchiveIterator(file, check_digests="raise")
        ]


@pytest.fixture(scope="module")
def answers(archived: Path) -> dict[str, tuple[Any, bytes]]:
    """The HTTP headers and the payload of every response by its address."""
    return {address: (http, body) for kind, address, http, body in records(archived) if kind == "response"}


def test_the_warc_begins_with_what_it_is_and_asks_for_what_it_answers(archived: Path) -> None:
    """A response is never without its request; every address answers once."""
    found = records(archived)
    kinds = Counter(kind for kind, *_ in found)

    assert found[0][0] == "warcinfo"
    assert SITEURL in found[0][3].decode()
    assert ARCHIVED_REVISION in found[0][3].decode()
    assert kinds["request"] == kinds["response"] > 400
    assert len({address for kind, address, *_ in found if kind == "response"}) == kinds["response"]
    assert {http.protocol for kind, _, http, _ in found if kind == "request"} == {"GET"}


def test_the_warc_has_every_file_of_the_portal(archived: Path, answers: dict[str, tuple[Any, bytes]]) -> None:
    """Byte for byte, with its kind; a page at the address of its folder."""
    files = below(archived.parent / "cong")
    files.pop(".site-output")
    for path, file in files.items():
        shown = path.removesuffix("index.html") if file.name == "index.html" else path
        http, body = answers[f"{SITEURL}/{shown}"]
        assert body == file.read_bytes()
        assert http.statusline == "200 OK"
        assert http.get_header("Content-Length") == str(len(body))
    assert answers[f"{SITEURL}/"][0].get_header("Content-Type") == "text/html; charset=utf-8"


def test_the_warc_answers_old_addresses(archived: Path, answers: dict[str, tuple[Any, bytes]]) -> None:
    """Where they lead, and that a page was removed; the same stands in a table for people."""
    wanted = {
        f"{SITEURL}/web/trang-chu/tin-cu.html": ("301", f"{SITEURL}/thong-bao/"),
        f"{SITEURL}/Default.aspx?id=55&tabid=10": ("301", f"{SITEURL}/lien-he/"),
        f"{SITEURL}/tin%20t%E1%BB%A9c/%C4%91%E1%BA%A5t%20%C4%91ai.html": (
            "301",
            "https://xa.vi-du.gov.vn/%C4%91%E1%BA%A5t/",
        ),
        f"{SITEURL}/tin-trong-huyen/2020/bai": ("410", ""),
    }
    found = {
        address: (http.get_statuscode(), http.get_header("Location") or "")
        for address, (http, _) in answers.items()
        if http.get_statuscode() != "200"
    }
    with (archived / "dia-chi-cu.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {old: (status, to) for old, status, to in list(csv.reader(file))[1:]}

    assert found == rows
    assert wanted.items() <= found.items()


def test_the_warc_tells_the_source_of_each_article(archived: Path) -> None:
    """Its file and that file's SHA-256, as anybody can compute it."""
    content = archived.parent / "content"
    told = [body.decode() for kind, *_, body in records(archived) if kind == "metadata"]

    assert len(told) > 60
    for text in told:
        fields = dict(line.split(": ", 1) for line in text.splitlines())
        source = content.parent / fields["x-source-file"]
        assert fields["x-source-sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()


class Links(HTMLParser):
    """What a page refers to with ``href``, ``src``, ``action`` and ``srcset``, but for the address that it has in the web."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag refers to."""
        has = {name: value or "" for name, value in attrs}
        if tag == "link" and "canonical" in has.get("rel", ""):
            return
        self.found += [has[name] for name in ("href", "src", "action") if has.get(name)]
        self.found += [one.split()[0] for one in has.get("srcset", "").split(",") if one.split()]


def test_every_link_of_the_folder_leads_to_a_file_in_it_or_to_the_web(archived: Path) -> None:
    """None begins at a root: the folder may lie anywhere; an own page is never asked of the web."""
    portal = archived / "cong"
    files = below(portal)
    links = 0
    for path, file in files.items():
        if not path.endswith(".html"):
            continue
        for address in Links(file.read_text("utf-8")).found:
            parts = urlsplit(address)
            if parts.scheme or not parts.path:
                continue
            assert not address.startswith("/"), (path, address)
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            assert place in files, (path, address)
            links += 1
    assert links > 5000
    assert not [path for path in files if path.endswith(".bin") or path == "sitemap.xml"]


def test_an_article_in_one_file_loads_nothing_and_says_where_it_is_from(archived: Path) -> None:
    """No script, no file; its address, the day of the archive, the SHA-256 of its source."""
    content = archived.parent / "content"
    pages = below(archived / "bai")
    for file in pages.values():
        text = file.read_text("utf-8")
        page = BeautifulSoup(text, "html.parser")
        for name, attribute in LOADS.items():
            loaded = [str(tag.get(attribute, "")) for tag in page.find_all(name)]
            assert [one for one in loaded if one and not one.startswith("data:")] == []
        assert [
            link for link in page.find_all("link") if link["rel"] not in (["canonical"], ["schema.DC"])
        ] == []
        assert not re.search(r"url\((?!\"data:)", "".join(style.text for style in page.find_all("style")))
        assert [
            a for a in page.select("a[href]") if not re.match(r"https?:|mailto:|tel:|#", str(a["href"]))
        ] == []
        facts = {str(tag["name"]): str(tag["content"]) for tag in page.select("meta[name^='archive.']")}
        source = content.parent / facts["archive.file"]
        assert facts["archive.sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
        assert facts["archive.source"].startswith(SITEURL)
        assert facts["archive.date"].startswith("2024-06-30T08:00")
        shown = page.select_one("[aria-labelledby=ban-luu]")
        assert shown
        assert facts["archive.sha256"] in shown.get_text()
    assert len(pages) > 60


def test_the_checksums_are_those_of_all_files(archived: Path) -> None:
    """As sha256sum reads them; nothing that is there is without one."""
    lines = (archived / "SHA256SUMS").read_text("utf-8").splitlines()
    told = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = {
        path: file for path, file in below(archived).items() if path not in ("SHA256SUMS", ".site-output")
    }

    assert told == {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in files.items()}


def test_an_archive_is_made_again_alike_and_replaces_nothing_of_others(
    archived: Path, tmp_path: Path
) -> None:
    """The same portal at the same instant gives the same bytes; a folder that is not an archive stays as it is."""
    shutil.copytree(archived.parent / "content", tmp_path / "content")
    shutil.copytree(archived.parent / ".cache", tmp_path / ".cache")
    foreign = tmp_path / "nhà"
    foreign.mkdir()
    (foreign / "thư.txt").write_text("của tôi", "utf-8")

    assert "không xóa" in refused(tmp_path, foreign)
    assert [one.name for one in foreign.iterdir()] == ["thư.txt"]
    assert "Ý bạn là" in refused(tmp_path, tmp_path / "luu", "--article", "/lien-hee/")
    archive(tmp_path, tmp_path / "luu", "--article", f"{SITEURL}/lien-he/")
    # The one before has every article as a file, and was made in another folder.
    before, again = (
        {path: file.read_bytes() for path, file in below(folder).items()}
        for folder in (archived, tmp_path / "luu")
    )
    of_before, of_again = (set(files.pop("SHA256SUMS").splitlines()) for files in (before, again))
    assert [path for path in again if path.startswith("bai/")] == ["bai/lien-he.html"]
    assert again == {
        path: data for path, data in before.items() if not path.startswith("bai/") or path in again
    }
    assert of_again == {
        line for line in of_before if b"  bai/" not in line or line.endswith(b"/lien-he.html")
    }


def refused(folder: Path, target: Path, *words: str) -> str:
    """Return what is said where a portal is not archived."""
    done = fork_server.run(archive_command(folder, target, *words), env={**os.environ, **ARCHIVING})
    assert done.returncode == 2, done.stdout + done.stderr
    return done.stdout
