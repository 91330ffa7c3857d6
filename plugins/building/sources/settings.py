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

# Of a field that decides how and when the portal is built; the others decide what is built.
_HOW = {"decides": "how"}


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """The settings of one build."""

    content: Path
    output: Path
    theme: Path
    cache: Path = field(metadata=_HOW)
    #: The one clock of the build.
    now: datetime = field(metadata=_HOW)
    #: The portal's own address, without a slash at its end; "" while there is none yet.
    siteurl: str = ""
    #: The portal's name, "" for that of the data file.
    name: str = ""
    #: The time zone of days that are written without one.
    zone: str = "Asia/Ho_Chi_Minh"
    #: Builds the others although some articles are rejected.
    quarantine: bool = False
    #: Takes plain Pelican content: sections that the data file does not name, dates in file names.
    open_sections: bool = False
    #: Lets a build have far fewer articles than the last.
    confirmed_fewer: bool = field(default=False, metadata=_HOW)
    #: Builds from nothing, as if no build had been before.
    clean: bool = field(default=False, metadata=_HOW)
    #: Shows what is not public too: drafts, what waits for its day, what has errors.
    preview: bool = False
    #: Leaves the pages to a theme that was made for Pelican.
    pelican_theme: bool = False
    #: Without them a page has their descriptions in their place.
    photos: bool = True
    #: Leaves names, comments and tracked changes out of the published copies of documents.
    clean_attachments: bool = False
    #: Draws share cards for what has no photo to be shared with.
    cards: bool = True
    #: Makes an index of the portal, its search page and box.
    search: bool = False
    #: What feeds hold.
    feeds: FeedOptions = LEADS_ALONE
    #: Faults that publishing found in articles, which are then not built.
    refused: tuple[Problem, ...] = ()
    #: What reads articles that are not Markdown, by the file's ending: each makes the text of an article, header and HTML
    #: body, or raises ValueError with the reason.
    readers: Mapping[str, Callable[[Path], str]] = field(default_factory=dict, metadata=_HOW)
    #: The names that an article may ask for; none: those of the theme.
    templates: tuple[str, ...] = ()
    #: Header keys that are not the portal's, and that a plugin or the theme reads.
    plugin_keys: tuple[str, ...] = ()
    #: Classes of pictures, or their beginnings, that a plugin's code names.
    plugin_classes: tuple[str, ...] = ()
    #: Names at the top of the output that are somebody else's, and stay.
    retained: tuple[str, ...] = ()
    #: The files that are published as they are.
    static: StaticFiles = field(default_factory=StaticFiles)
    #: The articles that are read at all.
    sources: SourceFilter = field(default_factory=SourceFilter)
    #: What Pelican's settings say of reading articles, None where they say nothing.
    habits: ReadingHabits | None = None
    #: How many articles of a list one page shows, 0 for as many as the theme is made for.
    page_size: int = 0
    #: What the settings add to the language of templates.
    jinja: JinjaAdditions = NOTHING_ADDED
    #: The links that the settings add to every page.
    shown: ShownLinks = NO_LINKS
    #: Pairs of a template below content/ or in the theme and the file that Pelican makes of it.
    template_pages: tuple[tuple[str, str], ...] = ()
    #: A build with reminders makes nothing public.
    fatal_reminders: bool = field(default=False, metadata=_HOW)
    #: Whoever reads without building does not know all that a build would write: plugins may, or a theme made for Pelican does.
    writes_unknown: bool = field(default=False, metadata=_HOW)
    #: There are reminders of the settings themselves.
    is_reminded: bool = field(default=False, metadata=_HOW)

    @property
    def output_settings(self) -> tuple[str, ...]:
        """The settings that decide what is built, as text; not those that say how it is built."""
        return tuple(str(getattr(self, one.name)) for one in fields(self) if one.metadata != _HOW)
