"""Complete what could be read of a file that has errors, so that a preview can show it; nothing publishes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from plugins.article.facts import Article, ArticleKind, Status
from plugins.article.reading_habits import PORTALS_OWN, ReadingHabits
from plugins.prose.body import Body
from plugins.vietnamese.slugs import slugify


def fit_to_show(
    path: str, article: Article | None, now: datetime, apart: str, habits: ReadingHabits = PORTALS_OWN
) -> Article:
    """
    Return an article with all that a page needs; ``path`` is the file's, None stands for one of which nothing was read.

    News without a day or a section has no place among the others: it lies below the address
    ``apart``, is of today, and in no list.

    >>> shown = fit_to_show("content/tin/Bài mới.md", None, datetime(2024, 6, 30, 8), "xem-thu/bai/")
    >>> shown.title, shown.save_as, shown.date
    ('Bài mới.md', 'xem-thu/bai/bai-moi/index.html', datetime.datetime(2024, 6, 30, 0, 0))
    """
    name = PurePosixPath(path)
    slug = (article.slug if article else "") or slugify(name.stem) or "bai"
    kind = habits.kind_of(path)
    known = article or Article(path, kind, "", slug, Body(""))
    # An address of its own may be what is wrong with it.
    known = replace(known, title=known.title or name.name, slug=slug, save_as="")
    if kind is ArticleKind.PAGE or (known.date and known.section):
        return known
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    place = f"{apart}{slug}/index.html"
    return replace(known, date=known.date or today, save_as=place, status=Status.HIDDEN)
