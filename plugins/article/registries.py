"""Hold what reading an article needs to know beside its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo

from plugins.article.approval import Approval
from plugins.article.place_names import PlaceName
from plugins.article.reading_habits import PORTALS_OWN, ReadingHabits
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import Sections


@dataclass(frozen=True, slots=True)
class Registries:
    """
    The portal's sections, authors, time zone, own organisation and templates, and the rules of approval.

    ``open_sections`` takes any category for a section; ``year`` is the current one, 0 where it is not known; ``places`` are those that
    have another name by now; ``plugin_keys`` are header keys that are not ours and that a plugin or a theme reads; ``habits`` are
    what Pelican's settings say of reading.
    """

    sections: Sections
    authors: Authors
    zone: tzinfo
    own_organisation: Organisation
    open_sections: bool = False
    templates: frozenset[str] = frozenset({"article"})
    approval: Approval = field(default_factory=Approval)
    year: int = 0
    places: tuple[PlaceName, ...] = ()
    plugin_keys: frozenset[str] = frozenset()
    habits: ReadingHabits = PORTALS_OWN
