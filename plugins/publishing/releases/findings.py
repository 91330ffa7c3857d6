"""The findings of a check of a target or a live site against the manifest of its release."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Findings:
    """
    The findings of a check, to which it adds.

    Paths that ``differ`` or are ``missing``, and why; ``foreign`` addresses, which are no part of the release, and how
    they were found; missing ``headers``; paths that were ``seen``, those that were not (``unseen``), and the number of
    compressed copies that were not (``unseen_packed``), and of questions of visitors and for foreign pages (``unasked``); ``notes`` are to be read and are no faults, ``seed`` chose what
    was asked for as visitors.
    """

    differ: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    unseen: list[str] = field(default_factory=list)
    unseen_packed: int = 0
    unasked: int = 0
    requests: int = 0
    notes: dict[str, str] = field(default_factory=dict)
    seed: int = 0

    @property
    def sound(self) -> bool:
        """Whether everything that was looked at is as published."""
        return not (self.differ or self.missing or self.foreign)
