"""Hosts that no reader can reach, however they are written."""

from __future__ import annotations

from ipaddress import IPv4Address

from hypothesis import example, given
from hypothesis import strategies as st

from plugins.web.inner_hosts import ipv4_of, is_inner_host, is_number_host, is_public

FORMS = ("{}", "{:#x}", "{:#X}", "0{:o}")


@given(st.ip_addresses(v=4), st.integers(1, 4), st.lists(st.sampled_from(FORMS), min_size=4, max_size=4))
@example(IPv4Address("127.0.0.1"), 1, ["{:#x}"] * 4)
def test_an_address_in_any_notation_is_that_address(
    address: IPv4Address, parts: int, forms: list[str]
) -> None:
    """Browsers read one to four numbers, each decimal, octal or hexadecimal; what is inner stays inner."""
    number, last = int(address), 8 * (5 - parts)
    first = [number >> 8 * (3 - place) & 0xFF for place in range(parts - 1)]
    values = [*first, number & (1 << last) - 1]
    written = ".".join(form.format(value) for form, value in zip(forms, values, strict=False))

    assert is_number_host(written)
    assert ipv4_of(written) == address
    assert is_inner_host(written) >= (not is_public(str(address)))


@given(st.text(st.sampled_from("0179afx.-")) | st.text(max_size=30))
def test_any_host_has_an_answer(host: str) -> None:
    """Whatever stands there: an address or none."""
    found = ipv4_of(host)

    assert found is None or is_number_host(host)
    assert is_inner_host(host) in (True, False)
