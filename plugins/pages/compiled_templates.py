"""Compiled templates are kept in memory: builds that follow each other in one process compile only what changed."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class MemoryBytecodeCache(BytecodeCache):
    """
    The code of each template file as it was last compiled, for as long as the process lives.

    Jinja looks code up by the template's name and file and by a checksum of its source; what else the
    code depends on, the options of the environment, must be the same for all that share a cache.
    Nothing is written to the disk, where somebody could change code that a build would run.
    """

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of an unchanged template into the bucket."""
        checksum, code = self._compiled.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template that was compiled, in place of its last."""
        if bucket.code is not None:
            self._compiled[bucket.key] = (bucket.checksum, bucket.code)
