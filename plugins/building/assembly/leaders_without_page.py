"""Tell of leaders whose page with the biography is not there; they are shown without a link."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.office.leaders import FILE
from plugins.pages.site import Site
from plugins.problems import Problem, warning


def leaders_without_page(site: Site, content: str) -> Iterator[Problem]:
    """Yield a reminder for each leader whose page is none of the public standing pages; ``content`` is the folder's name."""
    public = {story.article.slug for story in site.standing if story.listed}
    for one in site.office.leaders:
        if one.page and one.page not in public:
            message = (
                f"“{one.name}”, trang: chưa có trang công khai nào ở đường dẫn “{one.page}”. "
                f"Viết {content}/trang/{one.page}.md, hoặc bỏ dòng này."
            )
            yield warning(f"{content}/{FILE}", one.line, "muc-du-lieu", message)
