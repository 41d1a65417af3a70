"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from approvals.funds import queries, rules
from approvals.funds.models import Application, Payment, Programme
from approvals.funds.states import PAPER, SERIES
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, Enterprise
from envportal.accounts.queries import people_of, review_section, staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case, Project
from envportal.cases.queries import FUND
from envportal.documents import actions as documents
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


@transaction.atomic
def set_up(*, by: User, at: datetime, key: str = "", **told: Any) -> Programme:
    """起草一项资金: nobody outside sees it before a second person publishes it."""
    done = log.already(key)
    if done is not None:
        return Programme.objects.get(pk=int(str(done.facts["programme"])))
    made = Programme(bureau=by.bureau, made_by=by, made_at=at, **told)
    rules.is_of(by, made, rules.KEEP)
    made.save()
    _note_programme(made, "programme_written", by=by, at=at, key=key)
    return made


@transaction.atomic
def publish(pk: int, *, by: User, at: datetime, key: str = "") -> Programme:
    """公布一项资金: from then on enterprises may apply in its window."""
    found = Programme.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return found
    rules.may_publish(by, found)
    found.published_by, found.published_at = by, at
    found.save(update_fields=["published_by", "published_at"])
    _note_programme(found, "programme_published", by=by, at=at, key=key)
    return found


@transaction.atomic
def publish_results(pk: int, *, by: User, at: datetime, key: str = "") -> Programme:
    """公布结果: which enterprises got how much; by somebody who reviewed none of them."""
    found = Programme.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return found
    rules.may_publish_results(by, found, timezone.localdate(at))
    found.results_by, found.results_at = by, at
    found.save(update_fields=["results_by", "results_at"])
    _note_programme(found, "programme_results_published", by=by, at=at, key=key)
    return found


def _note_programme(found: Programme, name: str, *, by: User, at: datetime, key: str) -> None:
    log.record(None, name, by=by, at=at, key=key or None, facts={"programme": found.pk, "name": found.name})


@transaction.atomic
def ask(
    enterprise: Enterprise, programme: Programme, *, project_name: str, words: str, by: User, at: datetime,
    key: str = "",
) -> Application:  # fmt: skip
    """提出: in the window; the section names an officer who helps."""
    on = timezone.localdate(at)
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    done = log.already(key)
    if done is not None:
        return Application.objects.get(pk=done.case_id)
    rules.may_ask(by, enterprise, programme, project_name, on)
    bureau = Bureau.objects.get(pk=programme.bureau_id)
    project = Project.objects.filter(enterprise=enterprise, name__iexact=project_name).order_by("pk").last()
    project = project or Project.objects.create(name=project_name, enterprise=enterprise)
    case = Case.objects.create(
        kind=FUND, title=project.name, bureau=bureau, enterprise=enterprise, project=project, opened_on=on,
        created_at=at, section=review_section(bureau), number=documents.take_number(bureau, SERIES, on.year),
    )  # fmt: skip
    found = Application.objects.create(case=case, programme=programme, words=words, asked_at=at)
    _note(found, "fund_asked", by=by, at=at, key=key, programme=programme.name)
    _tell(found, "fund_to_take", staff_with(bureau, Role.SECTION_HEAD, case.section), at=at)
    return found


@transaction.atomic
def take(pk: int, *, advice: str, by: User, at: datetime, key: str = "") -> Application:
    """专人: whoever takes it helps to the money; the first advice comes with it."""
    found = lock(Application, pk)
    if log.already(key):
        return found
    rules.require("take", by, found, timezone.localdate(at))
    found.take()
    found.advice = advice
    found.save(update_fields=["state", "advice"])
    found.case.holder = by
    found.case.save(update_fields=["holder"])
    return _told(found, "fund_advised", by=by, at=at, key=key, advice=advice)


@transaction.atomic
def advise(pk: int, *, advice: str, by: User, at: datetime, key: str = "") -> Application:
    """再指导: the advice as it stands now; what was said before is in the log."""
    found = lock(Application, pk)
    if log.already(key):
        return found
    rules.require("advise", by, found, timezone.localdate(at))
    found.advice = advice
    found.save(update_fields=["advice"])
    return _told(found, "fund_advised", by=by, at=at, key=key, advice=advice)


