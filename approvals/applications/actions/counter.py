"""窗口代录: a clerk does the applicant's verb at the window, with the page the applicant signed for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries
from approvals.applications.actions.drafts import stand, take_in
from approvals.applications.actions.endings import withdraw
from approvals.applications.actions.filing import submit, supplement
from approvals.applications.actions.registration import file_registration, hand_over
from approvals.applications.actions.revisions import answered, read_revised
from approvals.applications.models import Application
from approvals.applications.states import FileKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.queries import tidy_code
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from approvals.applications.actions.revisions import Change
    from envportal.accounts.models import User


WAYS: dict[str, Callable[..., Application]] = {"submit": submit, "hand_over": hand_over, "file": file_registration}


class ChangedSincePrinted(Refused):
    """The signature stands under other content than what is here now."""


def submit_at_counter(
    pk: int, *, file: UploadedFile[bytes], sheet: str, by: User, at: datetime, key: str = ""
) -> Application:
    """File what the applicant checked on paper and signed, the way the bureau takes it.

    `sheet` is the check code printed on that paper.
    """
    application = Application.objects.select_related("case__bureau").get(pk=pk)
    way = queries.way_of_filing(application, timezone.localdate(at))
    act = _Act(way, partial(WAYS[way], declared=True), FileKind.DECLARATION)
    return act(pk, file=file, sheet=sheet, by=by, at=at, key=key)


def supplement_at_counter(
    pk: int, *, answer: str, file: UploadedFile[bytes], sheet: str, by: User, at: datetime, key: str = ""
) -> Application:
    """Hand in the supplement the applicant checked on paper and signed."""
    act = _Act("supplement", partial(supplement, answer=answer), FileKind.DECLARATION)
    return act(pk, file=file, sheet=sheet, by=by, at=at, key=key)


def withdraw_at_counter(
    pk: int, *, reason: str, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Application:
    """End the case by the request the applicant signed."""
    act = _Act("withdraw", partial(withdraw, reason=reason), FileKind.WITHDRAWAL)
    return act(pk, file=file, by=by, at=at, key=key)


def answer_revision_at_counter(
    pk: int, *, file: UploadedFile[bytes], public: UploadedFile[bytes] | None = None, signed: UploadedFile[bytes],
    answers: Sequence[Change], by: User, at: datetime, key: str = "",
) -> Application:  # fmt: skip
    """Hand in the revised document with the list of what changed that the applicant signed."""
    if log.already(key):
        return Application.objects.get(pk=pk)
    taken = read_revised(pk, file=file, public=public, by=by, at=at)
    act = _Act("answer_revision", partial(answered, taken=taken, answers=answers), FileKind.DECLARATION)
    return act(pk, file=signed, by=by, at=at, key=key)


@dataclass(frozen=True)
class _Act:
    """One verb of the applicant, and the signed page it rests on."""

    verb: str
    do: Callable[..., Application]
    kind: FileKind

    def __call__(
        self, pk: int, *, file: UploadedFile[bytes], by: User, at: datetime, key: str, sheet: str | None = None
    ) -> Application:
        """The file is read first, with nothing locked; then all of it happens or nothing."""
        if log.already(key):
            return Application.objects.get(pk=pk)
        page = take_in(pk, file=file, kind=self.kind, by=by, at=at, verb=self.verb)
        with transaction.atomic():
            application = lock(Application, pk)
            if log.already(key):
                return application
            way = queries.way_of_filing(application, timezone.localdate(at))
            if sheet is not None and tidy_code(sheet) != tidy_code(queries.check_code(application, way)):
                raise ChangedSincePrinted(
                    _("核对码与现在的内容对不上：打印以后内容改过。请重新打印，请申请人核对签字。")
                )
            signed = stand(pk, page, by=by, at=at, verb=self.verb)
            return self.do(pk, by=by, at=at, key=key, signed=signed)
