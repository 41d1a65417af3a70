"""What is done with one case: its facts, its screening sheets, what people answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.access import queries
from approvals.access.enums import Occasion
from approvals.access.models import Answer, Facts, Line, Sheet
from approvals.access.rules import cases as standings
from approvals.access.rules import changes
from approvals.access.rules.reading import plain
from approvals.quotas import ledger
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from approvals.access.rules.cases import Standing
    from envportal.accounts.models import User

logger = logging.getLogger(__name__)
DECLARED = ("unit", "longitude", "latitude", "inside", "near")


def declare(case: Case, **told: object) -> Facts:
    """What the applicant says of its site; called by the procedure, which has locked the case and logs the edit."""
    facts, _is_new = Facts.objects.get_or_create(case=case)
    for name in DECLARED:
        setattr(facts, name, told[name])
    facts.is_declared = True
    facts.save()
    return facts


def declare_emissions(case: Case, emissions: Mapping[str, Decimal]) -> Facts:
    """What the procedure knows of the loads, tonnes a year by pollutant: nobody types them twice."""
    facts, _is_new = Facts.objects.get_or_create(case=case)
    facts.emissions = {name: plain(amount) for name, amount in emissions.items()}
    facts.save()
    return facts


def screen(case: Case, occasion: str, *, at: datetime) -> Sheet:
    """筛查: draw up the sheet of this day within the procedure's own step; nothing new makes no new sheet."""
    on = timezone.localdate(at)
    facts = queries.facts_of(case)
    found = standings.stand(case, on, facts=facts)
    ledger.demand(case, standings.demanded(found))
    told = standings.snapshot(case, facts, on)
    last = queries.sheets(case).first()
    if last is not None and last.facts == told and _same(last, found):
        _note(case, last, found, occasion, at=at)
        return _seen_on(last, on)
    number = last.number + 1 if last else 1
    sheet = Sheet.objects.create(case=case, number=number, occasion=occasion, on=on, checked_on=on, at=at, facts=told)
    Line.objects.bulk_create(
        Line(sheet=sheet, rule=one.rule, result=one.verdict.result, because=one.verdict.because, used=one.verdict.used)
        for one in found
    )
    _note(case, sheet, found, occasion, at=at)
    return sheet


def _same(sheet: Sheet, found: list[Standing]) -> bool:
    kept = {line.rule_id: (line.result, line.because, line.used) for line in queries.lines(sheet)}
    return kept == {one.rule.pk: (one.verdict.result, one.verdict.because, one.verdict.used) for one in found}


def _seen_on(sheet: Sheet, on: date) -> Sheet:
    """Nothing on the sheet changes; it is noted that it came out the same by the rules of this day."""
    sheet.checked_on = on
    sheet.save(update_fields=["checked_on"])
    return sheet


def _note(case: Case, sheet: Sheet, found: list[Standing], occasion: str, *, at: datetime) -> None:
    hits, waits = [one.rule.key for one in found if one.is_hit], [one.rule.key for one in found if one.is_open]
    facts = {"sheet": sheet.number, "occasion": occasion, "rules": len(found), "hits": hits, "open": waits}
    log.record(case, "screened", by=None, at=at, facts=facts)


@transaction.atomic
def correct(pk: int, *, reason: str, by: User, at: datetime, key: str = "", **told: object) -> Sheet | None:
    """Put the facts right, or add what only the bureau knows; the sheet is drawn up anew, the old one stays."""
    case = lock(Case, pk)
    if log.already(key):
        return queries.sheets(case).first()
    on = timezone.localdate(at)
    case_rules.require(by, "screening.correct", case, on)
    _not_over(case)
    facts, _is_new = Facts.objects.get_or_create(case=case)
    before = standings.snapshot(case, facts, on)
    for name, value in told.items():
        setattr(facts, name, value)
    facts.save()
    after = standings.snapshot(case, facts, on)
    changed = sorted(name for name, value in after.items() if before[name] != value)
    told_of = {"reason": reason, "changed": changed, "before": before, "after": after}
    log.record(case, "screening_facts_corrected", by=by, at=at, key=key or None, facts=told_of)
    return screen(case, Occasion.FACTS, at=at)


@transaction.atomic
def answer(pk: int, *, rule: int, result: str, reason: str, by: User, at: datetime, key: str = "") -> Answer | None:
    """判断: a person says what the rule itself cannot, with the reason; a hard hit is nobody's to answer."""
    case = lock(Case, pk)
    if log.already(key):
        return queries.answers(case).first()
    on = timezone.localdate(at)
    case_rules.require(by, "screening.answer", case, on)
    _not_over(case)
    found = {one.rule.pk: one for one in standings.stand(case, on)}
    standing = changes.require_answerable(found.get(rule))
    changes.require_by_the_ledger(standing, result)
    said = Answer.objects.create(
        case=case, rule=standing.rule, used=standing.verdict.used, result=result, reason=reason, by=by, at=at
    )
    facts = {"rule": standing.rule.key, "version": standing.rule.number, "result": result, "reason": reason}
    log.record(case, "screening_answered", by=by, at=at, key=key or None, facts=facts)
    return said


def _not_over(case: Case) -> None:
    if case.closed_on is not None:
        raise changes.CaseIsOver(_("本件已办结，筛查表不再改动。"))


@transaction.atomic
def refresh(pk: int, *, at: datetime, tells: bool = True, occasion: str = Occasion.RULES) -> Sheet | None:
    """Screen a running case again by what holds on this day; found by the sweep, its officer hears of a change."""
    case = lock(Case, pk)
    if case.closed_on is not None:
        return None
    before = queries.sheets(case).first()
    sheet = screen(case, occasion, at=at)
    if tells and (before is None or sheet.number != before.number):
        tell(case, "screening_changed", at=at, sheet=sheet)
    return sheet


def refresh_due(*, at: datetime) -> int:
    """Screen again what rules or the ledger have overtaken meanwhile; one that breaks keeps no other back."""
    done = 0
    late = dict.fromkeys(queries.behind(timezone.localdate(at)), Occasion.RULES)
    moved = dict.fromkeys(ledger.moved_since_read().values_list("case", flat=True), Occasion.LEDGER)
    for pk, occasion in {**moved, **late}.items():
        try:
            done += refresh(pk, at=at, occasion=occasion) is not None
        except Exception:
            logger.exception("case %s is not screened again", pk)
    return done


def tell(case: Case, template: str, *, at: datetime, **context: object) -> None:
    """Message who handles the case; before anybody does, the heads of the section or the window."""
    people = [case.holder] if case.holder else list(staff_with(case.bureau, Role.SECTION_HEAD))
    link = {"link": f"/desk/cases/{case.pk}/screening/"}
    outbox.post(case, template, to=people, context={**link, **context}, at=at)
