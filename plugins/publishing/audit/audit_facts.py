"""What the audit has to know of the build whose output it reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from plugins.publishing.audit.site_base import SiteBase


@dataclass(frozen=True, slots=True)
class Secrets:
    """
    Texts of drafts and scheduled articles that must not be public yet, as pages would write them, with their files.

    ``titles`` are searched for in files for machines too.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def _nobody_wrote(text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """
    What is known of an output beside its files.

    ``unlisted`` are pages to which no page has to link, ``expected`` files that must be there; ``is_written`` tells
    whether a text is one that somebody wrote and that is public: it is neither a leak nor left over.
    """

    base: SiteBase
    secrets: Secrets = field(default_factory=Secrets)
    unlisted: Collection[str] = ()
    expected: Collection[str] = ()
    is_written: Callable[[str], bool] = _nobody_wrote
