"""Acts and articles in words: 行政许可法第45条 as Administrative Licensing Law art. 45 where the page is English."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from envportal.web.templatetags.days import in_english

ACTS = (
    gettext_noop("行政许可法"),
    gettext_noop("生态环境法典"),
    gettext_noop("环境影响评价法"),
    gettext_noop("环境影响评价公众参与办法"),
    gettext_noop("环境保护法"),
    gettext_noop("行政复议法"),
    gettext_noop("行政诉讼法"),
    gettext_noop("民事诉讼法"),
    gettext_noop("个人信息保护法"),
    gettext_noop("政府信息公开条例"),
    gettext_noop("建设项目环境保护管理条例"),
    gettext_noop("全国年节及纪念日放假办法"),
)
_NUMBER = r"第?[（(]?([\d一二三四五六七八九十百零]+)[）)]?"
_CITED = re.compile(
    rf"《?(?:中华人民共和国)?({'|'.join(sorted(ACTS, key=len, reverse=True))})》?"
    rf"(?:第([\d一二三四五六七八九十百零]+)条)?(?:第([\d一二三四五六七八九十百零]+)款)?(?:{_NUMBER}项)?"
)
_DIGITS = {mark: n for n, mark in enumerate("零一二三四五六七八九")}
_TENS = {"十": 10, "百": 100}
_MARKS = str.maketrans({"、": ", ", "，": ", ", "；": "; ", "（": " (", "）": ")"})
_HAN = re.compile(r"[\u4e00-\u9fff]")


def named(text: str) -> str:
    """The citation in the language of the page; what is no known act stays as it is."""
    return _CITED.sub(_one, text).translate(_MARKS) if in_english() and _CITED.search(text) else text


def law(text: str) -> str:
    """The same for a page, with Chinese that is left marked as Chinese."""
    return han(named(str(text or "")))


def han(text: object) -> str:
    """A name or typed words on a page: marked as Chinese where the page is English."""
    said = str(text)
    return format_html('<span lang="zh-Hans">{}</span>', said) if in_english() and _HAN.search(said) else said


def _one(cited: re.Match[str]) -> str:
    act, article, paragraph, item = cited.groups()
    return (
        _(act)
        + (f" art. {_number(article)}" if article else "")
        + (f" para. {_number(paragraph)}" if paragraph else "")
        + (f" ({_number(item)})" if item else "")
    )


def _number(text: str) -> int:
    """45, 四十五, 一百零二."""
    if text.isdigit():
        return int(text)
    total = digit = 0
    for mark in text:
        if mark in _TENS:
            total, digit = total + (digit or 1) * _TENS[mark], 0
        else:
            digit = _DIGITS[mark]
    return total + digit
