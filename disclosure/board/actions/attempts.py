"""What the public sends or guesses is counted by where it came from; the address itself is not kept."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from disclosure.board.models import Attempt
from disclosure.board.queries import attempts
from disclosure.board.rules import limits

if TYPE_CHECKING:
    from datetime import datetime


def source_of(address: str) -> str:
    """An address, or the neighbourhood it stands in, known again and not kept."""
    return hmac.digest(settings.SECRET_KEY.encode(), limits.neighbourhood(address).encode(), "sha256").hex()


@transaction.atomic
def count_post(source: str, at: datetime) -> None:
    """Something was sent. Raises TooManyPosts."""
    limits.require_few_posts(source, at)
    attempts.stale(at - limits.WITHIN).delete()
    Attempt.objects.create(address=source, at=at)


@transaction.atomic
def count_wrong_code(source: str, at: datetime) -> None:
    attempts.stale(at - limits.WITHIN).delete()
    Attempt.objects.create(address=source, is_post=False, at=at)
