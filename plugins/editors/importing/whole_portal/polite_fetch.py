"""Fetch what an import of an old portal needs: nothing twice, and nothing that the portal asks programs to leave alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from plugins.editors.importing.oldsite.fetch import (
    MAX_PAGE_BYTES,
    AccessRefused,
    FetchedPage,
    Fetcher,
    FinalRefusal,
    TemporaryRefusal,
    normalised_address,
)
from plugins.editors.importing.refusal import ImportRefused, NotAnArticle
from plugins.editors.importing.whole_portal.fetch_journal import FetchJournal, KeptRefusal
from plugins.editors.importing.whole_portal.robots_rules import NOTHING_ALLOWED, RobotsRules, parse_robots
from plugins.web.web_address import BadAddress, WebAddress, web_address

_MOST_ROBOTS_BYTES = 500_000


class RobotsRefusal(ImportRefused):
    """The old portal asks programs to leave an address alone."""


@dataclass(slots=True)
class PoliteFetcher:
    """
    Fetches each address once: what was fetched before comes out of the journal.

    ``named`` are the addresses that an editor typed: a person asks for these, robots.txt is for programs.
    ``heeds_robots`` is false where the portal is the editor's own.
    """

    fetcher: Fetcher
    journal: FetchJournal
    heeds_robots: bool = True
    named: Collection[str] = ()
    _robots: dict[str, RobotsRules] = field(default_factory=dict)
    _unreachable: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, max_bytes: int = MAX_PAGE_BYTES) -> FetchedPage:
        """Return what an address answers; raise ImportRefused where it does not, FinalRefusal where it never will."""
        whole = _parsed(address)
        is_named = address in self.named
        known = self.journal.answer(str(whole))
        if isinstance(known, KeptRefusal) and not is_named:
            raise NotAnArticle(known.reason) if known.is_no_article else FinalRefusal(known.reason)
        if isinstance(known, FetchedPage):
            return known
        if not is_named:
            self._heed_robots(address, whole)
        page = self._fetched(address, str(whole), max_bytes)
        if not is_named and page.address != str(whole):
            self._heed_robots(address, _parsed(page.address))
        return page

    def _fetched(self, address: str, key: str, max_bytes: int) -> FetchedPage:
        """Fetch an address and note in the journal what it answers, unless it may answer in a moment."""
        try:
            page = self.fetcher.get(address, max_bytes)
        except TemporaryRefusal:
            raise
        except ImportRefused as fault:
            self.journal.refuse(key, str(fault), until_finished=not isinstance(fault, FinalRefusal))
            raise
        self.journal.keep(key, page)
        return page

    def refuse(self, address: str, reason: str) -> None:
        """Note that what an address answers can become no article: nobody asks for it again."""
        self.journal.refuse(str(_parsed(address)), reason, is_no_article=True)

    def _heed_robots(self, address: str, whole: WebAddress) -> None:
        if not self.heeds_robots:
            return
        rules = self.rules_of(whole)
        if whole.origin in self._unreachable:
            raise TemporaryRefusal(self._unreachable[whole.origin])
        if not rules.allows(whole.path):
            raise RobotsRefusal(
                f"“{address}”: cổng cũ xin các chương trình đừng tải địa chỉ này (robots.txt). Cổng là của cơ quan mình thì thêm --bo-qua-robots."
            )

    def rules_of(self, whole: WebAddress) -> RobotsRules:
        """Return what the portal at an address asks of programs; one that cannot tell is left alone."""
        origin = whole.origin
        if origin not in self._robots:
            self._robots[origin] = self._asked(origin)
            self.fetcher.pause = max(self.fetcher.pause, self._robots[origin].delay)
        return self._robots[origin]

    def site_maps_of(self, address: str) -> tuple[str, ...]:
        """Return where the portal at an address says that its site maps lie."""
        return self.rules_of(_parsed(address)).site_maps

    def _asked(self, origin: str) -> RobotsRules:
        address = f"{origin}/robots.txt"
        known = self.journal.answer(address)
        if isinstance(known, KeptRefusal):
            return RobotsRules()
        try:
            page = known or self._fetched(address, address, _MOST_ROBOTS_BYTES)
        except (FinalRefusal, AccessRefused):
            # A portal that has none, or shows it to nobody, asks for nothing.
            return RobotsRules()
        except ImportRefused as fault:
            self._unreachable[origin] = str(fault)
            return NOTHING_ALLOWED
        return parse_robots(page.data.decode("utf-8", "replace"), "nhap-cong-cu")


def _parsed(address: str) -> WebAddress:
    try:
        return web_address(normalised_address(address))
    except BadAddress:
        raise ImportRefused(f"“{address[:120]}” không phải một địa chỉ đọc được.") from None
