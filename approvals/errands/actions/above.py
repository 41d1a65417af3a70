"""What the bureau above does, entered by itself or by us with proof; and the delegation that is sought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.errands import rules
from approvals.errands.actions.common import DUTY, Wanted, close, list_wanted, note_down, plain, tell_ours, tell_owner
from approvals.errands.models import Errand, News, Sought
from approvals.errands.states import PROOF, Step
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.duties import register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


def note(
    pk: int, *, step: str, on: date, file: UploadedFile[bytes], by: User, at: datetime, key: str = "", **told: Any
) -> Errand:
    """What a bureau outside this portal did, with the paper that proves it. Not one transaction, as `supply`."""
    errand = Errand.objects.select_related("case__enterprise").get(pk=pk)
    if log.already(key):
        return errand
    rules.require("note", by, errand, timezone.localdate(at))
    rules.fits(errand, step, on, told.get("due_on"), timezone.localdate(at))
    proof = documents.take_in(file, case=errand.case, owner=errand.owner, kind=PROOF, by=by, at=at)
    return _noted(pk, step=step, on=on, proof=proof, by=by, at=at, key=key, **told)


@transaction.atomic
def answer(pk: int, *, step: str, on: date, by: User, at: datetime, key: str = "", **told: Any) -> Errand:
    """The same by the bureau above itself, where it is of this portal; its word is its own proof."""
    errand = lock(Errand, pk)
    if log.already(key):
        return errand
    rules.may_answer(by, errand)
    return _enter(errand, step, on, None, by=by, at=at, key=key, **told)


@transaction.atomic
def _noted(pk: int, *, step: str, on: date, proof: Document, by: User, at: datetime, key: str, **told: Any) -> Errand:
    errand = lock(Errand, pk)
    rules.require("note", by, errand, timezone.localdate(at))
    return _enter(errand, step, on, documents.enter(proof), by=by, at=at, key=key, **told)


def _enter(
    errand: Errand, step: str, on: date, proof: Document | None, *, by: User, at: datetime, key: str, **told: Any
) -> Errand:
    items: Sequence[Wanted] = told.pop("items", ())
    today = timezone.localdate(at)
    rules.fits(errand, step, on, told.get("due_on"), today)
    News.objects.create(
        errand=errand, step=step, on=on, proof=proof, is_from_above=proof is None, by=by, at=at, **told
    )  # fmt: skip
    {
        Step.RECEIVED: errand.receive, Step.ACCEPTED: errand.accept, Step.SUPPLEMENT: errand.ask_supplement,
        Step.DECIDED: errand.decide,
    }[Step(step)]()  # fmt: skip
    if told.get("due_on") and step != Step.SUPPLEMENT:
        errand.superior_due_on = told["due_on"]
    errand.save(update_fields=["state", "superior_due_on"])
    if step == Step.SUPPLEMENT:
        list_wanted(errand, items)
        clocks.start(errand.case, Matter.ERRAND, variant="", on=today, by=by, at=at)
    _follow(errand, step, by=by, at=at, on=today)
    note_down(errand, f"errand_{step}_above", by=by, at=at, key=key, on=on, **plain(told))
    tell_owner(errand, f"errand_{step}_above", at=at, **told)
    if errand.case.holder:
        tell_ours(errand, "errand_moved_above", [errand.case.holder], at=at, step=Step(step).label)
    return errand


def _follow(errand: Errand, step: str, *, by: User, at: datetime, on: date) -> None:
    """The day of the bureau above is a duty of ours to ask after it: reminded of, and marked once it is over."""
    case, due_on = errand.case, errand.superior_due_on
    open_ = register.undone().filter(case=case, key=DUTY).first()
    if step == Step.DECIDED:
        if open_ is not None:
            register.fulfil(open_, on=on, by=by, at=at, words=_("上级已决定"))
        close(errand, on=on)
    elif due_on is not None and open_ is None:
        title = _("向%(name)s催问“%(title)s”") % {"name": errand.superior_name, "title": case.title}
        task = register.Task(
            key=DUTY, kind=register.Kind.ERRAND, bearer=register.Bearer.BUREAU, due_on=due_on, holder=case.holder,
            section=case.section, title=title,
        )  # fmt: skip
        register.open_duty(case, task, by=by, at=at)
    elif due_on is not None and open_ is not None and open_.due_on != due_on:
        register.set_day(open_, due_on=due_on, by=by, at=at)


@transaction.atomic
def seek(pk: int, *, scope: str, asked_on: date, by: User, at: datetime, key: str = "") -> Sought:
    """争取委托: the bureau above is asked to let such cases be decided here."""
    errand = lock(Errand, pk)
    if log.already(key):
        return errand.delegations.latest("pk")
    on = timezone.localdate(at)
    rules.require("seek", by, errand, on)
    if asked_on > on:
        raise rules.DatesDoNotFit(_("请求日期写今天或者以前的一天。"))
    made = Sought.objects.create(errand=errand, scope=scope, asked_on=asked_on, asked_by=by, asked_at=at)
    note_down(errand, "delegation_sought", by=by, at=at, key=key, scope=scope, on=asked_on)
    return made


def answer_sought(
    pk: int, *, outcome: str, answered_on: date, file: UploadedFile[bytes], by: User, at: datetime, key: str = "",
    **told: Any,
) -> Sought:  # fmt: skip
    """The document that grants or refuses it, with scope and term. Not one transaction, as `supply`."""
    errand, today = Errand.objects.select_related("case__enterprise").get(pk=pk), timezone.localdate(at)
    if log.already(key):
        return errand.delegations.latest("pk")
    rules.require("answer_sought", by, errand, today)
    proof = documents.take_in(file, case=errand.case, owner=None, kind=PROOF, by=by, at=at, is_inside=True)
    return _answered(pk, outcome=outcome, answered_on=answered_on, proof=proof, by=by, at=at, key=key, **told)


@transaction.atomic
def _answered(
    pk: int, *, outcome: str, answered_on: date, proof: Document, by: User, at: datetime, key: str, **told: Any
) -> Sought:
    errand, today = lock(Errand, pk), timezone.localdate(at)
    rules.require("answer_sought", by, errand, today)
    found = errand.delegations.get(outcome="")
    term = told.get("valid_from"), told.get("valid_to")
    rules.term_fits(outcome, found.asked_on, answered_on, term, today)
    found.outcome, found.answered_on, found.proof = outcome, answered_on, documents.enter(proof)
    for name, value in told.items():
        setattr(found, name, value)
    found.save()
    note_down(errand, "delegation_answered", by=by, at=at, key=key, outcome=outcome, on=answered_on, **plain(told))
    return found
