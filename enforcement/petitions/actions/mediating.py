"""厂群矛盾: what plant and neighbours agreed on is kept as a record, and becomes a duty of the plant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.petitions import rules
from enforcement.petitions.actions.common import locked, note
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import NotPossible
from enforcement.petitions.models import Mediation
from enforcement.petitions.states import Kept
from envportal.audit import log
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def mediate(  # noqa: PLR0913  what a record of a mediation has to say
    pk: int, *, met_on: date, place: str, attended: str, agreed: str = "", no_agreement_why: str = "",
    due_on: date | None = None, becomes_duty: bool = False, by: User, at: datetime, key: str = "",
) -> Mediation:  # fmt: skip
    """登记调解: who came by role, what was agreed and by when, or why nothing was."""
    petition, on = locked(pk), timezone.localdate(at)
    if event := log.already(key):
        return Mediation.objects.get(pk=int(str(event.facts["mediation"])))
    rules.require("mediate", by, petition, on)
    rules.not_to_come(met_on, on)
    texts = (place, attended, agreed, no_agreement_why)
    place, attended, agreed, no_agreement_why = nameless(petition, *texts, by=by, at=at)
    made = Mediation.objects.create(
        petition=petition, met_on=met_on, place=place, attended=attended, agreed=agreed, due_on=due_on,
        no_agreement_why=no_agreement_why, noted_by=by, noted_at=at,
    )  # fmt: skip
    if becomes_duty:
        _open_duty(made, by=by, at=at)
    note(petition, "mediated", by=by, at=at, key=key, mediation=made.pk, due_on=due_on, why=agreed or no_agreement_why)
    return made


def _open_duty(made: Mediation, *, by: User, at: datetime) -> None:
    """What the plant promised, so that it is reminded, and the bureau looks."""
    petition = made.petition
    if petition.enterprise is None or not made.agreed:
        raise NotPossible(_("要作为企业的任务，先写明是哪家企业、约定做什么。"))
    task = register.Task(
        key=f"mediation-{made.pk}", kind=register.Kind.AGREEMENT, bearer=register.Bearer.ENTERPRISE,
        title="调解约定的措施", text=made.agreed, due_on=made.due_on, enterprise=petition.enterprise,
        section=petition.case.section, holder=petition.case.holder,
    )  # fmt: skip
    made.duty = register.open_duty(petition.case, task, by=by, at=at)
    made.save(update_fields=["duty"])


@transaction.atomic
def judge_mediation(
    pk: int, *, mediation: int, kept: str, kept_why: str, by: User, at: datetime, key: str = ""
) -> Mediation:  # fmt: skip
    """登记是否做到: seen by whom and how; what was kept ends the duty."""
    petition, on = locked(pk), timezone.localdate(at)
    made = Mediation.objects.select_related("duty").get(pk=mediation, petition=petition)
    if log.already(key):
        return made
    rules.require("mediate", by, petition, on)
    [kept_why] = nameless(petition, kept_why, by=by, at=at)
    if not made.agreed:
        raise NotPossible(_("这次调解没有达成约定，没有可登记的。"))
    made.kept, made.kept_why = kept, kept_why
    made.save(update_fields=["kept", "kept_why"])
    if made.duty is not None and kept == Kept.KEPT and made.duty.state in register.UNDONE:
        register.fulfil(made.duty, on=on, by=by, at=at, words=kept_why)
    note(petition, "mediation_seen", by=by, at=at, key=key, kept=kept, why=kept_why)
    return made
