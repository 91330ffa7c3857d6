"""An HTML page becomes blocks, and what its head and its marks say of the article in it."""

from __future__ import annotations

import email
import email.policy
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, unquote_to_bytes, urljoin

from bs4 import BeautifulSoup, Comment, Doctype, NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from plugins.editors.importing.imported_article import (
    Block,
    Cell,
    HorizontalRule,
    Paragraph,
    Photo,
    Raised,
    Role,
    Side,
    Span,
    Table,
    joined,
    words_of,
)
from plugins.editors.importing.legacy_fonts import FontText, in_unicode, mended
from plugins.editors.importing.oldsite.boilerplate import furniture

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
        "header html li main ol p pre section summary table tbody td tfoot th thead tr ul hr",
    )
)
_HEADING = re.compile(r"^h([1-6])$")
_STYLE_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;'\",]+)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_ICON = re.compile(
    r"(?:^|[/_\-.])(?:icons?|spacer|blank|pixel|print|email|share|facebook|twitter|zalo|arrow|bullet|rss|logo|banner|loading|avatar)(?:[/_\-.\d]|$)",
    re.IGNORECASE,
)
_PHOTO_LINK = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:\?|$)", re.IGNORECASE)
_SMALL = 40  # points on the screen
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_LONG_LINE = 90  # characters
_CELL_WORDS = 120
_MOST_TAGS = 200_000


@dataclass(frozen=True, slots=True)
class WebPage:
    """
    What an HTML page says.

    ``titles`` and ``dates`` are what its marks name so, the surest first; ``whole`` are all its blocks,
    ``main`` those of the part that holds the article, () where no mark tells which that is.
    """

    whole: tuple[Block, ...]
    main: tuple[Block, ...] = ()
    address: str = ""
    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lead: str = ""
    section_label: str = ""
    videos: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


def read_page(html: str, address: str = "") -> WebPage:
    """Return what an HTML page says; ``address`` is where it was fetched from, "" for a saved file."""
    soup = _parsed(html)
    if len(html) > 200_000 and sum(1 for _ in soup.descendants) > _MOST_TAGS:
        return WebPage(())
    base = _address(soup, address)
    titles, dates = _titles(soup), _dates(soup)
    for element in soup.select(", ".join(furniture().dropped)):
        if not element.decomposed and not _holds_article(element):
            element.decompose()
    lead = _first_text(soup, furniture().leads)
    walker = _Walker(base)
    whole = walker.blocks(soup)
    main: tuple[Block, ...] = ()
    for selector in furniture().boxes:
        found = max(soup.select(selector), key=lambda one: len(one.get_text()), default=None)
        if found is not None and len(found.get_text(" ", strip=True).split()) >= 40:
            main = tuple(_Walker(base).blocks(found))
            break
    return WebPage(
        tuple(whole),
        main,
        base,
        titles,
        dates,
        lead,
        "",
        tuple(dict.fromkeys(walker.videos)),
        dict(walker.sources),
    )


def _parsed(html: str) -> BeautifulSoup:
    """Return a page's tree; marks that no browser knows are taken out where they stop the parser."""
    try:
        return BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:
        return BeautifulSoup(re.sub(r"<[!?][^>a-zA-Z]{0,40}", "", html), "html.parser")


