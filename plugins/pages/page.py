"""An output page as a value: where it goes, what it is made from, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.pages.site import Story
from plugins.pages.views import View


@dataclass(frozen=True, slots=True)
class Page:
    """
    One output page: ``path`` below the output folder, the template's name, and how its view is made.

    The view is made from the facts of the site (its portal, address and sections) and from
    what stands here: ``story``, the article that is shown whole; ``told``, the articles of
    which the page tells what a list tells; ``beside``, plain values whose ``repr`` says all
    of them. While these stay as they are, so does the view.
    ``make`` is given the story where there is one.
    """

    path: str
    template: str
    make: Callable[..., View]
    beside: tuple[object, ...] = ()
    story: Story | None = None
    told: Sequence[Story] = ()

    @property
    def view(self) -> View:
        """What the template is shown; made anew each time."""
        return self.make(self.story) if self.story else self.make()


def page_of(path: str, template: str, view: View) -> Page:
    """Return a page whose view is small enough to be made at once, and to stand for itself."""
    return Page(path, template, lambda: view, (view,))
