"""Print a letter: in a child process, three times at most, and never twice at once."""

from __future__ import annotations

import base64
import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents.guards import children, printer, store
from envportal.documents.letters.paper import css, html
from envportal.documents.letters.prints import keep_print
from envportal.documents.models import Letter

logger = logging.getLogger(__name__)

TRIES = 3
# Whoever renders has the letter this long; killed, it is anybody's afterwards.
LEASE = timedelta(minutes=3)
WAIT = timedelta(minutes=1)
LIMIT = 50 << 20


def render(pk: int, *, at: datetime) -> Letter | None:
    """Print the letter and keep its PDF, or count a failed try; None if somebody else has it in hand."""
    letter = _claim(pk, at)
    if letter is None:
        return None
    try:
        return _printed(letter, printer.print_letter(html(letter), css(letter)), at)
    except (children.ChildFailed, store.NoRoom) as error:
        return _failed(letter, str(error) or "no room on the disk", at)


def _claim(pk: int, at: datetime) -> Letter | None:
    """Take the letter by compare-and-set, the try counted first: a worker that dies has used one up."""
    letter = Letter.objects.filter(pk=pk, state=Letter.State.PENDING).first()
    if letter is None or (letter.not_before is not None and letter.not_before > at):
        return None
    mine = Letter.objects.filter(pk=pk, state=Letter.State.PENDING, tries=letter.tries, not_before=letter.not_before)
    if not mine.update(tries=F("tries") + 1, not_before=at + LEASE):
        return None
    return Letter.objects.get(pk=pk)


def _printed(letter: Letter, answer: dict[str, Any], at: datetime) -> Letter:
    with store.spool([base64.b64decode(answer["pdf"])], limit=LIMIT) as spooled:
        letter.path = store.keep(spooled, "letters")
        letter.size, letter.sha256, letter.sm3 = spooled.size, spooled.sha256, spooled.sm3
    letter.pages, letter.rendered_at, letter.state = answer["pages"], at, Letter.State.RENDERED
    letter.last_error, letter.not_before = "", None
    return _settle(letter, "letter_rendered", at, sha256=letter.sha256, sm3=letter.sm3, pages=letter.pages)


def _failed(letter: Letter, error: str, at: datetime) -> Letter:
    letter.last_error = error[:500]
    letter.not_before = at + WAIT * 5 ** (letter.tries - 1)
    if letter.tries < TRIES:
        return _settle(letter, "", at)
    letter.state = Letter.State.DEAD
    # Whoever watches the log is told; the pulse page and /healthz show it until the letter is printed.
    logger.error("letter %s (%s) cannot be printed and was given up: %s", letter.pk, letter.number, letter.last_error)
    return _settle(letter, "letter_not_printed", at, error=letter.last_error)


@transaction.atomic
def _settle(letter: Letter, event: str, at: datetime, **facts: object) -> Letter:
    """Write the outcome, unless another worker took the letter over meanwhile."""
    case = lock(Case, letter.case_id)
    now = Letter.objects.select_for_update().get(pk=letter.pk)
    if (now.state, now.tries, now.edition) != (Letter.State.PENDING, letter.tries, letter.edition):
        return now
    letter.save(
        update_fields=[
            "path", "size", "sha256", "sm3", "pages", "rendered_at", "state", "last_error", "not_before"
        ]
    )  # fmt: skip
    if letter.state == Letter.State.RENDERED:
        keep_print(letter, at=at)
    if event:
        log.record(case, event, by=None, at=at, facts={"letter": letter.pk, "number": letter.number, **facts})
    return letter


@transaction.atomic
def revive(letter: Letter, *, at: datetime) -> Letter:
    """Give a letter that could not be printed three new tries, after its cause was mended."""
    case = lock(Case, letter.case_id)
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state == Letter.State.DEAD:
        letter.state, letter.tries, letter.not_before = Letter.State.PENDING, 0, None
        letter.save(update_fields=["state", "tries", "not_before"])
        log.record(case, "letter_revived", by=None, at=at, facts={"letter": letter.pk, "number": letter.number})
    return letter