def _sound(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with damaged words made sound; most pages have none left."""
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    meant, _, _ = mended([[span.text for span in text.spans] for text in texts])
    sound = iter(
        replace(
            text, spans=joined(replace(span, text=new) for span, new in zip(text.spans, runs, strict=True))
        )
        for text, runs in zip(texts, meant, strict=True)
    )
    return [next(sound) if isinstance(block, Paragraph) else block for block in blocks]


def _holds_article(element: Tag) -> bool:
    """Return whether an element that is furniture elsewhere holds most of a page: some skins name all "menu"."""
    if element.name in ("script", "style", "noscript", "template", "head", "select", "object", "embed"):
        return False
    own = len(element.get_text())
    page = element.find_parent("body") or element.find_parent("html")
    return page is not None and own > 400 and own * 2 > len(page.get_text())


def _address(soup: BeautifulSoup, given: str) -> str:
    """Return where a page lived."""
    canonical = soup.find("link", rel="canonical")
    og = soup.find("meta", property="og:url")
    for element, name in ((canonical, "href"), (og, "content")):
        found = str(element.get(name, "")) if isinstance(element, Tag) else ""
        if found.startswith(("http://", "https://")):
            return found
    if given:
        return given
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if found_in := _SAVED_FROM.search(str(comment)):
            return found_in[1]
    base = soup.find("base", href=True)
    return str(base["href"]) if isinstance(base, Tag) and str(base["href"]).startswith("http") else ""


def _meta(soup: BeautifulSoup, *names: str) -> Iterator[str]:
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            for element in soup.find_all(
                "meta", attrs={attribute: re.compile(f"^{re.escape(name)}$", re.IGNORECASE)}
            ):
                text = " ".join(str(element.get("content", "")).split())
                if text:
                    yield text


def _titles(soup: BeautifulSoup) -> tuple[str, ...]:
    found: list[str] = []
    for selector in furniture().titles:
        elements = soup.select(selector)
        if len(elements) == 1 or selector != "h1":
            found += [" ".join(one.get_text(" ").split()) for one in elements[:2]]
    found += _meta(soup, "og:title", "twitter:title", "headline")
    if soup.title is not None:
        whole = " ".join(soup.title.get_text(" ").split())
        parts = re.split(r"\s+[|»:–—-]{1,2}\s+", whole)
        found += sorted({whole, *parts}, key=len, reverse=True)
    return tuple(dict.fromkeys(one for one in found if len(one.split()) > 2))


def _dates(soup: BeautifulSoup) -> tuple[str, ...]:
    found = list(
        _meta(
            soup,
            "article:published_time",
            "datePublished",
            "pubdate",
            "publishdate",
            "dc.date.issued",
            "date",
        )
    )
    for element in soup.find_all("time"):
        found.append(str(element.get("datetime") or element.get_text(" ", strip=True)))
    for element in soup.select("[itemprop=datePublished]"):
        found.append(
            str(element.get("content") or element.get("datetime") or element.get_text(" ", strip=True))
        )
    return tuple(dict.fromkeys(filter(None, found)))


def _first_text(soup: BeautifulSoup, selectors: Iterable[str]) -> str:
    for selector in selectors:
        element = soup.select_one(selector)
        if element is not None:
            text = " ".join(element.get_text(" ").split())
            if len(text.split()) > 6:
                return text
    return ""


@dataclass(frozen=True, slots=True)
class _Look:
    span: Span = field(default_factory=lambda: Span(""))
    font: str = ""
    side: Side = Side.PLAIN
    quoted: bool = False


class _Walker:
    """Walks over a tree once, gathering blocks."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.out: list[Block] = []
        self.runs: list[tuple[Span, str]] = []
        self.role: tuple[Role, int, int] = (Role.TEXT, 0, 0)
        self.lists: list[list[object]] = []
        self.videos: list[str] = []
        self.sources: dict[str, str] = {}

    def blocks(self, root: Tag) -> list[Block]:
        """Return the blocks of a tree."""
        self._walk(root, _Look())
        self._flush(_Look())
        return self.out

    def _walk(self, parent: Tag, look: _Look) -> None:
        for child in parent.children:
            if isinstance(child, Comment | Doctype):
                continue
            if isinstance(child, NavigableString):
                text = (
                    re.sub(r"[ \t\r\n\f]+", " ", str(child)) if not self._preformatted(child) else str(child)
                )
                if text.strip() or self.runs:
                    self.runs.append((replace(look.span, text=text), look.font))
            elif isinstance(child, Tag):
                self._element(child, look)

    def _preformatted(self, text: NavigableString) -> bool:
        return text.find_parent("pre") is not None

    def _element(self, element: Tag, look: _Look) -> None:
        name = element.name.lower()
        style = str(element.get("style", ""))
        if _HIDDEN.search(style):
            return
        if name == "br":
            self.runs.append((replace(look.span, text="\n"), look.font))
        elif name == "img":
            self._image(element, look)
        elif name in ("iframe", "video", "source"):
            source = str(element.get("src", ""))
            if source.startswith(("http", "//")):
                self.videos.append(urljoin(self.base or "https:", source))
        elif name == "input":
            return
        elif name == "hr":
            self._flush(look)
            self.out.append(HorizontalRule())
        elif name == "table":
            self._flush(look)
            self._table(element, look)
        elif name in _BLOCKS:
            self._block(element, name, _looked(element, name, style, look, self.base))
        else:
            self._walk(element, _looked(element, name, style, look, self.base))

    def _block(self, element: Tag, name: str, look: _Look) -> None:
        self._flush(look)
        outer = self.role
        if found := _HEADING.match(name):
            self.role = (Role.HEADING, int(found[1]), 0)
        elif name == "figcaption":
            self.role = (Role.CAPTION, 0, 0)
        elif name in ("ul", "ol"):
            start = str(element.get("start", "1"))
            self.lists.append([name, int(start) if start.isdigit() else 1])
        elif name == "li" and self.lists:
            kind, number = self.lists[-1]
            role = Role.NUMBER if kind == "ol" else Role.BULLET
            self.role = (role, len(self.lists), int(str(number)) if role is Role.NUMBER else 0)
            self.lists[-1][1] = int(str(number)) + 1
        elif name == "blockquote":
            self.role = (Role.QUOTE, 0, 0)
        self._walk(element, look)
        self._flush(look)
        if name in ("ul", "ol"):
            self.lists.pop()
        self.role = outer

    def _flush(self, look: _Look) -> None:
        runs, self.runs = self.runs, []
        if not any(span.text.strip() for span, _ in runs):
            return
        texts = in_unicode([[FontText(span.text, font) for span, font in runs]])[0]
        spans = joined(replace(span, text=text) for (span, _), text in zip(runs, texts, strict=True))
        role, level, number = self.role
        self.out += _split(Paragraph(spans, role, level, number, look.side))
        if role in (Role.BULLET, Role.NUMBER):
            # What follows in the same item is no item of its own.
            self.role = (Role.TEXT, 0, 0)

    def _image(self, element: Tag, look: _Look) -> None:
        source = next(
            (
                str(element[name]).strip()
                for name in ("data-src", "data-original", "src")
                if element.get(name)
                and not (name == "src" and str(element[name]).startswith("data:image/gif"))
            ),
            "",
        )
        sizes = [str(element.get(name, "")).removesuffix("px") for name in ("width", "height")]
        tiny = any(size.isdigit() and int(size) < _SMALL for size in sizes)
        if not source or tiny or (_ICON.search(source) and not source.startswith("data:")):
            return
        self._flush(look)
        around = element.find_parent("a")
        larger = str(around.get("href", "")) if around is not None else ""
        # A small picture often leads to the whole one.
        place = larger if _PHOTO_LINK.search(larger) else source
        self.sources[source] = place if place.startswith("data:") else urljoin(self.base, place)
        alt = " ".join(str(element.get("alt", "")).split())
        self.out.append(Photo(source, "" if _is_no_alt(alt) else alt))

    def _table(self, element: Tag, look: _Look) -> None:
        """Take a table in: as a table if it holds data, else what it holds."""
        rows = [row for row in element.find_all("tr") if row.find_parent("table") is element]
        cells = [
            [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row] for row in rows
        ]
        caption = element.find("caption")
        if not _holds_data(element, cells):
            outer, self.role = self.role, (Role.TEXT, 0, 0)
            for row in cells:
                for cell in row:
                    self._walk(cell, look)
                    self._flush(look)
            self.role = outer
            return
        if isinstance(caption, Tag) and caption.get_text(strip=True):
            self.out.append(Paragraph((Span(" ".join(caption.get_text(" ").split()), bold=True),)))
        heads = 0
        while heads < len(cells) and cells[heads] and all(cell.name == "th" for cell in cells[heads]):
            heads += 1
        made = tuple(tuple(self._cell(cell) for cell in row) for row in cells if row)
        self.out.append(Table(made, heads if heads < len(made) else 0))

    def _cell(self, element: Tag) -> Cell:
        walker = _Walker(self.base)
        blocks = tuple(walker.blocks(element))
        self.sources.update(walker.sources)
        spread = [str(element.get(name, "1")) for name in ("colspan", "rowspan")]
        columns, rows = (min(int(one), 100) if one.isdigit() and int(one) > 0 else 1 for one in spread)
        side = _side(element, str(element.get("style", "")), Side.PLAIN)
        if not side:
            sides = {block.side for block in blocks if isinstance(block, Paragraph)}
            side = sides.pop() if len(sides) == 1 else Side.PLAIN
        return Cell(blocks, columns, rows, side)


def _holds_data(table: Tag, cells: list[list[Tag]]) -> bool:
    """Return whether a table holds data; most of old pages place things."""
    filled = [row for row in cells if any(cell.get_text(strip=True) for cell in row)]
    if table.find("table") is not None or len(filled) < 2 or max(map(len, filled), default=0) < 2:
        return False
    if table.find(["h1", "h2", "h3", "form", "input", "script"]) is not None:
        return False
    texts = [cell.get_text(" ", strip=True) for row in filled for cell in row]
    if any(len(text.split()) > _CELL_WORDS for text in texts):
        return False
    pictures = len(table.find_all("img"))
    wide = sum(len(row) > 1 for row in filled)
    return pictures <= 1 and wide * 2 >= len(filled) and sum(map(bool, texts)) * 2 >= len(texts)


def _looked(element: Tag, name: str, style: str, look: _Look, base: str) -> _Look:
    """Return how what is in an element looks."""
    span = look.span
    if name in ("b", "strong") or _BOLD.search(style):
        span = replace(span, bold=True)
    if _LIGHT.search(style):
        span = replace(span, bold=False)
    if name in ("i", "em", "cite") or _ITALIC.search(style):
        span = replace(span, italic=True)
    if name in ("s", "strike", "del"):
        span = replace(span, struck=True)
    if name in ("sup", "sub"):
        span = replace(span, raised=Raised(name))
    if name == "a" and element.get("href"):
        span = replace(span, link=_link(str(element["href"]), base))
    font = str(element.get("face", "")) or look.font
    if found := _STYLE_FONT.search(style):
        font = found[1].strip()
    return _Look(span, font, _side(element, style, look.side), look.quoted)


def _side(element: Tag, style: str, before: Side) -> Side:
    align = str(element.get("align", "")).lower()
    if element.name == "center" or align == "center" or _CENTRE.search(style):
        return Side.CENTRE
    if align == "right" or _RIGHT.search(style):
        return Side.RIGHT
    return Side.PLAIN if align in ("left", "justify") or "text-align" in style else before


def _link(href: str, base: str) -> str:
    """Return where a link leads, as a whole address; "" for one that leads nowhere on the web."""
    bare = re.sub(r"[\s\x00-\x1f]+", " ", href).strip()
    if bare.startswith("#") or re.match(
        r"(?i)(?:javascript|vbscript|data|file|about):", bare.replace(" ", "")
    ):
        return ""
    try:
        whole = urljoin(base, bare)
    except ValueError:
        return ""
    # A relative one of a page whose address is not known stays as it is: the file may lie beside it.
    return whole


def _is_no_alt(alt: str) -> bool:
    return (
        not alt
        or re.search(
            r"\.(?:jpe?g|png|gif|bmp|webp)$|^(?:image|img|picture|ảnh|hình)?[\s_\d-]*$", alt, re.IGNORECASE
        )
        is not None
    )


def _split(paragraph: Paragraph) -> list[Paragraph]:
    """Return a paragraph as the paragraphs that line breaks made of it; short lines of verse stay together."""
    text = paragraph.text
    if "\n" not in text or paragraph.role in (Role.HEADING, Role.TITLE):
        spans = joined(replace(span, text=span.text.replace("\n", " ")) for span in paragraph.spans)
        return [replace(paragraph, spans=spans)] if "\n" in text else [paragraph]
    rows: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *more = span.text.split("\n")
        rows[-1].append(replace(span, text=first))
        rows += [[replace(span, text=line)] for line in more]
    texts = ["".join(span.text for span in row).strip() for row in rows]
    apart = any(len(text) > _LONG_LINE for text in texts)
    groups: list[list[Span]] = [[]]
    for row, line in zip(rows, texts, strict=True):
        if not line or apart:
            groups.append([])
        if line:
            groups[-1] += [Span("\n"), *row] if groups[-1] else row
    made = [replace(paragraph, spans=joined(group)) for group in groups if group]
    # Only the first of them is the item or the caption that the whole was.
    return made[:1] + [replace(one, role=Role.TEXT, level=0, number=0) for one in made[1:]]


# Pages that were saved in one file.


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of a .mht file: its HTML, its address, and the files that were saved with it by their addresses."""

    html: bytes
    charset: str
    address: str
    files: Mapping[str, bytes]


def read_mht(data: bytes) -> Saved | None:
    """Return the page in a .mht file, None where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    html: bytes | None = None
    charset = address = ""
    files: dict[str, bytes] = {}
    for part in message.walk():
        place = str(part.get("Content-Location", "")).strip()
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_type() == "text/html" and html is None:
            html, charset, address = content, str(part.get_content_charset() or ""), place
        elif part.get_content_maintype() == "image":
            files[place] = content
            if name := str(part.get("Content-ID", "")).strip("<>"):
                files[f"cid:{name}"] = content
    return None if html is None else Saved(html, charset, address, files)


def data_of(source: str) -> bytes | None:
    """
    Return the bytes that an address holds itself.

    >>> data_of("data:image/png;base64,aGk=")
    b'hi'
    """
    found = re.match(r"data:image/[\w.+-]+((?:;[\w=.-]+)*),", source, re.IGNORECASE)
    if not found:
        return None
    rest = source[found.end() :]
    if "base64" not in found[1].lower():
        return unquote_to_bytes(rest)
    try:
        return b64decode(unquote(rest), validate=False)
    except (NotBase64, ValueError):
        return None


def link_share(blocks: Iterable[Block]) -> float:
    """Return which share of the words of blocks are links: a list of news has little else."""
    words = linked = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            for span in block.spans:
                count = len(span.text.split())
                words += count
                linked += count if span.link else 0
        elif isinstance(block, Table):
            words += len(words_of([block]).split())
    return linked / words if words else 0.0
