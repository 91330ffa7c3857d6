"""Read the header fields that each stand for themselves: title, summary, source, cover, tags, status, expiry and the like."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, time

from plugins.article.article_slug import SLUG_LIMIT
from plugins.article.facts import Cover, FileReference, NamedSource, Status, Tag
from plugins.article.header_values import HeaderValues
from plugins.article.photo_focus import read_focus
from plugins.article.status import parse_status
from plugins.article.tags import distinct
from plugins.article.urls import WEB_ADDRESS, host_of
from plugins.header.decode import homoglyphs
from plugins.header.fields import label
from plugins.prose.credits import as_credit, split_credit
from plugins.prose.prose_options import PORTALS_OWN, ProseOptions
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.typography.rules import typeset
from plugins.web.link_address import why_deceiving

LONG_TITLE = 120
# Tags that people paste with a title, and entities; “<Xuân Minh>” is only a name in brackets.
_HTML = re.compile(
    r"</?(?:a|b|br|big|center|div|em|font|h[1-6]|i|img|o:p|p|s|script|small|span|strong|style|sub|sup|u)\b[^<>]*>"
    r"|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8}\d?);",
    re.IGNORECASE,
)
_MARKED_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


def check_letters(header: HeaderValues) -> None:
    """Report letters of another script that look like Latin ones."""
    for name, one in header.source.fields.items():
        for letter in homoglyphs(one.value):
            message = f"“{one.written}” có chữ “{letter}” không phải chữ Latinh (U+{ord(letter):04X}). "
            header.warn(name, "chu-la", f"{message}Hãy gõ lại chữ này.")


def read_title(header: HeaderValues, style: ProseOptions = PORTALS_OWN) -> str:
    """Return the title as it is shown, "" if there is none."""
    title = header.value("title")
    if not header.has("title"):
        header.error("title", "tieu-de", "thiếu dòng “Tiêu đề: …” ở đầu tệp.")
    elif not title:
        header.error("title", "tieu-de", "“Tiêu đề:” đang để trống. Hãy nhập tên bài.")
    elif not any(map(str.isalpha, title)):
        message = f"tiêu đề “{title[:60]}” không có chữ nào. Hãy viết tên bài bằng chữ."
        header.error("title", "tieu-de", message)
    elif found := _HTML.search(title):
        message = f"tiêu đề có mã HTML “{found[0][:40]}”; tiêu đề chỉ là chữ. Hãy xóa mã ấy."
        header.error("title", "tieu-de", message)
    elif len(title) > LONG_TITLE:
        # The address is cut from the title or the file name; the editor should know of both.
        message = f"tiêu đề dài {len(title)} ký tự; địa chỉ chỉ giữ {SLUG_LIMIT} ký tự. "
        header.warn("title", "tieu-de-dai", f"{message}Nên rút tiêu đề xuống dưới {LONG_TITLE} ký tự.")
    return style.styled(title)


def read_published(header: HeaderValues) -> datetime | None:
    """Return the instant of publication, which news must have."""
    if not header.has("date"):
        header.error("date", "ngay-dang", "thiếu dòng “Ngày đăng: …”. Ví dụ: Ngày đăng: 29/11/2023.")
    elif not header.value("date"):
        header.error("date", "ngay-dang", "“Ngày đăng:” đang để trống. Ví dụ: 29/11/2023.")
    return header.moment("date")


def read_expires(header: HeaderValues, published: datetime | None) -> datetime | None:
    """Return the last instant of an article's time; a day without a time counts whole."""
    parsed = header.written_date("expires")
    if parsed is None:
        return None
    expires = parsed.moment
    if not parsed.has_time:
        expires = datetime.combine(expires.date(), time(23, 59, 59), expires.tzinfo)
    if published and expires < published:
        header.warn("expires", "het-han", "“Hết hạn” sớm hơn “Ngày đăng”. Hãy kiểm tra lại.")
    return expires


def read_status(header: HeaderValues) -> Status:
    """Return what the editor wants done with the article; what can't be read is not made public."""
    value = header.value("status")
    status = parse_status(value)
    if status is None:
        names = [one.value for one in Status]
        near = nearest(value, names, 1)
        advice = f"Ý bạn là “{near[0]}”? Hoặc chọn" if near else "Hãy chọn"
        message = f"không có trạng thái “{value[:60]}”. {advice}: {', '.join(names)}."
        header.error("status", "trang-thai", message)
    return status or Status.DRAFT


def summary_of(text: str, style: ProseOptions = PORTALS_OWN) -> str:
    """
    Return a summary as it is shown, without the mark that ends an article.

    >>> summary_of("Xã Xuân Lai họp dân./.")
    'Xã Xuân Lai họp dân.'
    """
    return style.styled(re.sub(r"\.?/\.?\s*$", ".", text.strip()))


