"""What becomes of a target: begun, reported with its proof, seen on site by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.campaigns import queries, rules
from enforcement.campaigns.actions.common import duty_of, end_duty, locked, note, open_duty, tell_people
from enforcement.campaigns.actions.keeping import count_anew
from enforcement.campaigns.guards import UsedElsewhere
from enforcement.campaigns.models import Proof, Target
from enforcement.campaigns.states import PROOF, State
from envportal.accounts.queries import own_people
from envportal.audit import log
from envportal.documents import actions as documents
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


class Found(TypedDict):
    """What was found on site."""

    words: str
    on: date
    result: NotRequired[Decimal | None]
    reduction: NotRequired[Decimal | None]


@transaction.atomic
def begin(pk: int, *, by: User, at: datetime, key: str = "") -> Target:
    target = locked(pk)
    if log.already(key):
        return target
    on = timezone.localdate(at)
    rules.require_target("begin", by, target, on)
    mark_begun(target, on=on)
    target.save()
    note(target, "target_begun", by=by, at=at, key=key)
    return target


def mark_begun(target: Target, *, on: date) -> None:
    target.begin()
    target.begun_on = target.begun_on or on


def report(
    pk: int, *, words: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Target:
    """报告完成, with what proves it: the file is read before anything is locked."""
    target = queries.in_full().get(pk=pk)
    if log.already(key):
        return target
    rules.require_target("report", by, target, timezone.localdate(at))
    taken = _taken_in(target, file, by=by, at=at)
    return _reported(pk, words, taken, by=by, at=at, key=key)


@transaction.atomic
def _reported(pk: int, words: str, taken: Document | None, *, by: User, at: datetime, key: str) -> Target:
    target = locked(pk)
    if log.already(key):
        return target
    rules.require_target("report", by, target, timezone.localdate(at))
    _keep(target, taken, by=by, at=at)
    on = timezone.localdate(at)
    mark_reported(target, words=words, on=on, by=by)
    target.save()
    duty = duty_of(target)
    if duty is not None and duty.state == register.State.OPEN:
        register.report(duty, words=words, on=on, by=by, at=at)
    note(target, "target_reported", by=by, at=at, key=key, words=words)
    if by.enterprise_id is not None:
        case = target.campaign.case
        tell_people(target.campaign, "campaign_reported", [case.holder], at=at, target=target)
    return target


def mark_reported(target: Target, *, words: str, on: date, by: User) -> None:
    target.report()
    target.reported_on, target.reported_by, target.report_words, target.sent_back_why = on, by, words, ""
    target.verified_by = None


def verify(
    pk: int, *, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "", **found: Unpack[Found]
) -> Target:
    """现场核实完成: seen on site, with what was found, by somebody who did not report it."""
    target = queries.in_full().get(pk=pk)
    if log.already(key):
        return target
    rules.require_target("verify", by, target, timezone.localdate(at))
    rules.not_who_reported(by, target)
    taken = _taken_in(target, file, by=by, at=at)
    return _verified(pk, found, taken, by=by, at=at, key=key)


@transaction.atomic
def _verified(pk: int, found: Found, taken: Document | None, *, by: User, at: datetime, key: str) -> Target:
    target = locked(pk)
    if log.already(key):
        return target
    rules.require_target("verify", by, target, timezone.localdate(at))
    _keep(target, taken, by=by, at=at, is_of_visit=True)
    mark_verified(target, found, by=by, today=timezone.localdate(at), proofs=target.proofs.count())
    target.save()
    end_duty(target, words=found["words"], on=found["on"], by=by, at=at, is_done=True)
    facts = {"words": found["words"], "result": found.get("result"), "reduction": found.get("reduction")}
    note(target, "target_verified", by=by, at=at, key=key, on=found["on"], **facts)
    return target


def mark_verified(target: Target, found: Found, *, by: User, today: date, proofs: int) -> None:
    rules.not_who_reported(by, target)
    rules.on_a_day(found["on"], today, since=target.reported_on)
    rules.counts(target.campaign, found.get("result"), found.get("reduction"))
    rules.within_baseline(target, found.get("result"))
    rules.proved(proofs)
    target.verify()
    target.verified_on, target.verified_by, target.verified_words = found["on"], by, found["words"]
    for name in ("result", "reduction"):
        setattr(target, name, found.get(name))


@transaction.atomic
def send_back(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Target:
    """现场看了没有完成: it goes on, and who reported it reads why."""
    target = locked(pk)
    if log.already(key):
        return target
    rules.require_target("send_back", by, target, timezone.localdate(at))
    rules.not_who_reported(by, target)
    target.send_back()
    target.sent_back_why = why
    target.save()
    duty = duty_of(target)
    if duty is not None and duty.state == register.State.REPORTED:
        register.reopen(duty, reason=why, by=by, at=at)
    note(target, "target_sent_back", by=by, at=at, key=key, why=why)
    _tell_sent_back(target, at=at)
    return target


@transaction.atomic
def take_back(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Target:
    """撤销核实: what was verified wrongly counts no more; it is to be done again, with a duty of its own.

    Of a campaign that has ended the result is counted anew and handed in once more; what is to become of the target is
    said there for all that were not done, so it has no duty.
    """
    target = locked(pk)
    if log.already(key):
        return target
    rules.require_target("take_back", by, target, timezone.localdate(at))
    rules.not_who_verified(by, target)
    assert target.verified_by is not None  # noqa: S101  the constraint says so
    was = {
        "verified_by": target.verified_by.name, "on": target.verified_on, "result": target.result,
        "reduction": target.reduction,
    }  # fmt: skip
    target.take_back()
    target.sent_back_why, target.verified_words = why, ""
    target.verified_on = target.verified_by = target.result = target.reduction = None
    if target.campaign.state == State.RUNNING:
        open_duty(target, by=by, at=at, again=target.duty is not None)
    target.save()
    note(target, "target_taken_back", by=by, at=at, key=key, why=why, **was)
    if target.campaign.state == State.CLOSED:
        count_anew(target.campaign, f"第 {target.number} 号撤销核实：{why}", by=by, at=at)
    _tell_taken_back(target, at=at)
    return target


def _tell_taken_back(target: Target, *, at: datetime) -> None:
    theirs = target.enterprise is not None
    people = own_people(target.enterprise) if target.enterprise is not None else [target.reported_by]
    link = f"/my/campaigns/{target.campaign_id}/" if theirs else f"/desk/campaigns/targets/{target.pk}/"
    tell_people(target.campaign, "campaign_taken_back", people, at=at, target=target, link=link)


def _tell_sent_back(target: Target, *, at: datetime) -> None:
    # An enterprise is told by the sweep of its duty.
    if target.enterprise_id is None:
        tell_people(
            target.campaign, "campaign_sent_back", [target.reported_by], at=at, target=target,
            link=f"/desk/campaigns/targets/{target.pk}/",
        )  # fmt: skip


def _taken_in(target: Target, file: UploadedFile[bytes] | None, *, by: User, at: datetime) -> Document | None:
    if file is None:
        return None
    return documents.take_in(file, case=target.campaign.case, owner=target.enterprise, kind=PROOF, by=by, at=at)


def _keep(target: Target, taken: Document | None, *, by: User, at: datetime, is_of_visit: bool = False) -> None:
    """One photograph shows one target: the same file is refused for another, in this campaign and in all others."""
    if taken is None:
        return
    other = queries.proof_elsewhere(taken.sha256, target)
    if other is not None and by.enterprise_id is not None and other.enterprise_id != by.enterprise_id:
        raise UsedElsewhere(_("这个文件已经用作别的对象的证明，不能重复使用。"))
    if other is not None:
        words = {"campaign": other.campaign.case.title, "n": other.number, "name": other.name}
        raise UsedElsewhere(_("这个文件已经用作“%(campaign)s”第 %(n)s 号“%(name)s”的证明，不能重复使用。") % words)
    document = documents.enter(taken)
    Proof.objects.get_or_create(
        target=target, sha256=document.sha256,
        defaults={"document": document, "by": by, "at": at, "is_of_visit": is_of_visit},
    )  # fmt: skip
