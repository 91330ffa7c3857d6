"""Pages in the skins of old portals, made of one article: every skin prints the same parts in its own markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

SITE = "Xã Định Hòa - Huyện Nông Sơn Tây"
MENU = ("Giới thiệu", "Tin tức - Sự kiện", "Thủ tục hành chính", "Văn bản chỉ đạo điều hành")
OTHERS = (
    "Khởi công trạm bơm thôn Đoài",
    "Hội thi cày ruộng bậc thang năm 2022",
    "Ra quân làm thủy lợi nội đồng",
)
COUNTER = ("Truy cập", "Hôm nay:", "12", "Hôm qua:", "345", "Tất cả:", "1017728")


@dataclass(frozen=True, slots=True)
class OldArticle:
    """
    What a page prints: ``body`` are its elements in HTML, ``paragraphs`` the text that must come out of them.

    ``clock`` is "" for a page that prints no day; ``lead`` is "" where there is none.
    """

    title: str
    body: tuple[str, ...]
    paragraphs: tuple[str, ...]
    lead: str = ""
    is_dated: bool = True
    captions: tuple[str, ...] = field(default=())


Skin = Callable[[OldArticle], bytes]


def _page(body: str, title: str) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    ).encode()


def _links(tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/muc/{n}">{text}</a></{tag}>' for n, text in enumerate(MENU))


def _others(tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/tin/{n}.html">{text}</a></{tag}>' for n, text in enumerate(OTHERS))


def _counter(tag: str) -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in COUNTER)


def _body(article: OldArticle) -> str:
    return "".join(article.body)


def _dated(article: OldArticle, html: str) -> str:
    return html if article.is_dated else ""


def _lead(article: OldArticle, html: str) -> str:
    return html.format(article.lead) if article.lead else ""


_FOOTER = f"<p>{SITE}</p><p>Địa chỉ: Thôn Trung, xã Định Hòa; Điện thoại: 0237.3.888.888</p><p>Chịu trách nhiệm nội dung: Văn phòng UBND xã</p>"


def nukeviet(article: OldArticle) -> bytes:
    """NukeViet 4: weekday and day in a span, the lead in "hometext", the body in "bodytext"."""
    return _page(
        f'<div class="logo-text"><a href="/">{SITE}</a></div><ul class="slimmenu">{_links()}</ul>'
        f'<h1 class="title margin-bottom-lg" itemprop="headline">{article.title}</h1>'
        + _dated(article, '<span class="h5">Thứ tư - 29/11/2023 08:15</span>')
        + '<ul class="list-inline"><li><a href="/print">In ra</a></li></ul>'
        + _lead(
            article,
            '<div class="clearfix"><div class="hometext m-bottom" itemprop="description">{}</div></div>',
        )
        + f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{_body(article)}</div>'
        f"<p>Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><h3>Những tin mới hơn</h3><ul>{_others()}</ul>{_FOOTER}",
        f"{article.title} - Tin tức - {SITE}",
    )


def vnpt(article: OldArticle) -> bytes:
    """The portals of VNPT: everything in divs, today's day at the top, the day with its hour and a bar."""
    return _page(
        f'<div class="top">Thứ hai, ngày 18/11/2024</div><div class="brand">{SITE}</div><ul>{_links()}</ul>'
        f'<div class="box"><div class="ArticleTitle">{article.title}</div>'
        + _dated(article, '<div class="PostDate">Ngày đăng: 29/11/2023 | 08:15</div>')
        + "<div>Cỡ chữ: A- A+</div>"
        + _lead(article, '<div class="ArticleSummary"><b>{}</b></div>')
        + f'<div class="ArticleContent">{_body(article)}</div></div>'
        f"<div><b>Tin cùng chuyên mục</b></div><div>{_others('p')}</div><div>{_counter('div')}</div>{_FOOTER}",
        SITE,
    )


def vnpt_mht(article: OldArticle) -> bytes:
    """The same, saved in one file."""
    whole = MIMEMultipart("related", type="text/html")
    first = MIMEText(vnpt(article).decode(), "html", "utf-8")
    first.add_header("Content-Location", "http://dinhhoa.nongsontay.example/tin-tuc/bai.html")
    whole.attach(first)
    return whole.as_bytes()


