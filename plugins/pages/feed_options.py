"""What a portal's settings say of its feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass

# An authority in a tag: URI (RFC 4151): a host, and a day or a year since which it is ours.
AUTHORITY = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?,\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """
    What feeds hold beside titles and leads.

    ``full_text`` puts whole articles into them; ``hub`` is the https address of a WebSub hub, "" for none;
    ``authority`` stands in the lasting ids (RFC 4151: "vi-du.gov.vn,2026"), "" for the site's host;
    ``length`` is how many entries a feed has at most; ``firsts`` are the addresses of articles that were published, each
    with the first one that the article had, as far as publishing has found another than its header tells.
    """

    full_text: bool = False
    hub: str = ""
    authority: str = ""
    length: int = 30
    firsts: tuple[tuple[str, str], ...] = ()


LEADS_ALONE = FeedOptions()
