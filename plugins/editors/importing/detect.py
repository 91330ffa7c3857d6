"""Anything that can be imported becomes a draft: what it is, its bytes tell, not its name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.editors.importing.cleanup import tidied
from plugins.editors.importing.imported_article import (
    Block,
    Doubt,
    ImportedArticle,
    Paragraph,
    Photo,
    Picture,
    SourceKind,
    Span,
    Table,
)
from plugins.editors.importing.oldsite.page import Knowledge, old_draft
from plugins.editors.importing.oldsite.text import read_text
from plugins.editors.importing.oldsite.title import Clues
from plugins.editors.importing.oldsite.webpage import WebPage, data_of, link_share, read_mht, read_page
from plugins.editors.importing.pictures import ready
from plugins.editors.importing.recognise import recognised, without_repeats
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word import office
from plugins.editors.importing.word.document import read_word
from plugins.media.attachments import is_attachment
from plugins.media.picture_files import EXTENSIONS
from plugins.vietnamese.conversion import Certainty, Conversion, convert_bytes, convert_text

WORD, PAGES, TEXTS = (
    (".docx", ".docm", ".doc", ".odt", ".rtf", ".dotx"),
    (".html", ".htm", ".mht", ".mhtml", ".aspx", ".xhtml"),
    (".txt",),
)
PHOTOS = (*sorted(EXTENSIONS), ".tif", ".tiff", ".bmp", ".jfif")
ENDINGS = (*WORD, *PAGES, *TEXTS)
_OTHER = {
    b"%PDF": "tệp PDF chưa nhập thành bài được. Đính kèm nó vào một bài (Tệp đính kèm: …), hoặc mở bằng Word, lưu thành .docx rồi nhập.",
    b"Rar!": "tệp nén RAR: giải nén rồi nhập từng tệp bên trong.",
    b"7z\xbc\xaf": "tệp nén 7z: giải nén rồi nhập từng tệp bên trong.",
}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|body|head|div|p|table|span|font|br|meta)\b", re.IGNORECASE)
_OLD_FONT = re.compile(r"(?:face\s*=|font-family\s*:)\s*[\"']?\s*(?:\.vn|vni-)", re.IGNORECASE)
_LIST_OF_NEWS = 0.6
_MOST_PICTURES = 200
_LARGEST = 250_000_000

Get = Callable[[str], bytes | None]
ATTACHED = "attachment:"


@dataclass(frozen=True, slots=True)
class ImportSource:
    """Something to import: its name for messages, its bytes, where it lived, and a way to what it refers to."""

    name: str
    data: bytes
    address: str = ""
    charset: str = ""
    get: Get = lambda _: None


def read_import(source: ImportSource, known: Knowledge) -> ImportedArticle:
    """Return the draft that a source is; raise Refused for what cannot become an article."""
    data, name = source.data, source.name
    if not data.strip():
        raise ImportRefused(f"“{name}” rỗng. Chép lại tệp.")
    if len(data) > _LARGEST:
        raise ImportRefused(f"“{name}” quá lớn. Thu nhỏ ảnh trong tệp rồi nhập lại.")
    for mark, message in _OTHER.items():
        if data.startswith(mark):
            raise ImportRefused(message)
    if name.lower().endswith((".md", ".markdown")):
        raise ImportRefused(
            f"“{name}” đã là tệp bài viết: đặt vào content/bai-viet/. Chữ ở mã cũ thì dùng: python3 tasks.py convert."
        )
    if data.startswith(b"PK"):
        return _from_archive(source, known)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return word_draft(data, known, name)
        return word_draft(office.as_docx(data, ".doc", name), known, name)
    if data.startswith(b"{\\rtf"):
        return word_draft(office.as_docx(data, ".rtf", name), known, name)
    if data[4:8] == b"ftyp" and data[8:11] in (b"iso", b"mp4", b"M4V", b"qt ", b"3gp", b"avc"):
        raise ImportRefused(
            f"“{name}” là video, không nhập thành bài được. Viết bài rồi đặt một liên kết tới video."
        )
    if _is_photo(data):
        return photo_draft(source)
    return _from_text(source, known)


def _from_archive(source: ImportSource, known: Knowledge) -> ImportedArticle:
    head = source.data[:200]
    if b"opendocument.text" in head:
        return word_draft(office.as_docx(source.data, ".odt", source.name), known, source.name)
    if b"opendocument" in head or source.name.lower().endswith((".xlsx", ".pptx", ".xlsm", ".zip")):
        raise ImportRefused(
            f"“{source.name}” không phải tệp văn bản Word. Bảng tính, trình chiếu thì đính kèm vào bài; tệp nén thì giải nén trước."
        )
    return word_draft(source.data, known, source.name)


def _is_photo(data: bytes) -> bool:
    return (
        data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*"))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:8] == b"ftyp"
    )


# Word.


def word_draft(data: bytes, known: Knowledge, name: str) -> ImportedArticle:
    """Return the draft of a .docx file."""
    said = read_word(data)
    blocks, letterhead, doubts = tidied(said.blocks)
    notes = {key: tuple(tidied(inner)[0]) for key, inner in said.notes.items()}
    if letterhead:
        quoted = " / ".join(letterhead.split("\n"))
        doubts.append(
            Doubt(
                SourceKind.DROPPED,
                f"phần đầu văn bản (quốc hiệu, số, ngày) không vào bài: “{quoted[:300]}”. Là văn bản của sổ quy hoạch thì điền “Loại văn bản”, “Số ký hiệu”, “Ngày ban hành”.",
            )
        )
    parts = recognised(blocks, known.authors, name)
    body = without_repeats(parts.body, parts.title)
    if not blocks and not letterhead:
        raise ImportRefused(f"“{name}” không có chữ hay ảnh nào đọc được. Mở tệp xem lại.")
    saved = (
        f" Tệp Word được lưu lần cuối {said.changed[8:10]}/{said.changed[5:7]}/{said.changed[:4]}."
        if said.changed
        else ""
    )
    saved = f" Cuối bài ghi “{parts.day}”." if parts.day else saved
    missing = [
        Doubt(
            SourceKind.MISSING,
            f"tệp Word không cho biết ngày đăng.{saved} Điền ngày sau “Ngày đăng:”.",
            "date",
        )
    ]
    missing.append(
        Doubt(
            SourceKind.MISSING,
            "tệp Word không cho biết chuyên mục. Chọn một chuyên mục của cổng.",
            "category",
        )
    )
    return ImportedArticle(
        origin=name,
        title=parts.title,
        lead=parts.lead,
        byline=parts.signature.byline,
        source=parts.signature.source,
        body=tuple(body),
        notes=notes,
        pictures=said.pictures,
        doubts=(*missing, *parts.doubts, *doubts, *said.doubts),
    )


# A photo alone.


def photo_draft(source: ImportSource) -> ImportedArticle:
    """Return the draft of an article that is yet to be written around a photo."""
    picture = Picture(PurePosixPath(source.name.replace("\\", "/")).name, source.data)
    made = ready(picture)
    if isinstance(made, str):
        raise ImportRefused(f"“{source.name}”: {made}. Lưu lại ảnh bằng phần mềm ảnh rồi nhập lại.")
    taken = f" Máy ảnh ghi ngày chụp {made.taken}." if made.taken else ""
    missing = (
        Doubt(
            SourceKind.MISSING,
            "mới chỉ có ảnh. Viết tên bài sau “Tiêu đề:”, viết bài dưới ảnh, rồi đổi tên tệp .md theo tên bài (không dấu, nối bằng “-”).",
            "title",
        ),
        Doubt(SourceKind.MISSING, f"điền ngày đăng sau “Ngày đăng:”.{taken}", "date"),
        Doubt(SourceKind.MISSING, "chọn một chuyên mục của cổng.", "category"),
    )
    return ImportedArticle(
        source.name, body=(Photo(picture.name),), pictures={picture.name: picture}, doubts=missing
    )


# Old pages.


def _from_text(source: ImportSource, known: Knowledge) -> ImportedArticle:
    head = source.data[:2000]
    if head.lstrip()[:200].lower().startswith((b"mime-version:", b"from: <saved", b'from: "saved')) or (
        b"multipart/related" in head and b"boundary=" in head
    ):
        saved = read_mht(source.data)
        if saved is not None:
            files = saved.files
            get = source.get
            source = replace(
                source,
                data=saved.html,
                charset=saved.charset,
                address=source.address or (saved.address if saved.address.startswith("http") else ""),
                get=lambda place: files.get(place) or get(place),
            )
    read = decoded(source.data, source.charset)
    if read is not None and _HTML.search(read.text[:20_000]) and _OLD_FONT.search(read.text):
        # Fonts tell what each run is in, better than the words do.
        read = decoded(source.data, source.charset, mend=False)
    if read is None:
        raise ImportRefused(
            f"“{source.name}” không phải là văn bản hay trang web. Chỉ nhập được Word, HTML, văn bản .txt và ảnh."
        )
    text = read.text
    if _HTML.search(text[:20_000]):
        draft = _page_draft(source, text, known)
    else:
        draft = _text_draft(source, text, known)
    return draft.doubting(*_told(read))


def _told(read: Conversion) -> list[Doubt]:
    doubts = []
    names = [name for name in read.encodings if "rời" not in name]
    if names:
        sure = "" if read.certainty is Certainty.CERTAIN else f" ({read.certainty})"
        doubts.append(
            Doubt(
                SourceKind.GUESSED,
                f"chữ ở mã {', '.join(names)} đã đổi sang Unicode{sure}. Đọc lại một lượt.",
            )
        )
    if read.doubtful:
        words = ", ".join(f"“{word}”" for word in read.doubtful[:6])
        doubts.append(
            Doubt(
                SourceKind.GUESSED,
                f"các chữ {words} trông như bị hỏng mã, được giữ nguyên. Gõ lại cho đúng.",
                near=read.doubtful[0],
            )
        )
    return doubts


def decoded(data: bytes, charset: str = "", mend: bool = True) -> Conversion | None:
    """
    Return the text of a page: what its bytes are proves more than what it says of itself.

    ``mend`` makes damaged words sound too.

    >>> decoded("<meta charset=iso-8859-1><p>Thọ Xuân</p>".encode()).text
    '<meta charset=iso-8859-1><p>Thọ Xuân</p>'
    """
    found = _META_CHARSET.search(data[:4000])
    named = (found[1].decode("ascii", "replace") if found else charset).lower()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if named in (
            "windows-1258",
            "cp1258",
            "utf-16",
            "utf-16le",
            "utf-16be",
            "windows-1252",
            "iso-8859-1",
        ):
            guess = convert_bytes(data)
            if guess is not None and guess.certainty is Certainty.CERTAIN:
                return guess
            try:
                return convert_text(data.decode("cp1252" if named == "iso-8859-1" else named))
            except (UnicodeDecodeError, LookupError):
                return guess
        return convert_bytes(data)
    return convert_bytes(data) if mend else Conversion(data.decode("utf-8-sig"))


def _text_draft(source: ImportSource, text: str, known: Knowledge) -> ImportedArticle:
    blocks = read_text(text)
    draft = old_draft(blocks, (), Clues(source.address), known, source.name)
    return _with_pictures(draft, {}, source)


def _page_draft(source: ImportSource, html: str, known: Knowledge) -> ImportedArticle:
    page = read_page(html, source.address)
    if not page.whole:
        raise ImportRefused(
            f"“{source.name}” không có chữ nào, hoặc trang quá phức tạp. Mở trang bằng trình duyệt, chép chữ sang một tệp .txt rồi nhập tệp ấy."
        )
    clues = Clues(page.address, page.titles, page.dates, page.lead)
    draft = old_draft(page.whole, page.main, clues, known, source.name)
    if _is_list(page, draft):
        raise ImportRefused(
            f"“{source.name}” giống trang chủ hay trang danh sách hơn là một bài; không nhập."
        )
    draft = _with_pictures(draft, page.sources, replace(source, address=page.address))
    draft = _with_attachments(draft, replace(source, address=page.address))
    videos = tuple(
        Doubt(
            SourceKind.FAILED,
            f"video hay bản đồ nhúng không đưa vào bài được: {place[:150]}. Cần thì đặt một liên kết tới đó.",
        )
        for place in page.videos[:5]
    )
    return draft.doubting(*videos)


def _is_list(page: WebPage, draft: ImportedArticle) -> bool:
    return not draft.date and link_share(draft.body) > _LIST_OF_NEWS


def _with_pictures(
    draft: ImportedArticle, sources: Mapping[str, str], source: ImportSource
) -> ImportedArticle:
    """Return a draft with the pictures that its body shows, as far as they can be had."""
    pictures: dict[str, Picture] = {}
    doubts: list[Doubt] = []
    for shown in _photos(draft.body):
        if shown.key in pictures or len(pictures) >= _MOST_PICTURES:
            continue
        place = sources.get(shown.key, shown.key)
        data = data_of(place) if place.startswith("data:") else source.get(place) or source.get(shown.key)
        name = name_of(place, len(pictures) + 1)
        pictures[shown.key] = Picture(name, data)
        if data is None:
            doubts.append(
                Doubt(
                    SourceKind.MISSING,
                    f"không tìm thấy ảnh “{name}”. Chép ảnh vào cạnh bài với đúng tên trong ngoặc, hoặc xóa dòng ảnh.",
                    near=name,
                )
            )
    return replace(draft, pictures=pictures, doubts=(*draft.doubts, *doubts))


def _photos(blocks: Iterable[Block]) -> Iterable[Photo]:
    for block in blocks:
        if isinstance(block, Photo):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _photos(cell.blocks)


def name_of(place: str, number: int) -> str:
    """
    Return the name of a picture's file by where it lived.

    >>> name_of("https://a.vn/anh/PN%20t%E1%BA%ADp%20hu%E1%BA%A5n.jpg?w=5", 1), name_of("https://a.vn/get?id=5", 2)
    ('PN tập huấn.jpg', 'anh-2')
    """
    if place.startswith("data:"):
        return f"anh-{number}"
    try:
        name = posixpath.basename(
            unquote(urlsplit(place).path if "://" in place else place.replace("\\", "/").split("?")[0])
        )
    except ValueError:
        name = ""
    return name if name.lower().endswith(PHOTOS) else f"anh-{number}"


def _with_attachments(draft: ImportedArticle, source: ImportSource) -> ImportedArticle:
    """Return a draft whose links to files of the old portal lead to copies, as far as these can be had."""
    attached: dict[str, bytes] = {}
    doubts: list[Doubt] = []
    own = urlsplit(source.address).hostname or ""

    def moved(link: str) -> str:
        if link.startswith(("mailto:", "tel:")) or not link:
            return link
        try:
            parts = urlsplit(link)
        except ValueError:
            return ""
        outside = bool(parts.hostname) and own.removeprefix("www.") != (parts.hostname or "").removeprefix(
            "www."
        )
        name = posixpath.basename(unquote(parts.path))
        if is_attachment(name) and not outside:
            if name not in attached and (data := source.get(link)):
                attached[name] = data
            if name in attached:
                return ATTACHED + name
            doubts.append(
                Doubt(
                    SourceKind.MISSING,
                    f"không lấy được tệp “{name}” mà bài dẫn tới. Chép tệp vào cạnh bài rồi đặt lại liên kết.",
                    near=name,
                )
            )
        if not parts.scheme:
            doubts.append(
                Doubt(
                    SourceKind.DROPPED, f"liên kết “{link[:80]}” chỉ có nghĩa trên cổng cũ nên chỉ giữ chữ."
                )
            )
            return ""
        if not outside and parts.scheme in ("http", "https") and not is_attachment(name):
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    f"liên kết tới cổng cũ được giữ: {link[:120]}. Đổi sang bài tương ứng trên cổng này nếu có.",
                )
            )
        return link if parts.scheme in ("http", "https") else ""

    body = tuple(linked(draft.body, moved))
    return replace(draft, body=body, attachments=attached, doubts=(*draft.doubts, *dict.fromkeys(doubts)))


def linked(blocks: Iterable[Block], moved: Callable[[str], str]) -> Iterable[Block]:
    """Yield blocks with every link led where ``moved`` says."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans: list[Span] = [
                replace(span, link=moved(span.link)) if span.link else span for span in block.spans
            ]
            yield replace(block, spans=tuple(spans))
        elif isinstance(block, Table):
            rows = tuple(
                tuple(replace(cell, blocks=tuple(linked(cell.blocks, moved))) for cell in row)
                for row in block.rows
            )
            yield replace(block, rows=rows)
        else:
            yield block


