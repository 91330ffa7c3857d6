"""Drawings of every program are read, and nothing in what is published runs, reaches out or stalls a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.media import picture_files, svg, svg_cost
from plugins.media.fault import MediaFault
from plugins.media.svg_values import ATTRIBUTES, PRESENTATION

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str, attributes: str = 'viewBox="0 0 40 30"') -> bytes:
    """Return a drawing as a file."""
    return f"<svg {NAMESPACES} {attributes}>{inside}</svg>".encode()


def published(content: bytes) -> str:
    """Return the text of a drawing as it is published."""
    found = svg.sanitise(content)
    assert isinstance(found, svg.SafeSvg), found
    return found.data.decode("utf-8")


def refused(content: bytes) -> str:
    """Return why a drawing is not published."""
    found = svg.sanitise(content)
    assert isinstance(found, svg.SvgRefused), found
    return found.reason


REACHING_OUT = (
    r'<path fill="u\72l(//la.example/a)"/>',
    r'<path fill="\75\72\6c(//la.example/a)"/>',
    '<path fill="url(/**/&quot;//la.example/a&quot;)"/>',
    '<path fill="url(&#9;//la.example/a)"/>',
    '<path fill="url(#a) url(//la.example/a)"/>',
    '<path fill="src(//la.example/a)"/>',
    "<path fill=\"image-set('//la.example/a' 1x)\"/>",
    '<path mask="url(//la.example/a#m)"/>',
    "<path mask=\"image-set('//la.example/a' 1x)\"/>",
    '<path mask="-webkit-image-set(url(//la.example/a) 1x)"/>',
    "<path mask=\"image('//la.example/a')\"/>",
    '<path clip-path="url(https://la.example/a#m)"/>',
    '<path marker-end="url(//la.example/a#m)"/>',
    r'<path style="fill:u\72l(//la.example/a)"/>',
    '<path style="fill:red;mask:url(//la.example/a)"/>',
    '<path style="mask:cross-fade(url(//la.example/a), red)"/>',
    "<style>@import '//la.example/a.css';</style>",
    "<style>.a{fill:url(//la.example/a)}</style><path class='a'/>",
    r"<style>.a{fill:u\72l(//la.example/a)}</style><path class='a'/>",
    "<style>@font-face{src:url(//la.example/a)}</style>",
    '<use href="//la.example/a.svg#b"/>',
    '<use xlink:href="data:image/svg+xml,x#b"/>',
    '<use href="&#9;//la.example/a.svg#b"/>',
    '<pattern href="b.svg#p"/>',
    '<image href="//la.example/a.png"/>',
    '<text font-family="url(//la.example/a)">x</text>',
    '<path transform="url(//la.example/a)"/>',
    '<path fill="var(--a, url(//la.example/a))"/>',
    '<set attributeName="href" to="//la.example/"/>',
    '<feImage href="//la.example/a"/>',
)


@pytest.mark.parametrize("inside", REACHING_OUT)
def test_no_spelling_of_an_address_leads_out(inside: str) -> None:
    """Escapes, comments, other functions, styles, masks: what is not known as harmless is refused."""
    assert refused(drawing(inside))


PIECES = st.sampled_from(
    [
        "url(",
        "u\\72l(",
        "#a",
        "//la.example/",
        "'",
        '"',
        ")",
        "image-set(",
        "data:",
        "/*",
        "*/",
        ";",
        "red",
        "mask:",
        "fill:",
        "\\",
        "javascript:",
        "rgb(0,0,0)",
        "0,1",
        "none",
        "!important",
        "{",
        "}",
        " ",
        "\t",
        "@import ",
    ]
)
VALUES = st.lists(PIECES, max_size=6).map("".join)


def values_in(text: str) -> Iterator[str]:
    """Yield every value of every attribute of a published drawing."""
    for element in ElementTree.fromstring(text).iter():
        yield from element.attrib.values()


@given(
    name=st.sampled_from([*ATTRIBUTES, "style", "class", "src", "filter", "cursor", "xlink:href"]),
    value=VALUES,
)
def test_whatever_an_attribute_says_only_names_within_the_file_are_published(name: str, value: str) -> None:
    """The allow-list holds for every attribute, the style's among them."""
    root = ElementTree.Element("path")
    root.set("a", value)
    quoted = ElementTree.tostring(root, "unicode").removeprefix("<path a=").removesuffix(" />")
    found = svg.sanitise(drawing(f"<path {name}={quoted}/>"))
    if isinstance(found, svg.SafeSvg):
        assert " style=" not in found.data.decode()
        for written in values_in(found.data.decode("utf-8")):
            assert not re.search(r"\\|/\*|//|@|[{};]", written), written
            assert re.fullmatch(
                r"[^(]*|(?:rgb|hsl)a?\([^(]*|url\(\s*['\"]?#.*|[\s,]*\w+\([0-9., -]*\).*", written
            )


