"""The statement of a release: its number and its time, which the manifest does not hold, and the digests that they are for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from plugins.files.checksum import sha256
from plugins.publishing.releases.manifest import VERSION


@dataclass(frozen=True, slots=True)
class Statement:
    """
    The number of a release at its target, the instant (ISO) when it was made, and the SHA-256 of its records.

    The manifest holds no clock, so that the same sources make the same one. What is signed has to have one, or an
    earlier release could be put in the place of the last, with its valid signature.
    """

    serial: int
    moment: str
    siteurl: str
    header: str
    history: str

    @classmethod
    def of(cls, serial: int, moment: str, siteurl: str, header: bytes, history: bytes) -> Statement:
        """Return the statement of a release with these records."""
        return cls(serial, moment, siteurl, sha256(header), sha256(history))

    def fits(self, header: bytes, history: bytes) -> bool:
        """Tell whether it is the statement of a release with these records."""
        return (self.header, self.history) == (sha256(header), sha256(history))

    @property
    def published(self) -> bytes:
        """The statement, as it is published and signed."""
        data = {
            "phien-ban": VERSION,
            "so": self.serial,
            "luc": self.moment,
            "dia-chi": self.siteurl,
            "ke-khai-sha256": self.header,
            "so-sha256": self.history,
        }
        return (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8")
