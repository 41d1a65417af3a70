"""如果今天提交: the way ahead at its shortest — notice windows and the meeting day — by the rules of today."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import PROCEDURES
from approvals.meetings import resolutions
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from envportal.accounts.models import Bureau

NOON = time(12)


@dataclass(frozen=True)
class Stretch:
    """One stretch of the way: a window from a day to a day, or a single day."""

    name: str | _StrPromise
    first: date
    last: date

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


def ahead(bureau: Bureau, kind: str, on: date) -> list[Stretch]:
    """Were it accepted and put out on the very day: what comes after what; a table's notices are its bureau's too.

    The intended decision follows the acceptance notice, or the meeting where that is later.
    """
    if not PROCEDURES[kind].is_noticed:
        return []
    found: list[Stretch] = []
    ready = on
    if window := _window(bureau, Matter.ACCEPTANCE_NOTICE, kind, on):
        found.append(Stretch(_("受理公示"), window.opens_on, window.closes_on))
        ready = window.closes_on
    if meets := resolutions.next_meeting(bureau, on):
        found.append(Stretch(_("最近的会审会（要上会的项目）"), meets, meets))
        ready = max(ready, meets)
    if window := _window(bureau, Matter.PROPOSED_NOTICE, kind, ready):
        found.append(Stretch(_("拟审批公示"), window.opens_on, window.closes_on))
    return found


def _window(bureau: Bureau, matter: str, kind: str, on: date) -> clocks.Window | None:
    with suppress(clocks.NoRule):
        return clocks.window(bureau, matter, kind, published_at=timezone.make_aware(datetime.combine(on, NOON)))
    return None