@given(
    st.lists(
        st.sampled_from([".a", "#b", "{", "}", "fill:", "red", "url(//la.example)", ";", "@", "/*", "*/"])
    )
)
def test_a_style_sheet_is_written_as_attributes_or_refused(pieces: list[str]) -> None:
    """No style is ever published as it came."""
    sheet = "".join(pieces)
    found = svg.sanitise(drawing(f'<style>{sheet}</style><path class="a" id="b"/>'))
    if isinstance(found, svg.SafeSvg):
        assert b"style" not in found.data
        assert b"la.example" not in found.data


INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="210mm" height="297mm" viewBox="0 0 210 297" version="1.1" id="svg5" inkscape:version="1.2"
   sodipodi:docname="so do.svg"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:document-units="mm"/>
  <defs id="defs2"><linearGradient id="linearGradient10"><stop style="stop-color:#0000ff;stop-opacity:1;" offset="0"/>
  </linearGradient><linearGradient xlink:href="#linearGradient10" id="g2" x1="0" gradientTransform="matrix(1,0,0,1,2,3)"/></defs>
  <g inkscape:label="Lớp 1" inkscape:groupmode="layer" id="layer1">
    <path style="fill:url(#g2);fill-rule:evenodd;stroke:#1a1a1a;stroke-width:0.264583px;marker:none;paint-order:normal;-inkscape-stroke:none"
      d="M 10,20 C 30,40 50,60 70,80" inkscape:connector-curvature="0" sodipodi:nodetypes="cc"/>
    <text xml:space="preserve" style="font-size:10.5833px;line-height:1.25;font-family:'Be Vietnam Pro';-inkscape-font-specification:'Be Vietnam Pro'"
      x="1" y="2"><tspan sodipodi:role="line">Xã Xuân Lập</tspan></text>
    <flowRoot xml:space="preserve" id="f"><flowRegion/></flowRoot>
  </g>
</svg>"""
ILLUSTRATOR = """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 16.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg version="1.1" id="Lop_1" xmlns:i="&ns_ai;" xmlns="&ns_svg;" x="0px" y="0px" width="10cm" height="5cm"
    viewBox="0 0 100 50" style="enable-background:new 0 0 100 50;" xml:space="preserve">
