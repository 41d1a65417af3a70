"""A bureau's own words and remedies: one person proposes a version, another agrees; the one before it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.documents.models import Remedy, Wording
from envportal.documents.queries import remedies
from envportal.documents.rules import versions
from envportal.documents.rules import wording as rules
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.queries.wording import Block

CHAIN = "wording"
COMPARED = ("text", "topic", "title", "industries", "rule", "remedy", "is_retired")
NAMED = ("organ", "local_organ", "court")
Version = TypeVar("Version", Wording, Remedy)


@transaction.atomic
def propose_wording(  # noqa: PLR0913  a version is told with all of this
    block: Block,
    *,
    text: str,
    valid_from: date,
    why: str,
    topic: str = "",
    title: str = "",
    industries: str = "",
    rule: str = "",
    remedy: str = "",
    is_retired: bool = False,
    by: User,
    at: datetime,
    key: str | None = None,
) -> Wording:
    """Propose a version of a block or a condition; every letter reads as before until another person agrees."""
    bureau = _locked(by)
    if event := log.already(key):
        return Wording.objects.get(pk=event.facts["wording"])
    if not versions.check_wording(by, block):
        raise NotYours(_("这段文字不由您修改。"))
    on = timezone.localdate(at)
    wording = Wording(
        bureau=bureau, key=block.key or _new_key(bureau, block.kind), text=text, valid_from=valid_from, why=why,
        topic=topic, title=title, industries=industries, rule=rule, remedy=remedy, is_retired=is_retired,
        proposed_by=by, proposed_at=at,
    )  # fmt: skip
    rules.require_fit(block, text)
    versions.require_later(wording, on)
    versions.require_change(wording, block if block.key else None, COMPARED)
    wording.save()
    _note(wording, "wording_proposed", by=by, at=at, form=key, text=text, valid_from=valid_from, why=why)
    return wording


@transaction.atomic
def agree_wording(pk: int, *, by: User, at: datetime, key: str | None = None) -> Wording:
    """Put a version in force from its day on, with the next number; letters of days before keep their words."""
    wording = _to_decide(Wording, pk, by, key)
    if wording.agreed_by_id:
        return wording
    versions.require_later(wording, timezone.localdate(at))
    wording.number = Wording.objects.filter(bureau=wording.bureau, key=wording.key, number__gte=1).count() + 1
    _agree(wording, by, at)
    _note(wording, "wording_agreed", by=by, at=at, form=key, number=wording.number)
    return wording


@transaction.atomic
def propose_remedy(  # noqa: PLR0913  the same
    pk: int,
    *,
    organ: str,
    court: str,
    valid_from: date,
    why: str,
    local_organ: str = "",
    by: User,
    at: datetime,
    key: str | None = None,
) -> Remedy:
    """Propose other remedies for the acts of the bureau `pk`; no letter names them until another person agrees."""
    bureau = _locked(by)
    if event := log.already(key):
        return Remedy.objects.get(pk=event.facts["remedy"])
    if bureau.pk != pk or not versions.check_remedy(by, bureau):
        raise NotYours(_("这个局的救济途径不由您修改。"))
    on = timezone.localdate(at)
    told = {"organ": organ, "local_organ": local_organ, "court": court, "valid_from": valid_from}
    remedy = Remedy(bureau=bureau, why=why, proposed_by=by, proposed_at=at, **told)
    versions.require_later(remedy, on)
    versions.require_change(remedy, remedies.remedy_of(bureau, valid_from), NAMED)
    remedy.save()
    _note(remedy, "remedy_proposed", by=by, at=at, form=key, why=why, **told)
    return remedy


@transaction.atomic
def agree_remedy(pk: int, *, by: User, at: datetime, key: str | None = None) -> Remedy:
    """Have letters name these remedies from their day on."""
    remedy = _to_decide(Remedy, pk, by, key)
    if remedy.agreed_by_id:
        return remedy
    versions.require_later(remedy, timezone.localdate(at))
    _agree(remedy, by, at)
    _note(remedy, "remedy_agreed", by=by, at=at, form=key)
    return remedy


@transaction.atomic
def decline_wording(pk: int, *, answer: str, by: User, at: datetime, key: str | None = None) -> Wording:
    """Turn a version down, with the reason; what stands stays."""
    return _decline(Wording, pk, answer, by, at, key)


@transaction.atomic
def decline_remedy(pk: int, *, answer: str, by: User, at: datetime, key: str | None = None) -> Remedy:
    """Turn other remedies down, with the reason."""
    return _decline(Remedy, pk, answer, by, at, key)


@transaction.atomic
def enter_remedy(  # as the bureau itself is entered: by its file, proposed by nobody
    bureau: Bureau, *, organ: str, court: str, local_organ: str = "", valid_from: date, why: str, at: datetime
) -> Remedy:
    """The remedies a new bureau begins with; what is there already is left as it is."""
    known = remedies.versions(bureau).filter(remedies.STANDS).last()
    if known is not None:
        return known
    remedy = Remedy.objects.create(
        bureau=bureau, organ=organ, court=court, local_organ=local_organ, valid_from=valid_from, why=why, proposed_at=at
    )
    _note(remedy, "remedy_entered", by=None, at=at, form=None, organ=organ, local_organ=local_organ, court=court)
    return remedy


def _locked(by: User) -> Bureau:
    """The bureau of a person, locked: its versions are made one after another."""
    if by.bureau is None:
        raise NotYours(_("这段文字不由您修改。"))
    return Bureau.objects.select_for_update(no_key=True).get(pk=by.bureau.pk)


def _new_key(bureau: Bureau, kind: str) -> str:
    own = Wording.objects.filter(bureau=bureau, key__startswith=f"{kind}.own").values("key").distinct()
    return f"{kind}.own{own.count() + 1}"


def _to_decide(model: type[Version], pk: int, by: User, key: str | None) -> Version:
    """The proposal, locked after its bureau; as it stands if this form came twice."""
    bureau_pk = model.objects.values_list("bureau_id", flat=True).get(pk=pk)
    Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)
    version = model.objects.select_related("bureau").get(pk=pk)
    if log.already(key):
        return version
    if not versions.check_decide(by, version):
        raise NotYours(_("这个提议不由您决定。"))
    return version


def _agree(version: Wording | Remedy, by: User, at: datetime) -> None:
    version.agreed_by, version.agreed_at = by, at
    version.save()


def _decline(model: type[Version], pk: int, answer: str, by: User, at: datetime, key: str | None) -> Version:
    version = _to_decide(model, pk, by, key)
    if version.declined_by_id:
        return version
    version.declined_by, version.declined_at, version.declined_why = by, at, answer
    version.save()
    _note(version, f"{model._meta.model_name}_declined", by=by, at=at, form=key, why=answer)
    return version


def _note(
    version: Wording | Remedy, name: str, *, by: User | None, at: datetime, form: str | None, **facts: object
) -> None:
    about = {str(version._meta.model_name): version.pk, "bureau": version.bureau.code}
    if isinstance(version, Wording):
        about["block"] = version.key
    log.record(None, name, by=by, at=at, key=form, chain=CHAIN, facts=about | facts)
