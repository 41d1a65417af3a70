"""A rule is changed by two people; the version before it stays, and what it touches is shown before and told after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.access import queries
from approvals.access.actions.cases import refresh, tell
from approvals.access.models import Rule
from approvals.access.rules import cases as standings
from approvals.access.rules import changes
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from approvals.access.rules.cases import Touched
    from envportal.accounts.models import User

CHAIN = "access"


@transaction.atomic
def propose(
    *, key: str, kind: str, valid_from: date, why: str, by: User, at: datetime, form: str = "", **told: object
) -> Rule:
    """Propose a version of a rule, or a rule there was none of (`key` empty); it binds nobody until agreed to."""
    bureau = _locked(by)
    if event := log.already(form):
        return Rule.objects.get(pk=event.facts["rule"])
    key = key or _new_key(bureau, kind)
    if not changes.check_propose(by, bureau, key):
        raise NotYours(_("这条规则不由您修改。"))
    before, on = queries.standing(bureau, key, valid_from), timezone.localdate(at)
    version = Rule(
        bureau=bureau, key=key, kind=kind, valid_from=valid_from, why=why, proposed_by=by, proposed_at=at,
        region=before.region if before else "", **told,
    )  # fmt: skip
    changes.require_fit(version, bureau, before, on)
    version.save()
    _note(version, "access_rule_proposed", by=by, at=at, form=form, why=why, valid_from=valid_from.isoformat())
    return version


@transaction.atomic
def agree(pk: int, *, by: User, at: datetime, key: str = "") -> Rule:
    """Put a version in force from its day on. Running cases are screened by it, and their officers told, at once.

    The case rows are locked one by one in the order of their keys, before the version's own effects are written.
    """
    version = _to_decide(pk, by, key)
    if version.agreed_by_id:
        return version
    on = timezone.localdate(at)
    found = touched(version, on)
    stand(version, found, by=by, at=at, key=key)
    for one in found:
        if version.valid_from <= on:
            refresh(one.case.pk, at=at, tells=False)
        words = {"rule": version, "before": one.before_word, "after": one.after_word, "from": version.valid_from}
        tell(one.case, "access_rule_changed", at=at, **words)
    return version


def stand(version: Rule, found: Sequence[Touched], *, by: User, at: datetime, key: str = "") -> None:
    """Number a version somebody agreed to; its bureau is locked."""
    version.number = queries.of_bureau(_bureau(version)).filter(queries.STANDS, key=version.key).count() + 1
    version.agreed_by, version.agreed_at = by, at
    version.save()
    cases = [one.case.number or one.case.title for one in found]
    _note(version, "access_rule_agreed", by=by, at=at, form=key, number=version.number, touched=cases)


@transaction.atomic
def decline(pk: int, *, answer: str, by: User, at: datetime, key: str = "") -> Rule:
    """Turn a version down, with the reason; what stands stays."""
    version = _to_decide(pk, by, key)
    if version.declined_by_id:
        return version
    version.declined_by, version.declined_at, version.declined_why = by, at, answer
    version.save()
    _note(version, "access_rule_declined", by=by, at=at, form=key, why=answer)
    return version


def touched(version: Rule, on: date) -> list[Touched]:
    """The running cases on which the version comes to something else than what stands."""
    return touched_by([version], on)[0]


def touched_by(versions: Sequence[Rule], on: date) -> list[list[Touched]]:
    """The same of many versions of one bureau that begin on one day, every case read once."""
    bureau, day = _bureau(versions[0]), max(on, versions[0].valid_from)
    stands = queries.standing_of(bureau, [one.key for one in versions], day)
    pairs = [(one, stands.get(one.key)) for one in versions]
    return standings.touched(pairs, queries.running(bureau), day)


def _bureau(version: Rule) -> Bureau:
    if version.bureau is None:
        raise Bureau.DoesNotExist
    return version.bureau


def _locked(by: User) -> Bureau:
    """The bureau of a person, locked: its versions are made one after another."""
    if by.bureau is None:
        raise NotYours(_("这条规则不由您修改。"))
    return Bureau.objects.select_for_update(no_key=True).get(pk=by.bureau.pk)


def _new_key(bureau: Bureau, kind: str) -> str:
    own = Rule.objects.filter(bureau=bureau, key__startswith=f"{kind}.own").values("key").distinct()
    return f"{kind}.own{own.count() + 1}"


def _to_decide(pk: int, by: User, key: str) -> Rule:
    """The proposal, locked after its bureau; as it stands if this form came twice."""
    bureau = Rule.objects.values_list("bureau_id", flat=True).get(pk=pk)
    Bureau.objects.select_for_update(no_key=True).filter(pk=bureau).first()
    version = Rule.objects.select_related("bureau").get(pk=pk)
    if log.already(key):
        return version
    if not changes.check_decide(by, version):
        raise NotYours(_("这个提议不由您决定。"))
    return version


def _note(version: Rule, name: str, *, by: User | None, at: datetime, form: str, **facts: object) -> None:
    about = {"rule": version.pk, "key": version.key, "bureau": version.bureau.code if version.bureau else ""}
    log.record(None, name, by=by, at=at, key=form or None, chain=CHAIN, facts=about | facts)
