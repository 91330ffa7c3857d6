"""Which addresses of links any reader can follow, and what is said of the others."""

from __future__ import annotations

import pytest

from plugins.web.link_address import why_useless


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://vi-du.vn",
            "http://8.8.8.8/a",
            "https://a.vn:8080/localhost?x=192.168.1.1",
            "https://tên-miền.vn/",
        ),
        *(
            "mailto:a@b.vn",
            "mailto:a@b.vn?subject=Góp ý",
            "mailto:a@b.vn,c@d.gov.vn",
            "mailto:a@b.vn; c@d.gov.vn",
            "mailto:ten%40b.vn",
            "tel:113",
            "https://a_b.vn./?x=a@b\\c",
            "tel:+842373833123",
            "https://vi.wikipedia.org/wiki/Thọ_Xuân_(huyện)",
        ),
    ],
)
def test_an_address_for_everybody_is_none(address: str) -> None:
    """Nothing is said of addresses that can be followed."""
    assert why_useless(address) == ""


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://admin:mat-khau@a.vn/", "bỏ phần ấy đi: https://a.vn/"),
        ("https://ten:ma@a.vn:8443/bao-cao?id=3#m", "bỏ phần ấy đi: https://a.vn:8443/bao-cao?id=3#m"),
        ("https://u@[2001:db8::1]/x", "chỉ mở được trên máy"),
        ("https://u@[2606:4700::1]/x", "bỏ phần ấy đi: https://[2606:4700::1]/x"),
        ("https://coquan.gov.vn@la.vn/", "thật ra dẫn tới la.vn. Kiểm tra có đúng trang ấy không"),
        ("https://coquan.gov.vn%2f@la.vn/", "thật ra dẫn tới la.vn."),
        ("//ten@a.vn", "bỏ phần ấy đi: https://a.vn"),
        ("https://u@localhost/", "trong mạng của bạn"),
        ("https://%6cocalhost/", "trong mạng của bạn"),
        ("https://１２７.０.０.１/", "trong mạng của bạn"),
        ("https://127。0。0。1/", "trong mạng của bạn"),
        ("https://localhost\\@coquan.gov.vn/", "trong mạng của bạn"),
        ("https://a.vn,b/", "địa chỉ đầy đủ"),
        ("https://la.vn\\@coquan.gov.vn/", "viết dấu “/”"),
        ("https://a.vn\\tin", "viết dấu “/”"),
        ("https://a%2fb.vn/", "địa chỉ đầy đủ"),
        ("https://a.vn|b/", "địa chỉ đầy đủ"),
        (f"https://{'a.' * 130}vn/", "địa chỉ đầy đủ"),
        ("mailto:a@", "địa chỉ thư"),
        ("mailto:a@thoxuan", "địa chỉ thư"),
        ("mailto:?subject=x@y.vn", "địa chỉ thư"),
        ("tel:abc1", "số điện thoại"),
        ("https://a.vn:0/", "địa chỉ đầy đủ"),
        ("https://a.vn:80:80/", "địa chỉ đầy đủ"),
        ("https://a.vn:99999/", "địa chỉ đầy đủ"),
        ("https://1.2.3.4.5/", "địa chỉ đầy đủ"),
        ("https://300.1.1.1/", "địa chỉ đầy đủ"),
        ("http://0x7f.1/", "trong mạng của bạn"),
        ("http://127.1:8000/", "trong mạng của bạn"),
        ("http://0300.0250.0.1/", "trong mạng của bạn"),
        ("tel:khong-so", "số điện thoại"),
    ],
)
def test_an_address_that_deceives_or_cannot_be_opened_is_told(address: str, said: str) -> None:
    """Where another host than the one that is read would be reached, what would be right is said."""
    assert said in why_useless(address)
