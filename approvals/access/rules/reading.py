"""How one rule is read on one project: test by test, each true, false, or unknown; no unknown ever counts as met."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from approvals.access.enums import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from approvals.access.models import Rule

HIT, WITHIN, REPLACED, NO_AMOUNT = "hit", "within_limit", "replaced", "no_amount"
NEED_ONLY = "need_only"  # replaced for what the review holds the need to be, not for what is stated


@dataclass(frozen=True)
class Held:
    """What the ledger of quotas has of one pollutant: the need assessed, times over, and what reductions gave."""

    need: Decimal
    times: Decimal
    given: Decimal


@dataclass(frozen=True)
class Subject:
    """What is read: a project as far as it is known."""

    region: str = ""  # code of the division of the bureau
    industry: str = ""
    place: str = ""  # township and address in one line
    units: tuple[str, ...] | None = None  # codes of the control units; none: nobody knows
    inside: tuple[str, ...] | None = None  # sensitive areas the project stands in
    near: tuple[str, ...] | None = None
    emissions: Mapping[str, Decimal] = field(default_factory=dict)
    replaced: Mapping[str, Held] = field(default_factory=dict)
    emits: frozenset[str] = frozenset()  # emitted, though nobody has said how much


@dataclass(frozen=True)
class Told:
    """What one test saw: whether it holds, or nobody knows; and the facts it looked at."""

    name: str
    holds: bool | None
    used: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What a rule comes to, which test decided it, and by which facts."""

    result: str
    because: str
    used: dict[str, Any]


def read(rule: Rule, subject: Subject) -> Verdict:
    """The first test that fails lets the project pass; the first unknown one needs a person; else it is hit."""
    told = [test(rule, subject) for name, test in TESTS if getattr(rule, name)]
    for one in told:
        if one.holds is False:
            return Verdict(Result.MET, f"not_{one.name}", one.used)
    for one in told:
        if one.holds is None:
            unknown = Result.NOTED if rule.outcome == Result.NOTED else Result.PERSON
            return Verdict(unknown, f"no_{one.name}", one.used)
    return _hit(rule, subject, {name: value for one in told for name, value in one.used.items()})


def _hit(rule: Rule, subject: Subject, used: dict[str, Any]) -> Verdict:
    amount = rule.limit if rule.limit is not None else rule.ratio
    if amount is None:
        return Verdict(rule.outcome, HIT, used)
    if "emits" in used:
        return Verdict(Result.NOTED if rule.outcome == Result.NOTED else Result.PERSON, NO_AMOUNT, used)
    if rule.limit is not None:
        return Verdict(Result.MET, WITHIN, used) if _within_limit(amount, subject, used) else _against(rule, used)
    return _replacement(rule, amount, subject, used)


def _against(rule: Rule, used: dict[str, Any]) -> Verdict:
    return Verdict(rule.outcome, HIT, used)


def _within_limit(limit: Decimal, subject: Subject, used: dict[str, Any]) -> bool:
    used["limit"] = plain(limit)
    return all(subject.emissions[name] <= limit for name in used["emissions"])


def _replacement(rule: Rule, ratio: Decimal, subject: Subject, used: dict[str, Any]) -> Verdict:
    """削减替代: met where the ledger has a reduction bound to the case against every load, so many times over.

    The area may ask for more times than the rule. Where it is enough for the need assessed only, a person says whether
    the rest is gone by the project's own doing (以新带老).
    """
    nothing = Held(Decimal(0), Decimal(0), Decimal(0))
    loads = {name: subject.emissions[name] for name in used["emissions"]}
    held = {name: subject.replaced.get(name, nothing) for name in loads}
    times = {name: max(ratio, held[name].times) for name in loads}
    used["needed"] = {name: plain(load * times[name]) for name, load in loads.items()}
    used["replaced"] = {name: plain(held[name].given) for name in loads}
    if all(held[name].given >= load * times[name] for name, load in loads.items()):
        return Verdict(Result.MET, REPLACED, used)
    if all(name in subject.replaced and held[name].given >= held[name].need * times[name] for name in loads):
        used["assessed"] = {name: plain(held[name].need) for name in loads}
        return Verdict(Result.NOTED if rule.outcome == Result.NOTED else Result.PERSON, NEED_ONLY, used)
    return _against(rule, used)


def _industries(rule: Rule, subject: Subject) -> Told:
    listed, code = rule.industries.split(), subject.industry
    if not code:
        return Told("industry", None)
    holds = any(begins(code, one) for one in listed)
    return Told("industry", holds, {"industry": code})


def _codes_unknown(rule: Rule, _subject: Subject) -> Told:
    """Nobody knows by itself; the name of the industry stands in the rule's text."""
    return Told("codes", None, {"named": rule.title})


def begins(code: str, listed: str) -> bool:
    """Whether a code of GB/T 4754 is in a class, group, division or section: C3011 in 30, 3011, C30 and C."""
    return code.startswith(listed) or code.lstrip("ABCDEFGHIJKLMNOPQRST").startswith(listed)


def _area(rule: Rule, subject: Subject) -> Told:
    if not subject.place:
        return Told("area", None)
    found = [name for name in rule.area.split() if name in subject.place]
    return Told("area", bool(found), {"area": found or [subject.place]})


def _unit(rule: Rule, subject: Subject) -> Told:
    if subject.units is None:
        return Told("unit", None)
    return Told("unit", rule.unit in subject.units, {"unit": list(subject.units)})


def _sensitive(rule: Rule, subject: Subject) -> Told:
    if subject.inside is None and subject.near is None:
        return Told("sensitive", None)
    listed = rule.sensitive.split()
    inside = [name for name in subject.inside or () if name in listed]
    near = [name for name in subject.near or () if name in listed]
    return Told("sensitive", bool(inside or near), {"inside": inside, "near": near})


def _pollutants(rule: Rule, subject: Subject) -> Told:
    listed = rule.pollutants.split()
    emitted = {name: plain(subject.emissions[name]) for name in listed if subject.emissions.get(name)}
    unmeasured = [name for name in listed if name in subject.emits and name not in emitted]
    if emitted or unmeasured:
        used: dict[str, Any] = {"emissions": emitted} if emitted else {}
        return Told("load", holds=True, used={**used, "emits": unmeasured} if unmeasured else used)
    return Told("load", False if all(name in subject.emissions for name in listed) else None)


def plain(amount: Decimal) -> str:
    """A number as a person writes it: 12.5, not 12.5000."""
    return f"{amount.normalize():f}"


# Field of the rule → its test, in the order a person would ask.
TESTS: tuple[tuple[str, Callable[[Rule, Subject], Told]], ...] = (
    ("area", _area),
    ("unit", _unit),
    ("industries", _industries),
    ("codes_unknown", _codes_unknown),
    ("sensitive", _sensitive),
    ("pollutants", _pollutants),
)
