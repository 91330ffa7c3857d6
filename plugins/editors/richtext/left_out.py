"""Gather what is told to the editor of what could not be kept."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class LeftOut:
    """What a document held that no node can hold, as sentences for the editor, each once."""

    told: dict[str, None] = field(default_factory=dict)

    def tell(self, sentence: str) -> None:
        """Note a sentence."""
        self.told[sentence] = None