def read_named_source(header: HeaderValues) -> NamedSource | None:
    """Return where an article was taken from."""
    value = header.value("source")
    if not value:
        return None
    marked = _MARKED_LINK.fullmatch(value)
    url = marked[2] if marked else (found[0] if (found := WEB_ADDRESS.search(value)) else "")
    url = url.rstrip(").,;>")
    if url.startswith("www."):
        url = f"https://{url}"
    if url and (not url.startswith(("http://", "https://")) or not host_of(url)):
        header.error("source", "nguon", f"“Nguồn”: liên kết “{url[:80]}” phải bắt đầu bằng https://.")
        return None
    if url and (why := why_deceiving(url)):
        header.error("source", "nguon", f"“Nguồn”: liên kết “{url[:80]}” {why}")
        return None
    name = marked[1] if marked else WEB_ADDRESS.sub("", value).strip(" ,;()<>–-")
    return NamedSource(typeset(name) or host_of(url), url)


def read_cover(header: HeaderValues) -> Cover | None:
    """Return the lead photo."""
    target = header.value("cover")
    caption, credit = split_credit(typeset(header.value("cover_caption")))
    alt = typeset(header.value("cover_alt"))
    credit = as_credit(typeset(header.value("cover_credit"))) or credit
    if not target:
        for name in ("cover_caption", "cover_alt", "cover_credit", "cover_focus"):
            if header.value(name):
                header.warn(name, "anh-dai-dien", f"có “{label(name)}” mà thiếu “Ảnh đại diện”.")
        return None
    return Cover(target, header.line("cover"), caption, alt, credit, _cover_focus(header))


def _cover_focus(header: HeaderValues) -> str:
    written = header.value("cover_focus")
    focus = read_focus(written)
    if focus is None:
        message = f"“Tâm ảnh”: không hiểu “{written[:40]}”; ảnh được cắt quanh giữa. Viết trên, dưới, trái, phải, trên trái…, hoặc hai số như 30% 20%."
        header.warn("cover_focus", "anh-dai-dien", message)
    return focus or ""


def read_tags(header: HeaderValues) -> tuple[Tag, ...]:
    """Return the tags, each once."""
    tags: list[Tag] = []
    found = header.source.fields.get("tags")
    written = found.items if found and found.items else re.split("[;,]", header.value("tags"))
    for name in filter(None, (part.strip() for part in written)):
        slug = slugify(name)
        if slug:
            tags.append(Tag(name, slug))
        else:
            header.warn("tags", "tu-khoa", f"thẻ “{name[:60]}” không có chữ; bỏ qua.")
    return distinct(tags)


def read_documents(header: HeaderValues) -> tuple[FileReference, ...]:
    """Return the documents of the portal that the article points at, as they are written."""
    line = header.line("documents")
    return tuple(FileReference(value, line) for value in header.listed("documents"))


def read_attachments(header: HeaderValues) -> tuple[FileReference, ...]:
    """Return the files that the header offers; behind “|” stands the title that readers see of one."""
    line = header.line("attachments")
    written = [split_title(value) for value in header.listed("attachments")]
    return tuple(FileReference(target, line, typeset(title)) for target, title in written if target)


def split_title(written: str) -> tuple[str, str]:
    """
    Return the file and the title of one attachment, "" where it has none.

    >>> split_title("ten tep.pdf | Phụ lục 1: danh mục dự án"), split_title("bao-cao.pdf")
    (('ten tep.pdf', 'Phụ lục 1: danh mục dự án'), ('bao-cao.pdf', ''))
    """
    target, _, title = written.partition("|")
    return target.strip(), " ".join(title.split())


def read_language(header: HeaderValues) -> str:
    """Return the language code of the text; nothing written is Vietnamese."""
    value = header.value("lang").strip().lower().replace("_", "-")
    if value and not _LANGUAGE.fullmatch(value):
        header.error("lang", "ngon-ngu", f"“Ngôn ngữ”: “{value[:40]}” không phải mã ngôn ngữ như vi, en.")
    return value.removesuffix("-vn") or "vi"


def read_template(header: HeaderValues, templates: Collection[str]) -> str:
    """Return the name of the template that the header asks for, "" if it asks for none."""
    value = header.value("template")
    if value and value not in templates:
        names = ", ".join(sorted(templates)) or "(không có)"
        header.error("template", "mau", f"“Mẫu”: không có mẫu “{value[:80]}”. Các mẫu có sẵn: {names}.")
    return value
