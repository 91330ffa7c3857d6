"""The settings of one build: its folders, its address, its instant, and what it makes or leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.building.sources.shown_links import NO_LINKS, ShownLinks
from plugins.building.sources.source_filter import SourceFilter
from plugins.building.sources.static_paths import StaticFiles
from plugins.pages.feed_options import LEADS_ALONE, FeedOptions
from plugins.pages.jinja_additions import NOTHING_ADDED, JinjaAdditions
from plugins.problems import Problem

if TYPE_CHECKING:
    from plugins.article.reading_habits import ReadingHabits

# Settings that decide how and when the portal is built; the others decide what is built.
_NOT_OUTPUT = frozenset(
    {"now", "cache", "confirmed_fewer", "clean", "readers", "fatal_reminders", "is_reminded"}
)


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """
    The settings of one build.

    ``siteurl`` has no slash at its end, "" while there is no address yet; ``now`` is the one
    clock of the build; ``confirmed_fewer`` lets a build have far fewer articles than the last;
    ``clean`` builds from nothing, as if no build had been before;
    ``preview`` shows what is not public too: drafts, what waits for its day, what has errors;
    ``open_sections`` takes plain Pelican content; ``plain_theme`` leaves the pages to a theme that
    was made for Pelican; without ``photos`` a page has their descriptions in their place;
    ``clean_attachments`` leaves names, comments and tracked changes out of the published copies of documents;
    ``cards`` are drawn for what has no photo to be shared with;
    ``feeds`` say what feeds hold;
    ``refused`` are faults that publishing found in articles, which are then not built;
    ``search`` makes an index of the portal, its search page and box; ``readers`` are for articles
    that are not Markdown, by the file's ending: each makes the text of an article, header and HTML
    body, or raises ValueError with the reason; ``templates`` are the names that an article may ask for, none: those of the
    theme; ``plugin_keys`` are header keys that are not the portal's, and that a plugin or the theme reads;
    ``plugin_classes`` are classes of pictures, or their beginnings, that a plugin's code names;
    ``retained`` are names at the top of the output that are somebody else's, and stay;
    ``static`` are the files that are published as they are;
    ``sources`` are the articles that are read at all, ``habits`` what Pelican's settings say of reading them, None where they
    say nothing; ``page_size`` is how many of a list one page shows, 0 for as many as the theme is made for;
    ``jinja`` is what the settings add to the language of templates, ``shown`` the links that they add to every page, ``template_pages`` pairs of a
    template below content/ or in the theme and the file that Pelican makes of it; with ``fatal_reminders`` a build with reminders makes nothing
    public, and ``is_reminded`` tells that there are some of the settings themselves.
    """

    content: Path
    output: Path
    theme: Path
    cache: Path
    now: datetime
    siteurl: str = ""
    name: str = ""
    zone: str = "Asia/Ho_Chi_Minh"
    quarantine: bool = False
    open_sections: bool = False
    confirmed_fewer: bool = False
    clean: bool = False
    preview: bool = False
    plain_theme: bool = False
    photos: bool = True
    clean_attachments: bool = False
    cards: bool = True
    search: bool = False
    feeds: FeedOptions = LEADS_ALONE
    refused: tuple[Problem, ...] = ()
    readers: Mapping[str, Callable[[Path], str]] = field(default_factory=dict)
    templates: tuple[str, ...] = ()
    plugin_keys: tuple[str, ...] = ()
    plugin_classes: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()
    static: StaticFiles = field(default_factory=StaticFiles)
    sources: SourceFilter = field(default_factory=SourceFilter)
    habits: ReadingHabits | None = None
    page_size: int = 0
    jinja: JinjaAdditions = NOTHING_ADDED
    shown: ShownLinks = NO_LINKS
    template_pages: tuple[tuple[str, str], ...] = ()
    fatal_reminders: bool = False
    is_reminded: bool = False

    @property
    def output_settings(self) -> tuple[str, ...]:
        """The settings that decide what is built, as text; not those that say how it is built."""
        return tuple(str(getattr(self, one.name)) for one in fields(self) if one.name not in _NOT_OUTPUT)
