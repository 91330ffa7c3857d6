"""Compiled templates are kept as Python keeps compiled modules: builds that follow each other compile only what changed."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from plugins.memory.digest import digest

_DIGITS = 32  # of a digest


def _of_file(code: CodeType, file: str) -> CodeType:
    """Return the code with this file as the one that faults name, as Python does with modules that were moved."""
    inner = (_of_file(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=tuple(inner))


class CompiledTemplates(BytecodeCache):
    """
    The code of each template file as it was last compiled: in memory, and beside the file where a version is given.

    Jinja looks code up by the template's name and file and by a checksum of its source; what else the
    code depends on, the options of the environment, must be the same for all that share a cache. On the disk the name
    and the source alone count: a theme that was copied or moved with what lies beside its files is not compiled again.

    ``version`` returns that of the running program, None keeps code in memory alone. On the disk code lies in
    ``__pycache__``, where Python keeps that of modules, and is believed as that is: who may write there may write the
    template, which a build runs too. Never in the cache folder, which machines hand to each other. Code of
    another version, and what is not whole, is compiled again; where nothing can be written, nothing is kept.
    """

    def __init__(self, version: Callable[[], str] | None = None) -> None:
        self._version = version
        self._compiled: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what code is looked up by: the template's name and file, which is "" for one that is in no file."""
        return f"{name}\0{filename or ''}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of an unchanged template into the bucket."""
        checksum, code = self._compiled.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif code := self._code_on_disk(bucket):
            bucket.code = code
            self._compiled[bucket.key] = (bucket.checksum, code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template that was compiled, in place of its last."""
        if bucket.code is None:
            return
        self._compiled[bucket.key] = (bucket.checksum, bucket.code)
        if place := self._place(bucket):
            data = marshal.dumps(bucket.code)
            # Written in place, so that who copies a theme meanwhile finds no file that goes: half a file does not fit its digest.
            with suppress(OSError):
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(self._mark(bucket) + digest([data]).encode() + data)

    def _code_on_disk(self, bucket: Bucket) -> CodeType | None:
        """Return the code that was left on the disk of a template as it is now, None where there is none."""
        place = self._place(bucket)
        if place is None:
            return None
        try:
            whole = place.read_bytes()
        except OSError:
            return None
        mark, written, data = whole[:_DIGITS], whole[_DIGITS : 2 * _DIGITS], whole[2 * _DIGITS :]
        if mark != self._mark(bucket) or written != digest([data]).encode():
            return None
        code = marshal.loads(data)
        if not isinstance(code, CodeType):
            return None
        _, file = bucket.key.split("\0")
        return code if code.co_filename == file else _of_file(code, file)

    def _place(self, bucket: Bucket) -> Path | None:
        """Return where the code of a template lies on the disk, None where it is kept in memory alone."""
        _, file = bucket.key.split("\0")
        if not file or self._version is None or sys.dont_write_bytecode:
            return None
        try:
            return Path(cache_from_source(f"{file}.py"))
        except NotImplementedError:
            # A Python that keeps no code.
            return None

    def _mark(self, bucket: Bucket) -> bytes:
        """Return a digest of all that a template's code was made from."""
        version = self._version() if self._version else ""
        name, _ = bucket.key.split("\0")
        return digest([version.encode(), name.encode(), bucket.checksum.encode()]).encode()
