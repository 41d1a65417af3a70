"""The rules of a day read on a case, with what people answered where a rule needs one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from approvals.access import queries
from approvals.access.enums import ORDER, Result, Stop
from approvals.access.models import Facts
from approvals.access.rules import geometry
from approvals.access.rules.reading import Held, Subject, Verdict, plain, read
from approvals.quotas import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from approvals.access.models import Answer, ControlUnit, Line, Rule, Sheet
    from approvals.quotas.ledger import Replacement
    from envportal.cases.models import Case


@dataclass(frozen=True)
class Standing:
    """A rule as it stands on a case: what it comes to by itself, and what a person said where one was needed."""

    rule: Rule
    verdict: Verdict
    answer: Answer | None = None

    @property
    def result(self) -> str:
        return self.answer.result if self.answer else self.verdict.result

    @property
    def word(self) -> str:
        return str(Result(self.result).label)

    @property
    def is_hit(self) -> bool:
        """Whether it stands against an approval: not met, by itself or by a person's word."""
        return self.result == Result.NOT_MET

    @property
    def is_open(self) -> bool:
        return self.result == Result.PERSON

    @property
    def needs_person(self) -> bool:
        """Whether a person may answer: never where the rule itself has stopped the project."""
        return self.verdict.result == Result.PERSON

    @property
    def stops_acceptance(self) -> bool:
        return self.is_hit and self.rule.stops == Stop.ACCEPTANCE


def stand(case: Case, on: date, *, facts: Facts | None = None) -> list[Standing]:
    """Every rule in force on a day as it stands on the case, what stops it first; what is replaced, the ledger says."""
    rules = [rule for rule in queries.in_force(case.bureau, on) if not rule.is_silent]
    held = held_for([case]).get(case.pk, {}) if any(rule.ratio is not None for rule in rules) else {}
    subject = subject_of(case, facts or queries.facts_of(case), drawn_for(case, on), held)
    said = list(queries.answers(case))
    found = [_with_answer(rule, subject, said) for rule in rules]
    return in_order(found)


def stand_now(case: Case, on: date) -> list[Standing]:
    """As of a day while the case runs; once it is over, as its last sheet has it, whatever was ruled afterwards."""
    if case.closed_on is None:
        return stand(case, on)
    sheet = queries.sheets(case).first()
    return stand_of_sheet(sheet) if sheet else []


def stand_of_sheet(sheet: Sheet) -> list[Standing]:
    """A kept sheet, with the answers given on it."""
    said = list(queries.answers(sheet.case))
    return in_order(stand_of_line(line, said) for line in queries.lines(sheet))


def in_order(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda one: ORDER.index(Result(one.result)))


def stand_of_line(line: Line, said: Iterable[Answer]) -> Standing:
    """A line of a kept sheet, with the answer given on it."""
    verdict = Verdict(line.result, line.because, line.used)
    return Standing(line.rule, verdict, _answer(line.rule, verdict, said))


def _with_answer(rule: Rule, subject: Subject, said: list[Answer]) -> Standing:
    verdict = read(rule, subject)
    return Standing(rule, verdict, _answer(rule, verdict, said))


def _answer(rule: Rule, verdict: Verdict, said: Iterable[Answer]) -> Answer | None:
    """The latest answer to this version of the rule on these facts; on others a person has to look again."""
    if verdict.result != Result.PERSON:
        return None
    return next((one for one in said if one.rule_id == rule.pk and one.used == verdict.used), None)


def drawn_for(case: Case, on: date) -> list[ControlUnit]:
    return queries.units_on(queries.bureaus_over(case.bureau), on)


def held_for(cases: Iterable[Case]) -> dict[int, dict[str, Replacement]]:
    return ledger.replacements(cases)


def subject_of(
    case: Case, facts: Facts, drawn: list[ControlUnit], held: Mapping[str, Replacement] | None = None
) -> Subject:
    project = case.project
    return Subject(
        region=case.bureau.division,
        industry=project.industry if project else "",
        place=f"{project.division} {project.place}".strip() if project else "",
        units=units_of(facts, drawn),
        inside=None if facts.inside is None else tuple(facts.inside),
        near=None if facts.near is None else tuple(facts.near),
        emissions=amounts(facts.emissions),
        replaced={name: Held(one.need, one.times, one.given) for name, one in (held or {}).items()},
    )


