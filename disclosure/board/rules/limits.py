"""How often one address may write, and everybody together."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board import guards
from disclosure.board.queries import attempts

if TYPE_CHECKING:
    from datetime import datetime

WITHIN = timedelta(hours=1)
POSTS_OF_AN_ADDRESS = 3
POSTS_OF_ALL = 300
TRY_AGAIN = timedelta(minutes=5)
WRONG_CODES = 10


def neighbourhood(address: str) -> str:
    """The address, of which a household with IPv6 has more than it can count: those share their first 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    # A server that listens on IPv6 sees every address of IPv4 inside one such neighbourhood.
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))


def require_few_posts(source: str, at: datetime) -> None:
    if attempts.posts(source, since=at - WITHIN) >= POSTS_OF_AN_ADDRESS:
        raise guards.TooManyPosts(
            _("一个网络地址一小时内最多提交 %(n)s 次，请过一小时再试；也可以来信、来电。") % {"n": POSTS_OF_AN_ADDRESS}
        )
    if attempts.posts("", since=at - WITHIN) >= POSTS_OF_ALL:
        raise guards.TooManyPosts(_("现在提交的人太多，请过几分钟再试；也可以来信、来电。"))


def require_few_wrong_codes(source: str, at: datetime) -> None:
    if attempts.wrong_codes(source, since=at - TRY_AGAIN) >= WRONG_CODES:
        raise guards.TooManyTries(_("查询太频繁，请过 5 分钟再试。"))
