"""Describe one output page: where it goes, what it is made from, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.pages.site import Story
from plugins.pages.views import View


@dataclass(frozen=True, slots=True)
class Page:
    """
    One output page: ``path`` below the output folder, its kind by the class of its view, and how the view is made.

    The view is made from the facts of the site (its portal, address and sections) and from
    what stands here: ``story``, the article that is shown whole; ``listed``, the articles of
    which the page shows what a list shows; ``values``, plain values whose ``repr`` says all
    of them. While these stay as they are, so does the view.
    ``make`` is given the story where there is one.
    """

    path: str
    view_type: type[View]
    make: Callable[..., View]
    values: tuple[object, ...] = ()
    story: Story | None = None
    listed: Sequence[Story] = ()

    @property
    def view(self) -> View:
        """What the template is given; made anew each time."""
        return self.make(self.story) if self.story else self.make()


def page_of(path: str, view: View) -> Page:
    """Return a page whose view is small enough to be made at once, and to stand for itself."""
    return Page(path, type(view), lambda: view, (view,))
