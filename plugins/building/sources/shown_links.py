"""Links that a settings file adds to every page: in the menu, and in groups at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.pages.view_parts import Link

# What reminders of settings name where the line is not known.
PLACE = "cài đặt"


@dataclass(frozen=True, slots=True)
class ShownLinks:
    """The links of MENUITEMS, and the named groups of LINKS and SOCIAL; addresses as they are written, all of them safe."""

    menu: tuple[Link, ...] = ()
    groups: tuple[tuple[str, tuple[Link, ...]], ...] = ()


NO_LINKS = ShownLinks()
