"""When a message is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from envportal.refusals import Refused

MOST_TRIES = 8
# How long a worker has a message to itself; far longer than a gateway may keep it waiting (EMAIL_TIMEOUT).
LEASE = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=12)


class NotGivenUp(Refused):
    """The message was sent or is still being tried."""

    def __init__(self) -> None:
        super().__init__(_("这条消息没有被放弃：已经送出，或者还在重试。"))


def wait_after(tries: int) -> timedelta:
    """1, 4, 16, 64, 256 minutes, then twelve hours: eight tries outlast a gateway that is away for a day."""
    return min(timedelta(minutes=4 ** (tries - 1)), LONGEST_WAIT)
