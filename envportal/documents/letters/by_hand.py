"""送达 of a letter whose service begins nothing: recorded, failed, put right, each with the scan of its proof.

Where a period runs from the service its own procedure records it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock
from envportal.documents import actions, rules
from envportal.documents.letters import service
from envportal.documents.models import Letter
from envportal.documents.rules import Proof

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document

PROOF = "service_proof"


def record(
    pk: int, *, way: str, on: date, evidence: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "",
    **proof: str,
) -> Letter:  # fmt: skip
    """登记送达, with what shows it."""
    return _with(
        pk, evidence, rules.SERVE, by=by, at=at, key=key,
        enter=lambda letter, scan: service.serve(
            letter, way=way, on=on, proof=Proof(**proof, evidence=scan), by=by, at=at, key=key
        ),
    )  # fmt: skip


def record_failed(
    pk: int, *, way: str, on: date, reason: str, evidence: UploadedFile[bytes] | None = None, by: User, at: datetime,
    key: str = "", **proof: str,
) -> Letter:  # fmt: skip
    """登记没有送达: it came back, nobody was there; the letter goes on waiting."""
    return _with(
        pk, evidence, rules.SERVE, by=by, at=at, key=key,
        enter=lambda letter, scan: service.fail(
            letter, way=way, on=on, why=reason, proof=Proof(**proof, evidence=scan), by=by, at=at, key=key
        ),
    )  # fmt: skip


def put_right(
    pk: int, *, on: date, reason: str, reached: bool = True, evidence: UploadedFile[bytes] | None = None, by: User,
    at: datetime, key: str = "",
) -> Letter:  # fmt: skip
    """更正 by a second person: another day, or that it did not arrive after all."""
    return _with(
        pk, evidence, rules.CORRECT, by=by, at=at, key=key,
        enter=lambda letter, scan: service.correct(
            letter, on=on, reason=reason, reached=reached, evidence=scan, by=by, at=at, key=key
        ),
    )  # fmt: skip


def take_proof(letter: Letter, file: UploadedFile[bytes] | None, *, by: User, at: datetime) -> Document | None:
    """A scan is read before anything is locked; it names who signed, and so stays inside."""
    if file is None:
        return None
    return actions.take_in(file, case=letter.case, owner=None, kind=PROOF, by=by, at=at, is_inside=True)


def _with(
    pk: int, file: UploadedFile[bytes] | None, action: str, *, by: User, at: datetime, key: str,
    enter: Callable[[Letter, Document | None], Letter],
) -> Letter:  # fmt: skip
    letter = Letter.objects.select_related("case").get(pk=pk)
    if log.already(key):
        return letter
    require(action, by, letter, timezone.localdate(at))
    taken = take_proof(letter, file, by=by, at=at)
    with transaction.atomic():
        lock(Letter, pk)
        if log.already(key):
            return letter
        letter = Letter.objects.select_related("case").get(pk=pk)
        require(action, by, letter, timezone.localdate(at))
        return enter(letter, actions.enter(taken) if taken else None)


def require(action: str, user: Any, letter: Letter, on: date) -> None:
    """The row of the matrix, and that the letter waits or was served."""
    cases.require(user, action, letter.case, on)
    rules.waits_for(action, letter)
