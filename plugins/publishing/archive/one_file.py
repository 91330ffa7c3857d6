"""An article as one HTML file that asks for nothing: photos, styles and fonts lie in it, and where it is from stands under it."""

from __future__ import annotations

import posixpath
import re
from html import escape
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from plugins.building.edition.link_targets import path_and_anchor
from plugins.files.checksum import sha256
from plugins.publishing.archive.disk_folder import at_hand, data_address
from plugins.publishing.archive.kept_portal import KeptPortal
from plugins.publishing.hosting.mime_types import media_type_of

# What only the rest of the portal, or a script, gives a use to.
_LEFT_OUT = (
    "script:not([type='application/ld+json']), link:not([rel~='canonical']):not([rel~='schema.DC']), source, nav, "
    "meta[http-equiv], .skip-link, .utility, .masthead__search, .masthead__button, .article-tools, "
    ".with-aside__side, .others, .footer__end, .urgent"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
_SHEET_FILE = re.compile(r'url\("([^"]+)"\)')
# A digest has no place where a line may end.
_OWN_STYLE = "#ban-luu ~ dl dd { overflow-wrap: anywhere; min-width: 0; }"


def one_file(portal: KeptPortal, path: str) -> bytes:
    """Return the page of an article, given by its path below the portal, as one file."""
    data = portal.read(path)
    page = BeautifulSoup(data.decode("utf-8"), "html.parser")
    sheets = "".join(_sheet(portal, path, str(link["href"])) for link in page.select("link[rel=stylesheet]"))
    for left_out in page.select(_LEFT_OUT):
        left_out.decompose()
    for link in page.select("a.figure__link, picture"):
        link.unwrap()
    for picture in page.select("img"):
        _take_in(portal, path, picture)
    for link in page.select("a[href]"):
        if not str(link["href"]).startswith("#"):
            link["href"] = urljoin(portal.address(path), str(link["href"]))
    head, main = page.head, page.main
    assert head is not None
    assert main is not None
    head.insert(0, _parsed(f'\n<meta charset="utf-8">\n{_policy()}'))
    for charset in head.select("meta[charset]")[1:]:
        charset.decompose()
    head.append(_parsed(f"{_metadata(portal, path, sha256(data))}<style>{sheets}{_OWN_STYLE}</style>\n"))
    main.append(_parsed(_provenance(portal, path, sha256(data))))
    return f"<!DOCTYPE html>\n{page.html}\n".encode()


def _parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def _policy() -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'


def _file_of(portal: KeptPortal, page: str, address: str) -> str:
    """Return the path of the file that an address on a page names, "" where the portal has none."""
    meant = path_and_anchor(address, page, portal.root, portal.siteurl)
    return meant[0] if meant and meant[0] in portal.files else ""


def _inside(portal: KeptPortal, file: str) -> str:
    return data_address(media_type_of(file).partition(";")[0], portal.read(file))


def _take_in(portal: KeptPortal, page: str, picture: Tag) -> None:
    """Put a picture's bytes into its element; one that the portal has not is left as its description."""
    file = _file_of(portal, page, str(picture.get("src", "")))
    for attribute in ("srcset", "sizes", "loading", "decoding", "fetchpriority"):
        picture.attrs.pop(attribute, None)
    if file:
        picture["src"] = _inside(portal, file)
    else:
        picture.replace_with(str(picture.get("alt", "")))


def _sheet(portal: KeptPortal, page: str, address: str) -> str:
    """Return a stylesheet with the files that it names in it, safe inside <style>."""
    file = _file_of(portal, page, address)
    if not file:
        return ""

    def taken_in(found: re.Match[str]) -> str:
        named = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(urlsplit(found[1]).path)))
        return f'url("{_inside(portal, named)}")' if named in portal.files else "none"

    sheet = at_hand(_SHEET_FILE.sub(taken_in, portal.read(file).decode("utf-8")))
    return sheet.replace("</", "<\\/")


def _origin(portal: KeptPortal, path: str, page_sha256: str) -> list[tuple[str, str, str]]:
    """Return where a page is from: for each fact its name in <meta>, its name for readers, its value."""
    article = portal.articles[path]
    facts = [
        ("archive.source", "Địa chỉ", portal.address(path)),
        ("archive.date", "Ngày lưu", portal.now.isoformat()),
        ("archive.file", "Tệp nguồn", article.source),
        ("archive.sha256", "SHA-256 của tệp nguồn", article.sha256),
        ("archive.page-sha256", "SHA-256 của trang đã công bố", page_sha256),
        ("archive.revision", "Phiên bản nguồn", portal.revision),
    ]
    return [fact for fact in facts if fact[2]]


def _metadata(portal: KeptPortal, path: str, page_sha256: str) -> str:
    rows = ((name, value) for name, _, value in _origin(portal, path, page_sha256))
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in rows)


def _shown(portal: KeptPortal, name: str, value: str) -> str:
    """Return a fact as readers see it."""
    if name == "archive.source":
        return f'<a href="{escape(value)}">{escape(value)}</a>'
    if name == "archive.date":
        return f'<time datetime="{escape(value)}">{portal.now:%H:%M ngày %d/%m/%Y}</time>'
    return escape(value)


def _provenance(portal: KeptPortal, path: str, page_sha256: str) -> str:
    rows = "".join(
        f"<div><dt>{label}</dt><dd>{_shown(portal, name, value)}</dd></div>\n"
        for name, label, value in _origin(portal, path, page_sha256)
    )
    return (
        '<section aria-labelledby="ban-luu">\n<h2 id="ban-luu">Bản lưu của bài này</h2>\n'
        f'<dl class="register-facts">\n{rows}</dl>\n</section>\n'
    )
