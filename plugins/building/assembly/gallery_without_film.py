"""Tell of films and albums of the gallery whose article is not there, not public or has no film; they are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.office.video_gallery import FILE
from plugins.pages.gallery_page import stories_shown
from plugins.pages.site import Site
from plugins.problems import Problem, warning


def gallery_without_film(site: Site, content: str) -> Iterator[Problem]:
    """Yield a reminder for each film or album without its article; ``content`` is the folder's name."""
    there = stories_shown(site)
    for one in site.office.gallery:
        if one.article and one not in there:
            has = "" if one.is_album else " có tệp đính kèm .mp4 hay .webm"
            what = "bộ ảnh" if one.is_album else "video"
            message = (
                f"“{one.name}”, bai: chưa có bài công khai nào ở đường dẫn “{one.article}”{has}, "
                f"nên {what} này chưa hiện."
            )
            yield warning(f"{content}/{FILE}", one.line, "muc-du-lieu", message)