<style type="text/css">
    .st0{fill:#E30613;stroke:none;}
    .st0,.st1{opacity:0.5;}
</style>
<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"></foreignObject>
<g i:extraneous="self"><rect class="st0" width="100" height="50" data-name="nền"/><circle class="st1" cx="5" cy="5" r="5"/></g></switch>
</svg>"""


def test_a_drawing_of_inkscape_keeps_its_look() -> None:
    """Styles become attributes, notes of the program go, millimetres become pixels."""
    found = svg.sanitise(INKSCAPE.encode())
    assert isinstance(found, svg.SafeSvg)
    assert (found.width, found.height) == (794, 1123)
    root = ElementTree.fromstring(found.data)
    path = root.find(".//{*}path")
    assert path is not None
    assert path.get("fill") == "url(#g2)"
    assert path.get("stroke-width") == "0.264583px"
    assert [stop.get("stop-color") for stop in root.iter("{http://www.w3.org/2000/svg}stop")] == ["#0000ff"]
    assert "Xã Xuân Lập" in "".join(root.itertext())
    assert "inkscape" not in found.data.decode()
    assert "flow" not in found.data.decode()


def test_a_drawing_of_illustrator_keeps_its_look() -> None:
    """Classes become attributes, entities of namespaces are read, centimetres become pixels."""
    found = svg.sanitise(ILLUSTRATOR.encode())
    assert isinstance(found, svg.SafeSvg)
    assert (found.width, found.height) == (378, 189)
    root = ElementTree.fromstring(found.data)
    shapes = {_local(one.tag): one.attrib for one in root.iter()}
    assert shapes["rect"] == {
        "fill": "#E30613",
        "stroke": "none",
        "opacity": "0.5",
        "width": "100",
        "height": "50",
    }
    assert shapes["circle"]["opacity"] == "0.5"
    assert {"style", "foreignObject"}.isdisjoint(shapes)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "windows-1258"])
def test_a_drawing_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    """Windows programs save UTF-16; letters stay."""
    name = "utf-16" if encoding.startswith("utf-16") else encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><svg {NAMESPACES} viewBox="0 0 4 3"><text>Đê sông</text></svg>'
    assert "Đê sông" in published(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "utf-32", "cp037"])
def test_no_encoding_hides_what_is_refused(encoding: str) -> None:
    """What was looked at is what is parsed."""
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE svg [<!ENTITY a "b">]>'
        + drawing("&a;").decode()
    )
    assert refused(bomb.encode(encoding))
    if encoding != "utf-16":
        assert refused(bomb.encode())


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="10cm" height="50mm"', (378, 189)),
        ('width="72pt" height="1in"', (96, 96)),
        ('width="1pc" height="16PX"', (16, 16)),
        ('width="100%" height="100%" viewBox="0 0 7 9"', (7, 9)),
        ('width="40em" viewBox="0 0 7 9"', (7, 9)),
    ],
)
def test_sizes_on_paper_become_pixels(size: str, expected: tuple[int, int]) -> None:
    """At 96 pixels an inch, as browsers have it."""
    found = svg.sanitise(drawing("<path d='M0 0h1'/>", size))
    assert isinstance(found, svg.SafeSvg)
    assert (found.width, found.height) == expected


def test_a_style_that_attributes_cannot_say_is_refused() -> None:
    """A drawing that would look otherwise is not published in silence."""
    assert "transform" in refused(drawing('<g style="transform:scale(2)"/>'))
    assert "<style>" in refused(drawing("<style>g > path{fill:red}</style>"))


def nested(levels: int, width: int, attribute: str = "") -> bytes:
    """Return a drawing in which each level draws the one below several times."""
    uses = {
        "": lambda below: f'<use href="#a{below}"/>',
        "mask": lambda below: f'<rect mask="url(#a{below})"/>',
        "fill": lambda below: f'<rect fill="url(#a{below})"/>',
        "marker-mid": lambda below: f'<path d="M0 0h1h1h1h1" marker-mid="url(#a{below})"/>',
    }[attribute]
    tag = {"": "g", "mask": "mask", "fill": "pattern", "marker-mid": "marker"}[attribute]
    groups = "".join(f'<{tag} id="a{level}">{uses(level - 1) * width}</{tag}>' for level in range(1, levels))
    return drawing(f'<{tag} id="a0"><rect/></{tag}>{groups}{uses(levels - 1)}')


@pytest.mark.parametrize("attribute", ["", "mask", "fill", "marker-mid"])
def test_a_drawing_that_repeats_itself_without_end_is_refused_by_name(tmp_path: Path, attribute: str) -> None:
    """A few kilobytes that would be drawn a billion times never reach a reader."""
    (tmp_path / "bom.svg").write_bytes(nested(30, 3, attribute))
    fault = picture_files.plan_picture(tmp_path / "bom.svg", "anh/bom.svg")
    assert isinstance(fault, MediaFault)
    assert fault.code == "anh-qua-lon"
    assert "bom.svg" in fault.message
    assert "200.000" in fault.message


def test_a_drawing_that_draws_itself_is_refused() -> None:
    """Neither directly nor through others."""
    assert refused(drawing('<g id="a"><use href="#a"/></g>'))
    assert refused(drawing('<use id="a" href="#a"/>'))
    assert refused(
        drawing(
            '<pattern id="a"><rect fill="url(#b)"/></pattern><pattern id="b"><rect fill="url(#a)"/></pattern>'
        )
    )


def test_what_repeats_within_reason_is_published() -> None:
    """Symbols of a map, a gradient on every shape."""
    symbols = '<g id="cay"><path d="M0 0h1"/></g>' + '<use href="#cay"/>' * 2000
    gradient = '<linearGradient id="m"><stop/><stop/></linearGradient>' + '<rect fill="url(#m)"/>' * 2000
    assert published(drawing(symbols + gradient))


@pytest.mark.parametrize("count", [2000, 4000])
def test_counting_takes_time_by_the_size_of_a_file(count: int) -> None:
    """However deep references lead."""
    chain = "".join(f'<g id="a{one}"><use href="#a{one - 1}"/></g>' for one in range(1, count))
    root = ElementTree.fromstring(f'<svg><g id="a0"/>{chain}</svg>')
    asked = 0
    find = svg_cost._references

    def counted(element: ElementTree.Element) -> list[tuple[str, int]]:
        nonlocal asked
        asked += 1
        return find(element)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(svg_cost, "_references", counted)
        svg_cost.drawn_elements(root)
    assert asked <= 5 * count


def test_every_presentation_attribute_may_be_none_or_inherited() -> None:
    """Words that every property takes are let through."""
    for name in PRESENTATION:
        assert f'{name}="inherit"' in published(drawing(f'<path {name}="inherit"/>'))