# Files that lie beside a saved page.


def beside(file: Path, root: Path) -> Get:
    """Return a way to the files that a saved page refers to; nothing outside of ``root`` is ever read."""
    folders = [
        file.parent,
        *(p for p in _companions(file) if p.is_dir()),
        *(file.parent / n for n in ("anh", "images", "img")),
    ]
    real_root = root.resolve()

    def get(place: str) -> bytes | None:
        if place.startswith(("data:", "//")):
            return None
        path = unquote(urlsplit(place).path) if "://" in place else unquote(place.split("?")[0].split("#")[0])
        path = path.replace("\\", "/").lstrip("/")
        name = posixpath.basename(path)
        if not name or not (name.lower().endswith(PHOTOS) or is_attachment(name)):
            return None
        tries = [] if "://" in place else [file.parent / path]
        tries += [folder / name for folder in folders]
        for one in tries:
            try:
                real = one.resolve()
                if real.is_relative_to(real_root) and real.is_file() and real.stat().st_size <= _LARGEST:
                    return real.read_bytes()
            except (OSError, ValueError):
                continue
        return None

    return get


def _companions(file: Path) -> list[Path]:
    """Return the folders that browsers save a page's pictures in."""
    return [file.with_name(f"{file.stem}{end}") for end in ("_files", "_tệp", ".files", "_file")] + [
        file.with_name(file.stem)
    ]
