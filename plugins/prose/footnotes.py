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
        return self.unique_ref(f"fnref:{self._number(id)}", found)
