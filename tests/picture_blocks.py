"""What picture files hold beside pixels, read block by block: no library is asked that might overlook something."""

from __future__ import annotations

from collections.abc import Iterator

# What makes the pixels. The JFIF header says that a file is a JPEG; NETSCAPE, that a GIF begins again at its end.
HARMLESS = {
    "jpeg": {"SOI", "APP0 JFIF", "DQT", "SOF0", "SOF2", "DHT", "DRI", "SOS", "EOI"},
    "png": {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"},
    "webp": {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"},
    "gif": {"picture", "f9", "ff NETSCAPE2.0"},
    "avif": {
        "ftyp",
        "meta",
        "mdat",
        "hdlr",
        "pitm",
        "iloc",
        "iinf",
        "iprp",
        "iref",
        "infe av01",
        "colr nclx",
    },
}


def kind_of(data: bytes) -> str:
    """Return what a file is by its first bytes; raises ValueError for what is none of the kinds."""
    if data.startswith(b"\xff\xd8"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"GIF8"):
        return "gif"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    raise ValueError(f"no picture: {data[:16]!r}")


def beside_pixels(data: bytes) -> set[str]:
    """Return the names of all blocks of a picture that do not make its pixels."""
    kind = kind_of(data)
    return set(_READERS[kind](data)) - HARMLESS[kind]


def _jpeg(data: bytes) -> Iterator[str]:
    yield "SOI"
    place = 2
    while place < len(data):
        assert data[place] == 0xFF, place
        marker = data[place + 1]
        if marker == 0xD9:
            yield "EOI"
            if place + 2 < len(data):
                yield "bytes behind the end"
            return
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        body = data[place + 4 : place + 2 + length]
        yield _jpeg_name(marker, body)
        place += 2 + length
        if marker == 0xDA:
            # The pixels: as far as the next marker that is no stuffed byte and no restart.
            while data[place] != 0xFF or data[place + 1] == 0 or 0xD0 <= data[place + 1] <= 0xD7:
                place += 1


def _jpeg_name(marker: int, body: bytes) -> str:
    if 0xE0 <= marker <= 0xEF:
        return f"APP{marker - 0xE0} {body.split(bytes(1))[0].decode('latin-1')[:20]}"
    names = {0xDB: "DQT", 0xC0: "SOF0", 0xC2: "SOF2", 0xC4: "DHT", 0xDD: "DRI", 0xDA: "SOS", 0xFE: "COM"}
    return names.get(marker, f"{marker:02x}")


def _png(data: bytes) -> Iterator[str]:
    place = 8
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        yield data[place + 4 : place + 8].decode("latin-1")
        place += 12 + length


def _webp(data: bytes) -> Iterator[str]:
    place = 12
    while place < len(data):
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4].decode("latin-1")
        place += 8 + length + length % 2


def _gif(data: bytes) -> Iterator[str]:
    def behind_blocks(place: int) -> int:
        while data[place]:
            place += 1 + data[place]
        return place + 1

    def table(flags: int) -> int:
        return 3 << ((flags & 7) + 1) if flags & 0x80 else 0

    place = 13 + table(data[10])
    while data[place] != 0x3B:
        if data[place] == 0x2C:
            yield "picture"
            place = behind_blocks(place + 11 + table(data[place + 9]))
        else:
            label = data[place + 1]
            text = data[place + 3 : place + 3 + data[place + 2]].decode("latin-1")
            yield f"ff {text}" if label == 0xFF else f"{label:02x}"
            place = behind_blocks(place + 2)
    if place + 1 < len(data):
        yield "bytes behind the end"


def _avif(data: bytes) -> Iterator[str]:
    for name, body in _boxes(data):
        yield name
        if name == "meta":
            for inner, content in _boxes(body[4:]):
                yield inner
                if inner == "iinf":
                    entries = content[6:] if content[0] == 0 else content[8:]
                    for _, entry in _boxes(entries):
                        # Version and flags, the item's number and protection, then its type.
                        yield f"infe {entry[8:12].decode('latin-1')}"
                if inner == "iprp":
                    yield from _colours(content)


def _colours(properties: bytes) -> Iterator[str]:
    for name, body in _boxes(properties):
        if name == "ipco":
            yield from (f"colr {inner[:4].decode('latin-1')}" for one, inner in _boxes(body) if one == "colr")


def _boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big") or len(data) - place
        yield data[place + 4 : place + 8].decode("latin-1"), data[place + 8 : place + length]
        place += length


_READERS = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif, "avif": _avif}
