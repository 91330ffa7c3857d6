"""Tell of films of the gallery whose article is not there, not public or has none; they are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.office.video_gallery import FILE
from plugins.pages.gallery_page import stories_with_films
from plugins.pages.site import Site
from plugins.problems import Problem, warning


def gallery_without_film(site: Site, content: str) -> Iterator[Problem]:
    """Yield a reminder for each film without its article; ``content`` is the folder's name."""
    there = stories_with_films(site)
    for one in site.office.gallery:
        if one.article and one.article not in there:
            message = (
                f"“{one.name}”, bai: chưa có bài công khai nào ở đường dẫn “{one.article}” có tệp đính kèm .mp4 hay .webm, "
                "nên video này chưa hiện."
            )
            yield warning(f"{content}/{FILE}", one.line, "muc-du-lieu", message)