def units_of(facts: Facts, drawn: list[ControlUnit]) -> tuple[str, ...] | None:
    """The codes of the units a project stands in; none where nobody knows.

    Coordinates on a shared border lie in both. A code nobody has drawn, or a point outside every unit, tells nothing.
    """
    if facts.longitude is not None and facts.latitude is not None:
        found = [
            unit.code for unit in drawn
            if unit.geometry and geometry.holds(unit.geometry, facts.longitude, facts.latitude)
        ]  # fmt: skip
        return tuple(found) or None
    known = {unit.code for unit in drawn}
    return (facts.unit,) if facts.unit in known else None


def amounts(typed: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(amount) for name, amount in typed.items()}


def demanded(found: Iterable[Standing]) -> dict[str, tuple[Decimal, str]]:
    """Pollutant → how many times over it has to be replaced, by which rule: what the ledger is told; no mere note."""
    asked: dict[str, tuple[Decimal, str]] = {}
    for one in (one for one in found if one.rule.outcome != Result.NOTED):
        for name in one.verdict.used.get("needed", ()):
            times = one.rule.ratio or Decimal(0)
            if times > asked.get(name, (Decimal(0), ""))[0]:
                asked[name] = (times, one.rule.title)
    return asked


def snapshot(case: Case, facts: Facts, on: date) -> dict[str, Any]:
    """The facts of a screening as the sheet keeps them."""
    held = held_for([case]).get(case.pk, {})
    subject = subject_of(case, facts, drawn_for(case, on), held)
    return {
        "industry": subject.industry,
        "place": subject.place,
        "unit": facts.unit,
        "coordinates": [plain(facts.longitude), plain(facts.latitude)]
        if facts.longitude is not None and facts.latitude is not None
        else [],
        "units": list(subject.units or ()),
        "inside": facts.inside,
        "near": facts.near,
        "emissions": facts.emissions,
        "replaced": {name: plain(one.given) for name, one in held.items() if one.given},
        "replaced_by": sorted({source for one in held.values() for source in one.sources}),
        "replaced_from": facts.replaced_from,
    }


@dataclass(frozen=True)
class Touched:
    """A running case on which a proposed version of a rule comes to something else."""

    case: Case
    before: str
    after: str

    @property
    def before_word(self) -> str:
        return str(Result(self.before).label)

    @property
    def after_word(self) -> str:
        return str(Result(self.after).label)


def touched(pairs: Sequence[tuple[Rule, Rule | None]], cases: Iterable[Case], on: date) -> list[list[Touched]]:
    """Of each version beside what is in force: the running cases on which it comes to something else, by their keys.

    Every case is read once, so that a bureau with a thousand of them can ask before it agrees to a whole catalogue.
    """
    said: dict[tuple[int, int], list[Answer]] = {}
    for one in queries.answers_to(before for _version, before in pairs if before is not None):
        said.setdefault((one.rule_id, one.case_id), []).append(one)
    drawn = cache(lambda bureau: queries.units_on(queries.bureaus_over(bureau), on))
    cases = list(cases)
    held = held_for(cases)
    found: list[list[Touched]] = [[] for _pair in pairs]
    for case in cases:
        facts = getattr(case, "access_facts", None) or Facts(case=case)
        subject = subject_of(case, facts, drawn(case.bureau), held.get(case.pk))
        for into, (version, before) in zip(found, pairs, strict=True):
            answers = said.get((before.pk, case.pk), []) if before is not None else []
            was, becomes = _comes_to(before, subject, answers), _comes_to(version, subject, [])
            if was != becomes:
                into.append(Touched(case, was, becomes))
    return found


def _comes_to(rule: Rule | None, subject: Subject, said: list[Answer]) -> str:
    if rule is None or rule.is_retired or rule.is_silent or not subject.region.startswith(rule.region):
        return Result.MET
    return _with_answer(rule, subject, said).result
