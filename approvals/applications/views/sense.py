"""Whether a step of a revision or a correction has anything to work on now; the action refuses it all the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from approvals.applications import guards
from approvals.applications.queries.checklist import last_correction

if TYPE_CHECKING:
    from collections.abc import Callable

    from approvals.applications.models import Application


def of_revisions(application: Application) -> dict[str, Callable[[], bool]]:
    found = cache(lambda: guards.open_revision(application))
    return {
        "ask_revision": lambda: found() is None and application.special_steps.filter(filed_on__isnull=False).exists(),
        "judge_revision": lambda: (one := found()) is not None and one.answered_at is not None,
        "call_off_revision": lambda: (one := found()) is not None and one.answered_at is None,
        "answer_revision": lambda: (one := found()) is not None and one.answered_at is None,
    }


def of_corrections(application: Application) -> dict[str, Callable[[], bool]]:
    last = cache(lambda: last_correction(application))
    unjudged = cache(lambda: (one := last()) is not None and one.judged_at is None)
    return {
        "judge_correction": unjudged,
        "ask_correction": lambda: not unjudged(),
        "accept_with_defects": lambda: last() is not None,
    }