def joomla_15(article: OldArticle) -> bytes:
    """Joomla 1.5: layout tables, "contentheading", the day in words below."""
    return _page(
        f'<table><tr><td><table><tr><td>{SITE}</td></tr></table></td></tr><tr><td valign="top"><table><tr>{_links("td")}</tr></table>'
        f"{_counter('div')}</td><td>"
        f'<table class="contentpaneopen"><tr><td class="contentheading" width="100%">{article.title}</td>'
        '<td class="buttonheading"><a href="/print">In</a></td></tr></table><table class="contentpaneopen">'
        + _dated(article, '<tr><td valign="top" class="createdate">Thứ tư, 29 Tháng 11 2023 08:15</td></tr>')
        + f'<tr><td valign="top">{_lead(article, "<p><strong>{}</strong></p>")}{_body(article)}</td></tr></table>'
        f"</td></tr><tr><td><strong>Các tin khác</strong><ul>{_others()}</ul></td></tr><tr><td>{_FOOTER}</td></tr></table>",
        f"{article.title} | {SITE}",
    )


def joomla_3(article: OldArticle) -> bytes:
    """Joomla 3: a list of details with category, author, day and hits between the title and the body."""
    return _page(
        f'<header><a class="brand" href="/"><span class="site-title">{SITE}</span></a></header><ul class="nav menu">{_links()}</ul>'
        f'<div class="item-page" itemscope><div class="page-header"><h2 itemprop="headline">{article.title}</h2></div>'
        '<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt><dd class="category-name">Chuyên mục: <a href="/t">Tin tức</a></dd>'
        + _dated(
            article,
            '<dd class="published"><time datetime="2023-11-29T08:15:00+07:00" itemprop="datePublished">Được đăng: 29 Tháng 11 2023</time></dd>',
        )
        + '<dd class="hits">Lượt xem: 731</dd></dl>'
        f'<div itemprop="articleBody">{_lead(article, "<p><strong>{}</strong></p>")}{_body(article)}</div>'
        f'<ul class="pager pagenav"><li><a href="/x">Trang trước</a></li><li><a href="/y">Trang sau</a></li></ul></div>{_FOOTER}',
        SITE,
    )


def wordpress(article: OldArticle) -> bytes:
    """WordPress: an article element, the month in words."""
    return _page(
        f'<div class="site-branding"><p class="site-title"><a href="/">{SITE}</a></p><p class="site-description">Trang tin của xã</p></div>'
        f'<div><ul id="menu-chinh">{_links()}</ul></div><main><article class="post"><h1 class="entry-title">{article.title}</h1>'
        + _dated(
            article,
            '<div class="entry-meta"><span class="posted-on">Đăng vào ngày 29 Tháng Mười Một, 2023 bởi admin</span></div>',
        )
        + f'<div class="entry-content">{_lead(article, "<p><strong>{}</strong></p>")}{_body(article)}</div>'
        f'<footer class="entry-footer">Chuyên mục: Tin tức</footer></article></main><div><h2>Bài viết mới</h2><ul>{_others()}</ul></div>{_FOOTER}',
        f"{article.title} &#8211; {SITE}",
    )


def dnn(article: OldArticle) -> bytes:
    """DotNetNuke: a form around all, spans with long ids."""
    return _page(
        f'<form id="Form"><div id="dnn_logo"><span>{SITE}</span></div><table><tr>{_links("td")}</tr></table><div id="dnn_ContentPane">'
        f'<span id="dnn_ctr412_View_lblTitle" class="Head">{article.title}</span><br>'
        + _dated(
            article, '<span id="dnn_ctr412_View_lblDate">Cập nhật: 8:15:00 SA Thứ Tư, 29/11/2023</span><br>'
        )
        + _lead(article, '<span id="dnn_ctr412_View_lblSummary" class="SubHead">{}</span>')
        + f'<div id="dnn_ctr412_View_lblContent" class="Normal">{_body(article)}</div>'
        f'<div>[Quay lại]</div><div class="SubHead">Các tin khác:</div><ul>{_others()}</ul></div><div>{_FOOTER}</div></form>',
        f"{SITE} > Tin tức > Chi tiết tin",
    )


def sharepoint(article: OldArticle) -> bytes:
    """SharePoint publishing: page fields, the day with spaces around its dashes."""
    return _page(
        f'<div>Thứ Hai, ngày 18/11/2024</div><div><a href="/m">Thư điện tử</a> <a href="/l">Liên hệ</a> <a href="/s">Sơ đồ trang</a></div><div>{SITE}</div>'
        f'<div class="ms-quicklaunch"><ul>{_links()}</ul></div><div id="contentBox"><div class="title-ct">{article.title}</div>'
        + _dated(article, '<div class="date-ct">Đăng ngày 29 - 11 - 2023</div>')
        + "<div>Lượt xem: 400</div><div>100%</div>"
        + _lead(article, '<div class="ms-rtestate-field intro">{}</div>')
        + f'<div class="ms-rtestate-field" style="display:inline"><div class="ExternalClassA1">{_body(article)}</div></div>'
        f"<div>Các tin liên quan</div><ul>{_others()}</ul></div>{_FOOTER}",
        f"Trang chủ - {SITE}",
    )


