"""Somebody who tries codes is told to wait: wrong ones are counted by address, in the database."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from envportal.refusals import Refused

MOST = 10
SECONDS = 300


class TooManyGuesses(Refused):
    """Ten wrong codes from one address in five minutes are guessing."""

    def __init__(self) -> None:
        super().__init__(_("查询太频繁，请过 5 分钟再试。"))


def require_few(address: str) -> None:
    if int(cache.get(_key(address), 0)) >= MOST:
        raise TooManyGuesses


def note_wrong(address: str) -> None:
    """Count one; the five minutes begin with the first."""
    key = _key(address)
    if not cache.add(key, 1, SECONDS):
        cache.incr(key)


def _key(address: str) -> str:
    """The address itself is kept nowhere."""
    return "letter-code:" + hmac.digest(settings.SECRET_KEY.encode(), address.encode(), "sha256").hex()
