"""A rule is compared with the official text by one person; a new version needs two, and leaves the old one as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.audit import log
from envportal.deadlines.enums import Evidence
from envportal.deadlines.models import RuleProposal, TermRule
from envportal.deadlines.rules import versions
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User

CHAIN = "rules"
# What a new version takes over from the one before it.
SAME_DAY = "当日"
KEPT = (
    "matter", "variant", "ref", "direction", "anchor", "excludes", "extendable", "extended_by", "on_expiry",
    "warn_working_days", "warn_share", "day_ends", "doubt",
)  # fmt: skip


@transaction.atomic
def verify_rule(pk: int, *, by: User, at: datetime, key: str | None = None) -> TermRule:
    """Note that a person has compared the citation with the official text."""
    rule = TermRule.objects.select_for_update(of=("self",)).get(pk=pk)
    if log.already(key) or rule.verified_by_id == by.pk:
        return rule
    rule.verified_on, rule.verified_by = timezone.localdate(at), by
    rule.save(update_fields=["verified_on", "verified_by"])
    log.record(None, "term_rule_verified", by=by, at=at, key=key, chain=CHAIN, facts={"rule": pk, "basis": rule.basis})
    return rule


@transaction.atomic
def propose_version(  # noqa: PLR0913  a version is told with all of this
    pk: int,
    *,
    amount: int,
    unit: str,
    act: str,
    article: str,
    valid_from: date,
    reason: str,
    by: User,
    at: datetime,
    key: str | None = None,
) -> RuleProposal:
    """Propose a version that takes over on a later day; it binds nobody until another person agrees."""
    rule = TermRule.objects.select_for_update(of=("self",)).get(pk=pk)
    if log.already(key):
        return rule.proposals.filter(proposed_by=by).latest("pk")
    if by.bureau is None or not versions.check_propose(by, rule):
        raise NotYours(_("这项规则不由您修改。"))
    told = {"amount": amount, "unit": unit, "act": act, "article": article, "valid_from": valid_from}
    versions.require_version(rule, on=timezone.localdate(at), **told)  # type: ignore[arg-type]
    proposal = RuleProposal.objects.create(
        rule=rule, bureau=by.bureau, reason=reason, proposed_by=by, proposed_at=at, **told
    )
    facts = {"rule": pk, "proposal": proposal.pk, "reason": reason, **told}
    log.record(None, "term_rule_proposed", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal


@transaction.atomic
def agree_version(pk: int, *, by: User, at: datetime, key: str | None = None) -> TermRule | None:
    """Add the proposed version; the one before it stays, and what began under it keeps it."""
    proposal = _decided(pk, by, at, key)
    rule = proposal.rule
    if proposal.became_id is not None:
        return proposal.became
    versions.require_latest(rule, proposal.bureau)
    told = {name: getattr(proposal, name) for name in ("amount", "unit", "act", "article", "valid_from")}
    versions.require_version(rule, on=timezone.localdate(at), **told)
    proposal.became = TermRule.objects.create(
        bureau=versions.whose(rule, proposal.bureau), evidence=Evidence.MEMORY,
        printed="" if proposal.amount else SAME_DAY, **told,
        **{name: getattr(rule, name) for name in KEPT},
    )  # fmt: skip
    proposal.save()
    facts = {"proposal": pk, "rule": proposal.became_id, "follows": rule.pk}
    log.record(None, "term_rule_added", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal.became


@transaction.atomic
def decline_version(pk: int, *, answer: str, by: User, at: datetime, key: str | None = None) -> RuleProposal:
    """Turn a proposed version down, with the reason."""
    proposal = _decided(pk, by, at, key)
    if proposal.answer:
        return proposal
    proposal.answer = answer
    proposal.save()
    facts = {"proposal": pk, "rule": proposal.rule_id, "why": answer}
    log.record(None, "term_rule_turned_down", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal


def _decided(pk: int, by: User, at: datetime, key: str | None) -> RuleProposal:
    """The proposal with who decides on it, every version of its limit locked; as it stands if this form came twice."""
    limit = RuleProposal.objects.values("rule__matter", "rule__variant").get(pk=pk)
    of_limit = TermRule.objects.filter(matter=limit["rule__matter"], variant=limit["rule__variant"]).order_by("pk")
    list(of_limit.select_for_update(no_key=True).values_list("pk"))
    proposal = RuleProposal.objects.select_related("rule", "bureau").get(pk=pk)
    if log.already(key):
        return proposal
    if not versions.check_decide(by, proposal):
        raise NotYours(_("这个提议不由您决定。"))
    proposal.decided_by, proposal.decided_at = by, at
    return proposal
