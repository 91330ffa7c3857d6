"""Look at the live site: does it answer, over https, with a certificate that lasts, and by which clock."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from plugins.publishing.doctor.diagnosis import Diagnosis, ill, remind, well
from plugins.publishing.releases.manifest import HEADER
from plugins.web.host_lookup import system_lookup
from plugins.web.inner_hosts import is_public
from plugins.web.web_address import BadAddress, WebAddress, web_address
from plugins.web.web_client import (
    FetchFault,
    FetchRules,
    InnerAddress,
    WebClient,
    WebResponse,
    inner_origins,
)

_PAGE = 1 << 20  # bytes of the home page that are read
_SECONDS = 20
_CLOCK_OFF, _CLOCK_WRONG = timedelta(seconds=60), timedelta(minutes=10)
_CERTIFICATE_SOON, _CERTIFICATE_NOW = 21, 7  # days


def look_at_site(siteurl: str, now: datetime, *, private: bool = False) -> Iterator[Diagnosis]:
    """Yield how a site answers; ``now`` is this machine's clock, ``private`` says that the site lies in an inner network."""
    try:
        address = web_address(f"{siteurl.rstrip('/')}/")
    except BadAddress:
        yield ill(
            "Địa chỉ",
            f"“{siteurl}” không phải địa chỉ web. Sửa SITEURL trong publishconf.py hay biến PORTAL_URL.",
        )
        return
    rules = FetchRules(inner_origins([siteurl]), private, redirects=5, seconds=_SECONDS)
    with closing(WebClient(rules)) as web:
        try:
            response = web.get(address, limit=_PAGE, headers={"Cache-Control": "no-cache"})
        except InnerAddress as fault:
            yield ill("Trả lời", f"{fault}. Nếu cổng đúng là ở đó, thêm --mang-noi-bo.")
            return
        except FetchFault as fault:
            yield from _no_answer(address, fault, now, private)
            return
        yield _answer(address, response)
        yield _clock(response, now)
        yield from _security(web, address, response)
        yield from _last_run(web, address, now)
    if address.scheme == "https":
        yield certificate(address, now, private=private)


def _no_answer(address: WebAddress, fault: FetchFault, now: datetime, private: bool) -> Iterator[Diagnosis]:
    yield ill(
        "Trả lời", f"{address} không trả lời ({fault}). Xem máy chủ còn chạy không, tên miền còn hạn không."
    )
    if address.scheme == "https" and "certificate" in str(fault).lower():
        yield certificate(address, now, private=private)


def _answer(address: WebAddress, response: WebResponse) -> Diagnosis:
    if response.status != 200:
        return ill("Trả lời", f"{address} trả lời {response.status}. Xem nhật ký máy chủ.")
    return well("Trả lời", f"{address} trả lời 200")


def _clock(response: WebResponse, now: datetime) -> Diagnosis:
    """Compare this machine's clock with the server's: releases and scheduled news go by this one."""
    try:
        there = parsedate_to_datetime(response.headers.get("date", ""))
        off = abs(now - there) if there.tzinfo else abs(now - there.replace(tzinfo=UTC))
    except (ValueError, TypeError):
        return remind("Đồng hồ", "máy chủ không nói giờ (thiếu tiêu đề Date), không so được.")
    shown = f"lệch máy chủ {off.total_seconds():.0f} giây"
    if off > _CLOCK_WRONG:
        return ill("Đồng hồ", f"{shown}. Bài hẹn giờ sẽ lên sai lúc. Đặt lại: sudo timedatectl set-ntp true")
    return (
        remind("Đồng hồ", f"{shown}. Bật đồng bộ giờ: sudo timedatectl set-ntp true")
        if off > _CLOCK_OFF
        else well("Đồng hồ", shown)
    )


def _last_run(web: WebClient, address: WebAddress, now: datetime) -> Iterator[Diagnosis]:
    """Yield when the release that is public was put up, as the server dates its manifest; nothing where it does not say."""
    try:
        answer = web.get(address.at(f"{address.path}{HEADER}"), limit=_PAGE)
        made = parsedate_to_datetime(answer.headers.get("last-modified", ""))
        days = (now - made).days
    except (FetchFault, ValueError, TypeError):
        return
    if answer.status == 200 and days >= 0:
        yield well("Lần phát hành gần nhất", f"{days} ngày trước" if days else "hôm nay")


def _security(web: WebClient, address: WebAddress, response: WebResponse) -> Iterator[Diagnosis]:
    """Yield whether http leads to https, and whether the headers of the portal are there."""
    if address.scheme != "https":
        yield remind(
            "https",
            "cổng còn ở http: ai ở giữa đường cũng sửa được trang. Xin chứng thư (Let’s Encrypt), đổi SITEURL.",
        )
        return
    missing = [
        name for name in ("content-security-policy", "x-content-type-options") if name not in response.headers
    ]
    if missing:
        yield remind("Tiêu đề HTTP", f"thiếu {', '.join(missing)}. Xem docs/vi/phat-hanh/tieu-de-http.md")
    else:
        yield well("Tiêu đề HTTP", "có đủ")
    plain = web_address(f"http://{address.host}/")
    try:
        answer = web.get(plain, limit=_PAGE)
    except FetchFault:
        yield remind(
            "http sang https", "cổng 80 không trả lời: ai gõ địa chỉ không có https sẽ không vào được."
        )
        return
    led = answer.address.startswith("https://")
    yield (
        well("http sang https", "có")
        if led
        else remind("http sang https", "http không chuyển sang https. Bật chuyển hướng ở máy chủ.")
    )


def certificate(address: WebAddress, now: datetime, *, private: bool = False) -> Diagnosis:
    """Return how long the certificate of a host still lasts, or why it is not trusted."""
    subject = "Chứng thư"
    try:
        places = system_lookup(address.host, address.port, _SECONDS)
        allowed = private or address.origin in inner_origins([str(address)])
        place = next(one for one in places if allowed or is_public(str(one.place[0])))
        with socket.socket(place.family, socket.SOCK_STREAM) as plain:
            plain.settimeout(_SECONDS)
            plain.connect(place.place)
            with ssl.create_default_context().wrap_socket(plain, server_hostname=address.host) as secure:
                told = secure.getpeercert() or {}
    except ssl.SSLCertVerificationError as fault:
        return ill(
            subject,
            f"không được tin ({fault.verify_message}). Gia hạn: sudo certbot renew, rồi nạp lại máy chủ.",
        )
    except (OSError, StopIteration) as fault:
        return ill(subject, f"không xem được ({fault or 'không có địa chỉ'}).")
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
    return _lasting(subject, (ends - now).days, ends)


def _lasting(subject: str, days: int, ends: datetime) -> Diagnosis:
    shown = f"còn {days} ngày (tới {ends:%d/%m/%Y})"
    if days < _CERTIFICATE_NOW:
        return ill(
            subject,
            f"{shown}. Gia hạn ngay: sudo certbot renew; xem certbot có chạy tự động không: systemctl list-timers",
        )
    if days < _CERTIFICATE_SOON:
        return remind(subject, f"{shown}; lẽ ra đã tự gia hạn. Xem: systemctl list-timers | grep certbot")
    return well(subject, shown)
