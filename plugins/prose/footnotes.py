"""Footnotes of Python-Markdown, with numbered ids and Vietnamese words."""

from __future__ import annotations

from markdown.extensions.footnotes import FootnoteExtension


class VietnameseFootnotes(FootnoteExtension):
    """Footnotes whose ids are made of their order, so a name may hold any letters."""

    def __init__(self) -> None:
        super().__init__(
            USE_DEFINITION_ORDER=True, BACKLINK_TITLE="Trở lại chỗ có chú thích {}", BACKLINK_TEXT="↩"
        )

    def _number(self, id: str) -> int:
        return next((number for number, name in enumerate(self.footnotes, 1) if name == id), 0)

    def makeFootnoteId(self, id: str) -> str:
        """Return "fn:1"; the colon keeps it apart from every heading's id."""
        return f"fn:{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        """Return "fnref:1", or "fnref2:1" for a second mention."""
        name = f"fnref:{self._number(id)}"
        if not found:
            return name
        # Counted, where Python-Markdown tries every number from 2 on.
        times = self.found_refs[name] = self.found_refs.get(name, 0) + 1
        return name if times == 1 else f"fnref{times}:{self._number(id)}"
