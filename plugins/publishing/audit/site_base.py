"""What the audit knows of the site whose output it reads: where it lies, and which addresses are its own."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.building.edition.link_targets import is_own_address, targets_of


@dataclass(frozen=True, slots=True)
class SiteBase:
    """The base of addresses: the path before every address ("" or "/cong"), and the portal's own address."""

    root: str = ""
    siteurl: str = ""

    def targets(self, address: str, page: str) -> tuple[str, ...]:
        """Return the targets of an address, as ``plugins.building.edition.link_targets`` defines them."""
        return targets_of(address, page, self.root, self.siteurl)

    def is_own(self, address: str) -> bool:
        """Tell whether an absolute address is one of this portal."""
        return is_own_address(address, self.siteurl)

    def own_address(self, path: str) -> str:
        """
        Return the address of a page of the portal, as it has to name itself.

        >>> SiteBase("", "https://a.vn").own_address("tin/index.html"), SiteBase("", "https://a.vn").own_address("404.html")
        ('https://a.vn/tin/', 'https://a.vn/404.html')
        """
        return f"{self.siteurl}/{path.removesuffix('index.html')}"