def liferay(article: OldArticle) -> bytes:
    """Liferay: portlets in portlets, "journal-content-article", the zoom between day and body."""
    return _page(
        f'<div id="wrapper"><h1 class="site-title"><a href="/"><span>{SITE}</span></a></h1><ul class="nav">{_links()}</ul>'
        '<div class="portlet"><span>date</span><div class="asset-content">'
        f'<div class="title-detail">{article.title}</div>'
        + _dated(article, '<div class="date-detail">Đăng lúc: 29/11/2023 08:15:00 (GMT+7)</div>')
        + "<div>100%</div><div>EmailPrintTwitter  Facebook</div>"
        + _lead(article, '<div class="lead-detail"><b>{}</b></div>')
        + f'<div class="journal-content-article">{_body(article)}</div></div></div>'
        f"<div class=portlet><h2>Tin khác</h2><ul>{_others()}</ul></div><div>{_counter('p')}</div>{_FOOTER}</div>",
        f"{SITE} - Tin trong xã",
    )


def plain_tables(article: OldArticle) -> bytes:
    """No classes at all: the counter and the links to websites stand before the article."""
    return _page(
        f"<table><tr><td colspan=2><b>{SITE}</b></td></tr><tr><td><p>Liên kết website</p>{_counter('p')}{_links('p')}</td>"
        f"<td><font size=4><b>{article.title}</b></font><br>"
        + _dated(article, "<i>Ngày 29/11/2023 08:15:00</i><br>")
        + _lead(article, "<p><b>{}</b></p>")
        + f"{_body(article)}</td></tr><tr><td colspan=2>{_FOOTER}</td></tr></table>",
        "Chi tiết",
    )


SKINS: dict[str, Skin] = {
    "NukeViet": nukeviet,
    "VNPT": vnpt,
    "VNPT in one file": vnpt_mht,
    "Joomla 1.5": joomla_15,
    "Joomla 3": joomla_3,
    "WordPress": wordpress,
    "DNN": dnn,
    "SharePoint": sharepoint,
    "Liferay": liferay,
    "plain tables": plain_tables,
}
TITLE = "Thôn Đoài hiến đất mở đường"
LEAD = "Hơn sáu mươi hộ dân thôn Đoài đã hiến gần hai nghìn mét vuông đất vườn để mở rộng đường trục thôn."
TEXTS = (
    "Từ đầu tháng, tổ công tác đến từng nhà đo đạc, lập biên bản có chữ ký của chủ hộ và trưởng thôn.",
    "Ông Trịnh Văn Bảy tự tay phá bờ rào dài bốn mươi mét, dời cả cổng nhà vào trong để con đường thẳng hơn.",
    "Đến nay mặt đường đã rộng năm mét, xe tải nhỏ vào tận ngõ chở vật liệu cho các hộ đang làm nhà.",
    "Thôn dự tính đổ bê tông ba trăm mét cuối cùng ngay sau vụ gặt, khi bà con có thời gian góp công.",
)


def _p(text: str) -> str:
    return f"<p>{text}</p>"


_HEADINGS = ("Giới thiệu", "Kết quả", "Văn bản", "Liên hệ")
SHAPES: dict[str, OldArticle] = {
    "plain": OldArticle(TITLE, tuple(map(_p, TEXTS)), TEXTS, LEAD),
    "undated": OldArticle(TITLE, tuple(map(_p, TEXTS)), TEXTS, is_dated=False),
    "headings that are words of menus": OldArticle(
        TITLE,
        tuple(f"<p><b>{heading}</b></p>{_p(text)}" for heading, text in zip(_HEADINGS, TEXTS, strict=True)),
        tuple(one for pair in zip(_HEADINGS, TEXTS, strict=True) for one in pair),
    ),
    "a list to read on within": OldArticle(
        TITLE,
        (
            _p(TEXTS[0]),
            '<p><b>Xem thêm:</b></p><ul><li><a href="http://x.example/a.html">Khởi công trạm bơm số hai</a></li></ul>',
            *map(_p, TEXTS[1:]),
        ),
        (TEXTS[0], "Xem thêm:", "Khởi công trạm bơm số hai", *TEXTS[1:]),
        LEAD,
    ),
    "a photo with its caption in the cell below": OldArticle(
        TITLE,
        (
            _p(TEXTS[0]),
            '<table align="center"><tr><td><img src="duong.jpg"></td></tr><tr><td>Đường trục thôn Đoài sau khi mở rộng</td></tr></table>',
            *map(_p, TEXTS[1:]),
        ),
        TEXTS,
        captions=("Đường trục thôn Đoài sau khi mở rộng",),
    ),
    "lines with breaks instead of paragraphs": OldArticle(TITLE, ("<br><br>".join(TEXTS),), TEXTS),
}
