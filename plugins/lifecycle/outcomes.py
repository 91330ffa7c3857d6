"""Name what can become of a source file; which it is, ``plugins.lifecycle.outcome`` decides."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a source file; each has one outcome."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


# These have a page; the others are kept out of the portal.
PUBLIC = frozenset({Outcome.PUBLISHED, Outcome.HIDDEN, Outcome.WITHDRAWN})
# These may get one some day.
NOT_PUBLIC_YET = frozenset({Outcome.DRAFT, Outcome.SCHEDULED})
