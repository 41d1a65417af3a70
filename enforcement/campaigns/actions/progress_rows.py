"""A table of progress beside the list: read at once, every row answered, and what became of them written at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from disclosure.runs.enums import Result, RunState
from enforcement.campaigns import rules
from enforcement.campaigns.actions.progress import mark_begun, mark_reported, mark_verified
from enforcement.campaigns.models import Proof
from enforcement.campaigns.rules import rows
from enforcement.campaigns.states import TargetState
from envportal import rows as tables
from envportal.audit import log
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from enforcement.campaigns.models import Campaign, Run, Target
    from enforcement.campaigns.rules.rows import Outcome
    from envportal.accounts.models import User

# A row that asks for less than there is asks for nothing.
ORDER = [TargetState.NOT_BEGUN, TargetState.UNDER_WAY, TargetState.REPORTED, TargetState.VERIFIED]
LEADS_TO = {"begin": TargetState.UNDER_WAY, "report": TargetState.REPORTED, "verify": TargetState.VERIFIED}
WRITTEN = (
    "state", "begun_on", "reported_on", "reported_by_id", "report_words", "sent_back_why", "verified_on",
    "verified_by_id", "verified_words", "result", "reduction",
)  # fmt: skip


def refused(one: Outcome, code: str, of: str = "", was: str = "", now: str = "") -> Outcome:
    return replace(one, result=Result.REFUSED, remarks=([code, of, was, now],))


class Progress:
    """The rules are those of a step on one target; a row that is refused changes nothing."""

    def __init__(self, run: Run, campaign: Campaign, told: Sequence[Outcome], *, by: User, at: datetime) -> None:
        self.run, self.campaign, self.told, self.by, self.at = run, campaign, told, by, at
        self.on = timezone.localdate(at)
        named = Q(number__in=[one.told["number"] for one in told if one.told.get("number")])
        found = campaign.targets.filter(named | Q(key__in=[one.key for one in told if one.key]))
        there = list(found.select_related("enterprise").order_by("number"))
        self.by_number, self.by_key = {one.number: one for one in there}, {one.key: one for one in there}
        undone = Duty.objects.filter(campaign_target__in=there, state__in=register.UNDONE).select_related("case")
        self.duties = {duty.pk: duty for duty in undone}
        self.proofs = Counter(Proof.objects.filter(target__in=there).values_list("target", flat=True))
        self.asked: dict[str, Refused | None] = {}
        self.changed: list[Target] = []
        self.events: list[log.Entry] = []
        self.reports: list[tuple[Duty, str]] = []
        self.ends: list[tuple[Duty, str, date]] = []

    def taken(self) -> list[Outcome]:
        done = [one if one.result == Result.REFUSED else self._row(one) for one in self.told]
        if self.run.state == RunState.APPLYING:
            tables.update(self.changed, WRITTEN)
            register.report_all(self.reports, on=self.on, by=self.by, at=self.at)
            register.fulfil_all(self.ends, by=self.by, at=self.at)
            log.record_all(self.events, by=self.by, at=self.at)
        return done

    def _row(self, one: Outcome) -> Outcome:
        target = self._target(one)
        if target is None:
            return refused(one, "no_target", was=one.title)
        if rows.is_another(one.told, target.name, target.code):
            return refused(one, "other_target", was=one.title, now=str(target))
        target.campaign = self.campaign
        verb = rows.STEPS[one.told["step"]]
        if not verb or _is_further(target, LEADS_TO[verb]):
            return replace(one, result=Result.REPEATED, title=str(target), remarks=(["done", "", "", ""],))
        try:
            self._may(verb, target)
            rules.is_possible(verb, target)
            self._done(verb, target, one.told)
        except Refused as why:
            return refused(one, "said", was=str(why))
        return replace(one, title=str(target))

    def _target(self, one: Outcome) -> Target | None:
        """By its number, else by its code or its name and township."""
        number = one.told.get("number")
        return self.by_number.get(number) if number else self.by_key.get(one.key)

    def _may(self, verb: str, target: Target) -> None:
        """Asked once a table: of one campaign the answer is the same for every row."""
        if verb not in self.asked:
            try:
                rules.may_do(verb, self.by, target, self.on)
            except Refused as why:
                self.asked[verb] = why
            else:
                self.asked[verb] = None
        if (no := self.asked[verb]) is not None:
            raise no

    def _done(self, verb: str, target: Target, told: dict[str, Any]) -> None:
        words, duty = told["words"], self.duties.get(target.duty_id or 0)
        if verb != "begin":
            rules.has_words(words)
        if verb == "begin":
            mark_begun(target, on=self.on)
        elif verb == "report":
            mark_reported(target, words=words, on=self.on, by=self.by)
            if duty is not None and duty.state == register.State.OPEN:
                self.reports.append((duty, words))
        else:
            seen = {"words": words, "on": told["on"] or self.on, "result": told["result"],
                    "reduction": told["reduction"]}  # fmt: skip
            mark_verified(target, seen, by=self.by, today=self.on, proofs=self.proofs[target.pk])  # type: ignore[arg-type]
            if duty is not None:
                self.ends.append((duty, words, seen["on"]))
        self.changed.append(target)
        facts = {"target": target.number, "name": target.name, "words": words, "table": self.run.pk}
        self.events.append(log.Entry(self.campaign.pk, f"target_{target.state}", facts))


def _is_further(target: Target, state: TargetState) -> bool:
    return target.state in ORDER and ORDER.index(TargetState(target.state)) >= ORDER.index(state)
