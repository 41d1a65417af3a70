"""The public holidays by name, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NAMES = frozenset((
    gettext_noop("元旦"),
    gettext_noop("春节"),
    gettext_noop("清明节"),
    gettext_noop("清明"),
    gettext_noop("劳动节"),
    gettext_noop("劳动"),
    gettext_noop("端午节"),
    gettext_noop("端午"),
    gettext_noop("中秋节"),
    gettext_noop("中秋"),
    gettext_noop("国庆节"),
    gettext_noop("国庆"),
))  # fmt: skip


def holiday(name: str) -> str:
    """国庆节, National Day; a closing a bureau names itself stays as it is."""
    return _(name) if name in NAMES else name
