"""Read the slug of an article: what its header says, else its file's name, else its title."""

from __future__ import annotations

import re

from plugins.article.facts import ArticleKind
from plugins.article.header_values import HeaderValues
from plugins.article.path_facts import stem_without_day
from plugins.article.reserved_slugs import PAGE_SLUGS, RESERVED_SLUGS, OwnSlug
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify

SLUG_LIMIT = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What a written slug may not have, though a slug could be made of the rest.
_NOT_IN_SLUGS = re.compile(r"[/\\?=#&%:<>\"|*]|\.\.")


def read_slug(
    header: HeaderValues, title: str, kind: ArticleKind, *, of_title: bool = False
) -> tuple[str, bool]:
    """Return the wanted last part of an article's address, and whether the editor wrote it; ``of_title``: made of its title first."""
    stem, problems = stem_without_day(header.path)
    header.problems.extend(problems)
    value = header.value("slug")
    if value:
        return _written_slug(header, value, kind), True
    return _derived_slug(header, title if of_title and slugify(title) else stem, title, kind), False


def _written_slug(header: HeaderValues, value: str, kind: ArticleKind) -> str:
    slug = slugify(value)
    if value.lower() in RESERVED_SLUGS and not (kind is ArticleKind.PAGE and value in PAGE_SLUGS):
        header.error("slug", "duong-dan", f"“Đường dẫn”: “{value}” dành riêng cho trang của hệ thống.")
    elif len(value) <= SLUG_LIMIT and SLUG.fullmatch(value) and value not in DEVICE_NAMES:
        return value
    elif not slug or _NOT_IN_SLUGS.search(value):
        message = f"“Đường dẫn” chỉ được gồm chữ thường a–z, số và dấu “-”; không dùng được “{value[:80]}”."
        header.error("slug", "duong-dan", message)
    else:
        header.warn("slug", "duong-dan-doi", f"“Đường dẫn” được đổi thành “{slug}”.")
    return slug


def _derived_slug(header: HeaderValues, stem: str, title: str, kind: ArticleKind) -> str:
    """Return the slug of a file's name, of the title where the name has no letters or is reserved."""
    slug = slugify(stem) or slugify(title)
    if slug in RESERVED_SLUGS and not (kind is ArticleKind.PAGE and slug in PAGE_SLUGS):
        other = slugify(title) if slugify(title) not in RESERVED_SLUGS else f"{slug}-1"
        if kind is ArticleKind.PAGE and slug != OwnSlug.INDEX:
            message = (
                f"tên tệp “{stem}” dành riêng cho trang của hệ thống; trang này dùng địa chỉ “/{other}/”."
            )
            header.warn("slug", "duong-dan-doi", message)
        return other
    if title and not slug:
        header.error("title", "duong-dan", "tên tệp và tiêu đề không có chữ; hãy thêm “Đường dẫn: …”.")
    return slug