def hand_in(
    pk: int, *, wanted: Decimal, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Application:
    """交申请书. Not one transaction: a child process reads the file for seconds, nothing may be locked meanwhile."""
    found, taken = _with_paper("hand_in", pk, file, by=by, at=at, key=key)
    return _handed_in(pk, wanted=wanted, taken=taken, by=by, at=at, key=key) if taken else found


@transaction.atomic
def _handed_in(pk: int, *, wanted: Decimal, taken: Document, by: User, at: datetime, key: str) -> Application:
    found, on = lock(Application, pk), timezone.localdate(at)
    rules.require("hand_in", by, found, on)
    found.hand_in()
    found.document, found.wanted, found.handed_in_on = documents.enter(taken), wanted, on
    found.save(update_fields=["state", "document", "wanted", "handed_in_on"])
    _note(found, "fund_handed_in", by=by, at=at, key=key, wanted=str(wanted))
    _tell(found, "fund_handed_in", staff_with(found.case.bureau, Role.SECTION_HEAD, found.case.section), at=at)
    return found


@transaction.atomic
def send_back(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    found = lock(Application, pk)
    if log.already(key):
        return found
    rules.require("send_back", by, found, timezone.localdate(at))
    found.send_back()
    found.advice = reason
    found.save(update_fields=["state", "advice"])
    return _told(found, "fund_sent_back", by=by, at=at, key=key, reason=reason)


@transaction.atomic
def recommend(pk: int, *, opinion: str, sent_number: str, by: User, at: datetime, key: str = "") -> Application:
    """审核并推荐上报."""
    found = lock(Application, pk)
    if log.already(key):
        return found
    rules.require("recommend", by, found, timezone.localdate(at))
    found.recommend()
    found.sent_number = sent_number
    return _reviewed(found, "fund_recommended", opinion, by=by, at=at, key=key)


@transaction.atomic
def decline(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """不推荐; the case is closed, the enterprise reads why."""
    found = lock(Application, pk)
    if log.already(key):
        return found
    rules.require("decline", by, found, timezone.localdate(at))
    found.decline()
    _close(found, timezone.localdate(at))
    return _reviewed(found, "fund_declined", reason, by=by, at=at, key=key)


def _reviewed(found: Application, event: str, opinion: str, *, by: User, at: datetime, key: str) -> Application:
    found.opinion, found.reviewed_by, found.reviewed_on = opinion, by, timezone.localdate(at)
    found.save()
    return _told(found, event, by=by, at=at, key=key, opinion=opinion)


@transaction.atomic
def note_decision(
    pk: int, *, granted: Decimal | None, decided_on: date, decision_number: str, by: User, at: datetime, key: str = ""
) -> Application:
    """登记决定: so much money, or none; with the document that says so."""
    found, today = lock(Application, pk), timezone.localdate(at)
    if log.already(key):
        return found
    rules.require("note_decision", by, found, today)
    rules.decided_when_it_could(found, decided_on, today)
    if granted:
        found.grant()
    else:
        found.refuse()
        _close(found, today)
    found.granted, found.decided_on, found.decision_number = granted or None, decided_on, decision_number
    found.save()
    event = "fund_granted" if granted else "fund_refused"
    return _told(found, event, by=by, at=at, key=key, granted=str(granted or 0), number=decision_number)


def note_payment(
    pk: int, *, amount: Decimal, on: date, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Application:
    """登记到账, with its proof; once all of it is there the application waits for its result. As `hand_in`."""
    found, taken = _with_paper("note_payment", pk, file, by=by, at=at, key=key)
    return _paid(pk, amount=amount, on=on, taken=taken, by=by, at=at, key=key) if taken else found


@transaction.atomic
def _paid(pk: int, *, amount: Decimal, on: date, taken: Document, by: User, at: datetime, key: str) -> Application:
    found = lock(Application, pk)
    rules.require("note_payment", by, found, timezone.localdate(at))
    rules.fits(found, amount, on, timezone.localdate(at))
    Payment.objects.create(
        application=found, amount=amount, on=on, proof=documents.enter(taken), noted_by=by, noted_at=at
    )
    if queries.paid(found) == found.granted:
        found.pay_out()
        found.save(update_fields=["state"])
    return _told(found, "fund_paid", by=by, at=at, key=key, amount=str(amount), on=on)


@transaction.atomic
def check_result(pk: int, *, result: str, by: User, at: datetime, key: str = "") -> Application:
    """验收成果: by somebody else than the officer who helped; the case is closed."""
    found, on = lock(Application, pk), timezone.localdate(at)
    if log.already(key):
        return found
    rules.require("check_result", by, found, on)
    found.check_result()
    found.result, found.checked_by, found.checked_on = result, by, on
    found.save()
    _close(found, on)
    return _told(found, "fund_checked", by=by, at=at, key=key, result=result)


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    found = lock(Application, pk)
    if log.already(key):
        return found
    rules.require("withdraw", by, found, timezone.localdate(at))
    found.withdraw()
    found.save(update_fields=["state"])
    _close(found, timezone.localdate(at))
    _note(found, "fund_withdrawn", by=by, at=at, key=key, reason=reason)
    if found.case.holder:
        _tell(found, "fund_withdrawn", [found.case.holder], at=at, reason=reason)
    return found


def _with_paper(
    verb: str, pk: int, file: UploadedFile[bytes], *, by: User, at: datetime, key: str
) -> tuple[Application, Document | None]:
    """The application and the file, read but not entered; no file where the form was acted on already."""
    found = Application.objects.select_related("case__enterprise", "programme").get(pk=pk)
    if log.already(key):
        return found, None
    rules.require(verb, by, found, timezone.localdate(at))
    return found, documents.take_in(file, case=found.case, owner=found.owner, kind=PAPER, by=by, at=at)


def _close(found: Application, on: date) -> None:
    found.case.closed_on = on
    found.case.save(update_fields=["closed_on"])


def _note(found: Application, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    acts_for_other = not by.is_staff_member and by.enterprise_id != found.owner.pk
    whom = found.owner.name if acts_for_other else ""
    log.record(found.case, name, by=by, at=at, key=key or None, facts=facts, acting_for=whom)


def _told(found: Application, event: str, *, by: User, at: datetime, key: str, **facts: object) -> Application:
    """Write the event, and tell the enterprise how it stands."""
    _note(found, event, by=by, at=at, key=key, **facts)
    context = {"found": found, "link": f"/my/funds/{found.pk}/"}
    outbox.post(found.case, "fund_moved", to=people_of(found.owner, timezone.localdate(at)), context=context, at=at)
    return found


def _tell(found: Application, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    link = {"found": found, "link": f"/desk/funds/{found.pk}/"}
    outbox.post(found.case, template, to=to, context={**link, **context}, at=at)
