"""A .docx file becomes blocks: the words in their order with what they look like, and all that is left out told."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import (
    Block,
    Cell,
    Doubt,
    Paragraph,
    Photo,
    Picture,
    Raised,
    Role,
    Side,
    SourceKind,
    Span,
    Table,
    joined,
    words_of,
)
from plugins.editors.importing.legacy_fonts import FontText, code_of, in_unicode, mended
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word import symbol_fonts
from plugins.editors.importing.word.package import DAMAGED, Package, Relation, open_package
from plugins.editors.importing.word.styles import (
    Label,
    Look,
    Numbering,
    Styles,
    W,
    is_on,
    left_indent,
    look_of,
    number,
    read_numbering,
    read_styles,
    value,
)
from plugins.editors.importing.word.xml_names import (
    MC,
    PIC,
    WP,
    A,
    M,
    O,
    R,
    V,
    chosen,
    main_part,
    outermost,
    plain_names,
    through,
)

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)"?', re.IGNORECASE)
_SILENT_FIELDS = re.compile(r"^\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|INDEX)\b", re.IGNORECASE)
_WEB = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
_FAR_IN = 2800  # twentieths of a point: about five centimetres
_PHOTO_KINDS = (".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".jfif")
_NOT_SAID = re.compile(
    r"^(?:picture|image|hình ảnh|ảnh|graphic|shape|text ?box)?\s*\d*$|[\\/]|\.(?:jpe?g|png|gif|bmp|tiff?)\s*$"
    r"|generated|tự động|^(?:a|an) .* (?:of|with|in|on) ",
    re.IGNORECASE,
)
_OBJECTS = {"chart": "biểu đồ", "diagram": "sơ đồ SmartArt"}


@dataclass(slots=True)
class _Run:
    text: str
    look: Look
    link: str = ""
    note: str = ""


@dataclass(slots=True)
class _Text:
    """A paragraph while the file is being read: its runs may still be in old codes."""

    runs: list[_Run] = field(default_factory=list)
    role: Role = Role.TEXT
    level: int = 0
    number: int = 0
    side: Side = Side.PLAIN
    indented: bool = False


@dataclass(slots=True)
class _Cell:
    blocks: list[_Raw] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    continues: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    heads: int = 0


_Raw = _Text | _Table | Photo


@dataclass(frozen=True)
class WordText:
    """What a Word file says: its blocks, footnotes, pictures, and what was left out or is doubtful."""

    blocks: tuple[Block, ...]
    notes: dict[str, tuple[Block, ...]]
    pictures: dict[str, Picture]
    doubts: tuple[Doubt, ...]
    changed: str = ""


def read_word(data: bytes) -> WordText:
    """Return what a .docx file says; raise Refused for what is no such file, or a dangerous one."""
    package = open_package(data)
    main = main_part(package)
    root = package.xml(main)
    body = None if root is None else plain_names(root).find(f"{W}body")
    if body is None:
        raise ImportRefused(DAMAGED)
    try:
        return _Reader(package, main).read(body)
    except RecursionError:
        raise ImportRefused(
            "tệp Word lồng bảng hay khung quá nhiều lớp, không đọc được. Bỏ bớt bảng lồng nhau rồi nhập lại."
        ) from None


class _Reader:
    """Reads one file; lives as long as one call."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        folder = posixpath.dirname(main)
        self.folder = folder

        def part(name: str) -> Element | None:
            root = package.xml(posixpath.join(folder, name))
            return None if root is None else plain_names(root)

        self.part = part
        self.styles: Styles = read_styles(part("styles.xml"))
        self.numbering: Numbering = read_numbering(part("numbering.xml"))
        self.relations: dict[str, Relation] = package.relations(main)
        self.texts: list[_Text] = []
        self.pictures: dict[str, Picture] = {}
        self.note_ids: dict[tuple[str, str], str] = {}
        self.comments: list[str] = []
        self.doubts: list[Doubt] = []
        self.left_out: Counter[str] = Counter()
        self.inserted = 0
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self.contents: list[str] = []
        self.fields: list[
            list[str]
        ] = []  # of each open field: its instruction, and "shown" once that has ended
        self.in_contents = False
        self.carried: list[_Run] = []
        self.out: list[_Raw] = []

    # The whole.

    def read(self, body: Element) -> WordText:
        raw = self._blocks(body)
        notes = {name: self._note(kind, id_) for (kind, id_), name in list(self.note_ids.items())}
        margins = self._margins()
        codes, damaged = self._make_unicode()
        blocks = tuple(self._finished(raw))
        finished = {name: tuple(self._finished(one)) for name, one in notes.items()}
        self._tell(codes, damaged, words_of(self._finished(margins)))
        return WordText(blocks, finished, self.pictures, tuple(self.doubts), self._changed())

    def _changed(self) -> str:
        root = self.package.xml("docProps/core.xml")
        for element in root if root is not None else ():
            if element.tag.endswith("}modified"):
                return (element.text or "")[:10]
        return ""

    def _note(self, kind: str, id_: str) -> list[_Raw]:
        root = self.part(f"{kind}s.xml")
        relations, self.relations = self.relations, self.package.relations(f"{self.folder}/{kind}s.xml")
        found: list[_Raw] = []
        for note in root.findall(f"{W}{kind}") if root is not None else ():
            if value(note, "id") == id_:
                found = self._blocks(note)
        self.relations = relations
        return found

    def _margins(self) -> list[_Raw]:
        """Return what stands at the head and foot of pages."""
        found: list[_Raw] = []
        main = self.relations
        for relation in main.values():
            if re.search(r"/(?:header|footer)\d*\.xml$", f"/{relation.target}") and not relation.outside:
                root = self.package.xml(relation.target)
                self.relations = self.package.relations(relation.target)
                found += self._blocks(plain_names(root)) if root is not None else []
        self.relations = main
        return [block for block in found if not isinstance(block, Photo)]

    def _make_unicode(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Bring all runs to Unicode: first those whose font says what they are, then what is damaged."""
        every = [[FontText(run.text, run.look.font or "") for run in text.runs] for text in self.texts]
        known = {name for runs in every for run in runs if (name := code_of(run.font)) and run.text.strip()}
        for text, meant in zip(self.texts, in_unicode(every), strict=True):
            for run, new in zip(text.runs, meant, strict=True):
                run.text = new
        sound, codes, damaged = mended([[run.text for run in text.runs] for text in self.texts])
        for text, meant in zip(self.texts, sound, strict=True):
            for run, new in zip(text.runs, meant, strict=True):
                run.text = new
        names = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}
        fonts = tuple(names[name] for name in sorted(known))
        if fonts:
            self._doubt(
                SourceKind.GUESSED,
                f"chữ gõ bằng phông cũ ({', '.join(fonts)}) đã đổi sang Unicode. Đọc lại một lượt, nhất là tên riêng.",
            )
        return codes, damaged

    # Blocks.

    def _blocks(self, parent: Element) -> list[_Raw]:
        outer, self.out = self.out, []
        self._walk_blocks(parent)
        self._flush_carried()
        found, self.out = self.out, outer
        return found

    def _walk_blocks(self, parent: Element) -> None:
        for child in parent:
            name = child.tag
            if name == f"{W}p":
                self._paragraph(child)
            elif name == f"{W}tbl":
                self._flush_carried()
                self.out.append(self._table(child))
            elif name == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                    self._walk_blocks(content)
            elif name in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self._walk_blocks(child)
            elif name in (f"{W}del", f"{W}moveFrom"):
                self._delete(child)
            elif name == f"{MC}AlternateContent":
                self._walk_blocks(chosen(child))
            elif name == f"{W}altChunk":
                self.left_out["nội dung nhúng từ một tệp khác"] += 1
            elif name.startswith(M):
                self._take(_Text([self._math(child)]))

    def _take(self, text: _Text) -> None:
        if text.runs:
            self.texts.append(text)
            self.out.append(text)

    def _flush_carried(self) -> None:
        if self.carried:
            runs, self.carried = self.carried, []
            self._take(_Text(runs))

    def _table(self, element: Element) -> _Table:
        table = _Table()
        above: dict[int, _Cell] = {}
        rows = list(through(element, f"{W}tr"))
        for row in rows:
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self._delete(row)
                continue
            place = number(value(row.find(f"{W}trPr/{W}gridBefore"))) or 0
            cells = [_Cell(columns=place)] if place else []
            for one in through(row, f"{W}tc"):
                cell = self._cell(one)
                if cell.continues and place in above and above[place].columns == cell.columns:
                    above[place].rows += 1
                    above[place].blocks += cell.blocks
                elif value(one.find(f"{W}tcPr/{W}hMerge")) == "continue" and cells:
                    cells[-1].columns += cell.columns
                else:
                    cells.append(cell)
                    above[place] = cell
                place += cell.columns
            after = number(value(row.find(f"{W}trPr/{W}gridAfter"))) or 0
            cells += [_Cell(columns=after)] if after else []
            table.rows.append(cells)
            is_head = properties is not None and is_on(properties.find(f"{W}tblHeader"))
            if is_head and table.heads == len(table.rows) - 1:
                table.heads += 1
        return table

    def _cell(self, element: Element) -> _Cell:
        properties = element.find(f"{W}tcPr")
        columns, continues = 1, False
        if properties is not None:
            columns = max(1, number(value(properties.find(f"{W}gridSpan"))) or 1)
            merge = properties.find(f"{W}vMerge")
            continues = merge is not None and (value(merge) or "continue") == "continue"
        return _Cell(self._blocks(element), columns, 1, continues)

    # Paragraphs.

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{W}pPr")
        style = (properties is not None and value(properties.find(f"{W}pStyle"))) or self.styles.paragraph
        base = self.styles.look(style, self.styles.default)
        text = _Text()
        self._place(text, properties, style)
        pieces: list[_Run | _Raw] = [*self.carried]
        self.carried = []
        self.in_contents = any(_is_contents(instruction) for instruction, *_ in self.fields)
        pieces += self._pieces(element, base)
        contents = self.in_contents or any(
            name.startswith(("toc ", "table of figures")) for name in self.styles.names(style)
        )
        if contents:
            self.contents.append("".join(piece.text for piece in pieces if isinstance(piece, _Run)))
            return
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            # The end of this paragraph was deleted: it is one with the next.
            self.carried = [piece for piece in pieces if isinstance(piece, _Run)]
            self.out += [piece for piece in pieces if not isinstance(piece, _Run)]
            return
        label = self._label(properties, style) if any(_says(piece) for piece in pieces) else None
        if label is not None and text.role is Role.NUMBER:
            text.number = label.number
        elif label is not None and text.role is not Role.BULLET:
            words = label.words or f"{label.number}."
            pieces.insert(0, _Run(f"{words} ", replace(base, font=label.font or "")))
        self._spread(pieces, text)

    def _label(self, properties: Element | None, style: str) -> Label | None:
        """Count a paragraph in its list; return its label, None where it has none to show."""
        list_id, depth = self._list_of(properties, style)
        label = self.numbering.label(list_id, depth) if list_id and list_id != "0" else None
        return label if label and (label.words or label.number) else None

    def _list_of(self, properties: Element | None, style: str) -> tuple[str, int]:
        list_id = depth = None
        if properties is not None:
            list_id = value(properties.find(f"{W}numPr/{W}numId"))
            depth = number(value(properties.find(f"{W}numPr/{W}ilvl")))
        for one in self.styles.chain(style):
            list_id = one.list_id if list_id is None else list_id
            depth = one.list_level if depth is None else depth
        return list_id or "", depth or 0

    def _place(self, text: _Text, properties: Element | None, style: str) -> None:
        """Set what a paragraph is and where it stands."""
        side = outline = indent = None
        if properties is not None:
            side = value(properties.find(f"{W}jc"))
            outline = number(value(properties.find(f"{W}outlineLvl")))
            indent = left_indent(properties)
        for one in self.styles.chain(style):
            side = one.side if side is None else side
            outline = one.outline if outline is None else outline
            indent = one.indent if indent is None else indent
        text.side = {"center": Side.CENTRE, "right": Side.RIGHT, "end": Side.RIGHT}.get(
            side or "", Side.PLAIN
        )
        text.indented = (indent or 0) >= _FAR_IN
        text.role, text.level = _role(self.styles.names(style), outline)
        if text.role in (Role.TEXT, Role.BULLET, Role.NUMBER):
            self._list_role(text, properties, style)

    def _list_role(self, text: _Text, properties: Element | None, style: str) -> None:
        list_id, depth = self._list_of(properties, style)
        level = self.numbering.level(list_id, depth) if list_id and list_id != "0" else None
        if level is None:
            return
        if level.form == "bullet":
            text.role, text.level = Role.BULLET, max(depth + 1, _named_level(self.styles.names(style)))
        elif level.is_plain(depth):
            text.role, text.level = Role.NUMBER, max(depth + 1, _named_level(self.styles.names(style)))

    def _spread(self, pieces: Sequence[_Run | _Raw], text: _Text) -> None:
        """Put a paragraph's words and pictures into the flow, in their order."""
        runs: list[_Run] = []
        first = True

        def flush() -> None:
            nonlocal runs, first
            if any(run.text.strip() or run.note for run in runs):
                # Only the words before a picture are what the paragraph is; those behind may be its caption.
                role = (text.role, text.level, text.number) if first else (Role.TEXT, 0, 0)
                self._take(_Text(runs, *role, text.side, text.indented))
                first = False
            runs = []

        for piece in pieces:
            if isinstance(piece, _Run):
                runs.append(piece)
            else:
                flush()
                self.out.append(piece)
        flush()

    # Runs.

    def _pieces(self, parent: Element, base: Look, link: str = "") -> Iterator[_Run | _Raw]:
        for child in parent:
            name = child.tag
            if name == f"{W}r":
                yield from self._run(child, base, link)
            elif name == f"{W}hyperlink":
                yield from self._pieces(child, base, self._target(child) or link)
            elif name in (f"{W}ins", f"{W}moveTo"):
                self.inserted += 1
                yield from self._pieces(child, base, link)
            elif name in (f"{W}del", f"{W}moveFrom"):
                self._delete(child)
            elif name == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                    yield from self._pieces(content, base, link)
            elif name in (f"{W}smartTag", f"{W}customXml", f"{W}dir", f"{W}bdo"):
                yield from self._pieces(child, base, link)
            elif name == f"{W}fldSimple":
                found = _HYPERLINK.match(value(child, "instr") or "")
                if not _SILENT_FIELDS.match(value(child, "instr") or ""):
                    yield from self._pieces(child, base, self._web(found[1]) if found else link)
            elif name == f"{MC}AlternateContent":
                yield from self._pieces(chosen(child), base, link)
            elif name.startswith(M):
                yield self._math(child)

    def _run(self, element: Element, base: Look, link: str) -> Iterator[_Run | _Raw]:
        properties = element.find(f"{W}rPr")
        look = base
        if properties is not None:
            style = value(properties.find(f"{W}rStyle"))
            look = look_of(properties).over(self.styles.look(style, base) if style else base)
        for child in element:
            yield from self._part(child, look, link)

    def _part(self, child: Element, look: Look, link: str) -> Iterator[_Run | _Raw]:
        name = child.tag
        if name == f"{W}fldChar":
            self._field(value(child, "fldCharType") or "")
            return
        if name == f"{W}instrText":
            if self.fields:
                self.fields[-1][0] += child.text or ""
            return
        self.in_contents = self.in_contents or any(
            _is_contents(instruction) for instruction, *_ in self.fields
        )
        if self.fields and (len(self.fields[-1]) == 1 or _SILENT_FIELDS.match(self.fields[-1][0])):
            if not self.in_contents:
                return
        for instruction, *_ in self.fields:
            if found := _HYPERLINK.match(instruction):
                link = self._web(found[1]) or link
        if look.hidden:
            self.hidden.append(child.text or "")
        elif name == f"{W}t":
            text = child.text or ""
            if look.font and symbol_fonts.is_sign_font(look.font):
                text = self._sign_text(text, look.font)
            yield _Run(text, look, link)
        elif name in (f"{W}tab", f"{W}ptab"):
            yield _Run("\t", look, link)
        elif name == f"{W}cr" or (name == f"{W}br" and value(child, "type") not in ("page", "column")):
            yield _Run("\n", look, link)
        elif name == f"{W}softHyphen":
            # The letter ư of TCVN3 has its code; elsewhere it is dropped in the end.
            yield _Run("\u00ad", look, link)
        elif name == f"{W}noBreakHyphen":
            yield _Run("-", look, link)
        elif name == f"{W}sym":
            code = (
                int(value(child, "char") or "0", 16)
                if re.fullmatch("[0-9A-Fa-f]{1,6}", value(child, "char") or "")
                else 0
            )
            yield _Run(self._sign_text(chr(code), value(child, "font") or ""), replace(look, font=""), link)
        elif name in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if name.endswith("footnoteReference") else "endnote"
            key = (kind, value(child, "id") or "")
            self.note_ids.setdefault(key, str(len(self.note_ids) + 1))
            yield _Run("", Look(), "", self.note_ids[key])
        elif name == f"{W}commentReference":
            self.comments.append(value(child, "id") or "")
        elif name in (f"{W}drawing", f"{W}pict", f"{W}object"):
            yield from self._drawn(child)
        elif name == f"{MC}AlternateContent":
            for inner in chosen(child):
                yield from self._part(inner, look, link)
        elif name == f"{W}ruby":
            yield from self._pieces(child.find(f"{W}rubyBase") or Element("none"), look, link)

    def _sign_text(self, text: str, font: str) -> str:
        shown = symbol_fonts.signs(text, font)
        if symbol_fonts.UNKNOWN in shown and symbol_fonts.UNKNOWN not in text:
            self.left_out[f"ký hiệu của phông “{font}” (trong bài ghi “{symbol_fonts.UNKNOWN}”)"] += 1
        return shown

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append([""])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("shown")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _target(self, element: Element) -> str:
        relation = self.relations.get(element.get(f"{R}id", ""))
        return self._web(relation.target) if relation is not None else ""

    def _web(self, target: str) -> str:
        """Return an address that may be linked to, "" for one that may not."""
        if target.lower().startswith("www."):
            target = f"http://{target}"
        if _WEB.match(target):
            return target
        if target and not target.startswith(("#", "_")):
            self._doubt(
                SourceKind.DROPPED,
                f"liên kết tới “{target[:80]}” không mở được trên mạng nên chỉ giữ chữ. Cần thì chèn lại liên kết tới tệp trên cổng.",
            )
        return ""

    def _delete(self, element: Element) -> None:
        words = "".join(
            one.text or "" for one in element.iter() if one.tag in (f"{W}delText", f"{W}t")
        ).strip()
        if words:
            self.deleted.append(words)

    def _math(self, element: Element) -> _Run:
        words = "".join(one.text or "" for one in element.iter() if one.tag == f"{M}t")
        self._doubt(
            SourceKind.GUESSED,
            f"công thức “{words[:60]}” chỉ giữ được chữ và số. Xem lại, hoặc chụp thành ảnh.",
            words[:40],
        )
        return _Run(words, Look())

    # Pictures and other things that are drawn.

    def _drawn(self, element: Element) -> Iterator[_Raw]:
        for box in outermost(element, f"{W}txbxContent"):
            yield from self._blocks(box)
        title = next(element.iter(f"{WP}docPr"), None)
        alt = (title.get("descr") or "") if title is not None else ""
        found = False
        for picture in element.iter(f"{PIC}pic"):
            found = True
            yield from self._picture(picture, alt)
        for shape in element.iter(f"{V}shape"):
            for data in shape.iter(f"{V}imagedata"):
                found = True
                turned = re.search(r"rotation:\s*(-?\d+)(?!\d*fd)", shape.get("style", ""))
                yield from self._stored(
                    data.get(f"{R}id", ""), shape.get("alt", ""), int(turned[1]) if turned else 0
                )
        for thing in element.iter(f"{O}OLEObject"):
            found = True
            self.left_out[f"đối tượng nhúng {thing.get('ProgID', '')}".strip()] += 1
        for data in element.iter(f"{A}graphicData"):
            kind = next((name for word, name in _OBJECTS.items() if word in data.get("uri", "")), "")
            if kind:
                found = True
                self.left_out[kind] += 1
        boxed = next(element.iter(f"{W}txbxContent"), None) is not None
        if not found and not boxed and element.tag == f"{W}drawing":
            self.left_out["hình vẽ của Word"] += 1

    def _picture(self, picture: Element, alt: str) -> Iterator[_Raw]:
        blip = next(picture.iter(f"{A}blip"), None)
        if blip is None:
            return
        form = next(picture.iter(f"{A}xfrm"), None)
        turned = round((number(form.get("rot")) or 0) / 60_000) if form is not None else 0
        cut = next(picture.iter(f"{A}srcRect"), None)
        sides = tuple((number(cut.get(side)) or 0) / 100_000 for side in "ltrb") if cut is not None else ()
        whole = (0.0, 0.0, 0.0, 0.0)
        own = next(picture.iter(f"{PIC}cNvPr"), None)
        alt = alt or ((own.get("descr") or "") if own is not None else "")
        link = blip.get(f"{R}embed", "") or blip.get(f"{R}link", "")
        kept = (sides[0], sides[1], sides[2], sides[3]) if len(sides) == 4 else whole
        yield from self._stored(link, alt, turned, kept)

    def _stored(
        self, link: str, alt: str, turned: int, cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    ) -> Iterator[_Raw]:
        relation = self.relations.get(link)
        if relation is None:
            self.left_out["ảnh mà tệp Word không còn giữ"] += 1
            return
        name = posixpath.basename(relation.target.replace("\\", "/"))
        if relation.outside:
            data = None
        elif not name.lower().endswith(_PHOTO_KINDS):
            kind = posixpath.splitext(name)[1].lstrip(".").upper() or "lạ"
            self.left_out[f"hình vẽ dạng {kind}"] += 1
            return
        else:
            data = self.package.data(relation.target)
        key = f"{relation.target} {turned} {cut}"
        self.pictures[key] = Picture(name, data, turned % 360, cut)
        said = " ".join(alt.split())
        yield Photo(key, "" if _NOT_SAID.search(said) else said)

    # What comes of it.

    def _finished(self, raw: Iterable[_Raw]) -> Iterator[Block]:
        for block in raw:
            if isinstance(block, _Text):
                yield _paragraph_of(block)
            elif isinstance(block, _Table):
                rows = tuple(tuple(self._finished_cell(cell) for cell in row) for row in block.rows)
                yield Table(tuple(row for row in rows if row), block.heads)
            else:
                yield block

    def _finished_cell(self, cell: _Cell) -> Cell:
        blocks = tuple(self._finished(cell.blocks))
        sides = {block.side for block in blocks if isinstance(block, Paragraph)}
        return Cell(blocks, cell.columns, cell.rows, sides.pop() if len(sides) == 1 else Side.PLAIN)

    def _doubt(self, kind: SourceKind, message: str, near: str = "") -> None:
        doubt = Doubt(kind, message, near=near)
        if doubt not in self.doubts:
            self.doubts.append(doubt)

    def _tell(self, codes: Sequence[str], damaged: Sequence[str], margins: str) -> None:
        """Note what was left out and what was accepted."""
        told = [name for name in codes if "rời" not in name]
        if told:
            self._doubt(
                SourceKind.GUESSED, f"có đoạn bị hỏng mã ({', '.join(told)}), đã sửa. Đọc lại các đoạn ấy."
            )
        if damaged:
            words = ", ".join(f"“{word}”" for word in damaged[:8])
            self._doubt(
                SourceKind.GUESSED,
                f"các chữ {words} trông như bị hỏng mã, được giữ nguyên. Gõ lại cho đúng.",
                damaged[0],
            )
        for what, count in self.left_out.items():
            self._doubt(
                SourceKind.FAILED,
                f"{count} {what} không đưa vào bài được. Chụp thành ảnh hoặc lưu thành tệp PDF đính kèm.",
            )
        if self.inserted or self.deleted:
            gone = "; ".join(f"“{words[:60]}”" for words in self.deleted[:4])
            more = f" Chữ đã bị xóa, không vào bài: {gone}." if gone else ""
            self._doubt(
                SourceKind.GUESSED,
                f"tệp Word còn vết sửa (Track Changes): coi như đã chấp nhận mọi chỗ sửa.{more}",
            )
        if self.comments:
            self._doubt(
                SourceKind.DROPPED,
                f"{len(self.comments)} lời bình của Word không vào bài: {'; '.join(self._said())}.",
            )
        if hidden := "".join(self.hidden).strip():
            self._doubt(SourceKind.DROPPED, f"chữ ẩn trong tệp Word không vào bài: “{hidden[:120]}”.")
        if self.contents:
            self._doubt(
                SourceKind.DROPPED,
                f"mục lục ({len(self.contents)} dòng) không vào bài: trang có tiêu đề mục để tra.",
            )
        if found := " / ".join(line.strip() for line in margins.splitlines() if line.strip()):
            if not re.fullmatch(r"[\d\s/–-]*", found):
                self._doubt(SourceKind.DROPPED, f"đầu trang, chân trang không vào bài: “{found[:120]}”.")

    def _said(self) -> Iterator[str]:
        root = self.part("comments.xml")
        for comment in root.findall(f"{W}comment") if root is not None else ():
            if value(comment, "id") in self.comments[:5]:
                words = "".join(one.text or "" for one in comment.iter(f"{W}t"))
                yield f"{value(comment, 'author') or 'không tên'}: “{words[:80]}”"


def _is_contents(instruction: str) -> bool:
    return instruction.strip().upper().startswith("TOC")


def _says(piece: _Run | _Raw) -> bool:
    return isinstance(piece, _Run) and bool(piece.text.strip())


def _named_level(names: Sequence[str]) -> int:
    """
    Return how deep in a list a style of Word's own stands, 1 for any other.

    >>> _named_level(["list bullet 2"]), _named_level(["list number"]), _named_level(["tin", "list number 3"])
    (2, 1, 3)
    """
    found = (re.fullmatch(r"list (?:bullet|number) ([2-5])", name) for name in names)
    return max((int(one[1]) for one in found if one), default=1)


def _role(names: Sequence[str], outline: int | None) -> tuple[Role, int]:
    """
    Return what a paragraph is by the names of its style and of what that is based on.

    >>> _role(["tên mục", "heading 2", "normal"], None), _role(["title"], None)
    ((<Role.HEADING: 'heading'>, 2), (<Role.TITLE: 'title'>, 0))
    """
    for name in names:
        if found := re.fullmatch(r"(?:heading|tiêu đề|đề mục) ?(\d)", name):
            return Role.HEADING, int(found[1])
        if name in ("title", "tiêu đề"):
            return Role.TITLE, 0
        if name in ("subtitle", "phụ đề"):
            return Role.SUBTITLE, 0
        if name in ("caption", "chú thích", "illustration", "figure", "drawing"):
            return Role.CAPTION, 0
        if name in ("quote", "intense quote", "quotations", "block text", "trích dẫn"):
            return Role.QUOTE, 0
    if outline is not None and outline < 9:
        return Role.HEADING, outline + 1
    return Role.TEXT, 0


def _paragraph_of(text: _Text) -> Paragraph:
    """Return a paragraph as a value; what a heading's style says of bold is its own affair."""
    heading = text.role in (Role.HEADING, Role.TITLE, Role.SUBTITLE)
    spans = [
        Span(
            run.text.replace("\u00a0", " ").replace("\u00ad", ""),
            bold=bool(run.look.bold) and not heading,
            italic=bool(run.look.italic),
            struck=bool(run.look.struck),
            raised=Raised(run.look.raised or ""),
            link=run.link,
            note=run.note,
        )
        for run in text.runs
    ]
    sizes = Counter[float]()
    for run in text.runs:
        sizes[run.look.size or 0.0] += len(run.text.strip())
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Paragraph(joined(spans), text.role, text.level, text.number, text.side, size, text.indented)
