"""Which law applies: that of the day of the act, unless that of the day of the decision is lighter (法典第1057条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enforcement.orders.guards import NoInvestment, NoLaw
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules import tables

if TYPE_CHECKING:
    from enforcement.orders.models import Penalty
    from enforcement.orders.rules.tables import Provision

LIGHTER = "生态环境法典第1057条"
YUAN = Decimal(1)
CODE_FROM = date(2026, 8, 15)
CODE = "《生态环境法典》第1060条"


@dataclass(frozen=True)
class Range:
    """From and to of a fine in yuan, by one provision."""

    provision: Provision
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Choice:
    """Both laws with what each would cost, the one that applies, and why."""

    then: Range
    now: Range
    chosen: Range
    why: str

    @property
    def is_one_law(self) -> bool:
        return self.then.provision == self.now.provision


def in_force(code: str, on: date) -> Provision:
    """What the law of a day says of a violation."""
    found = next((one for one in tables.provisions() if one.code == code and one.is_in_force(on)), None)
    if found is None:
        raise NoLaw(_("违法行为依据表里没有这一天的规定：%(day)s。") % {"day": on.isoformat()})
    return found


def cited(text: str, article: str) -> str:
    """A text that names its law, with the article who signs has read in the print where the table has none."""
    if tables.NO_ARTICLE not in text:
        return text
    if not article.strip():
        raise NoLaw(_("依据表里还没有录入这一条的条号：请核对条文原文，写明条号。"))
    return text.replace(tables.NO_ARTICLE, article.strip())


def lacks_article(code: str) -> bool:
    """Whether some law on a violation is in the table without its article."""
    return any(one.code == code and one.article == tables.NO_ARTICLE for one in tables.provisions())


def of_daily(first: date, last: date) -> tuple[str, str]:
    """The law of a daily penalty, by the last day that counts, and why (法典第1057条)."""
    told = _("自责令改正决定书送达的次日起，至复查发现之日止，按原处罚数额按日连续处罚。")
    if last < CODE_FROM:
        why = _("计罚的日子都在法典施行以前，适用当时的规定；法典第1060条按同样的数额计罚，不比它轻（%(law)s）。")
        return "《环境保护法》第59条", told + why % {"law": LIGHTER}
    if first < CODE_FROM:
        return CODE, told + _("违法行为持续到法典施行以后，适用法典。")
    return CODE, told


def fines_persons(penalty: Penalty) -> bool:
    """Whether the law on a unit's act fines the persons responsible for it too (生态环境法典第1100条)."""
    days = (penalty.act_until or penalty.discovered_on, penalty.discovered_on)
    return any(in_force(penalty.violation, day).persons_high is not None for day in days)


def of_persons(provision: Provision) -> Range:
    """From and to of the fine of a person responsible, in yuan."""
    if provision.persons_low is None or provision.persons_high is None:
        raise NoLaw(_("%(basis)s没有规定对责任人员处以罚款。") % {"basis": provision.basis})
    return Range(provision, provision.persons_low, provision.persons_high)


def fine_range(provision: Provision, *, is_serious: bool, investment: Decimal | None) -> Range:
    """From and to, in yuan; a law without a tier for serious cases has one range for all."""
    low, high = provision.low, provision.high
    if is_serious and provision.serious_high is not None:
        low, high = provision.serious_low or high, provision.serious_high
    if provision.unit != tables.PERCENT:
        return Range(provision, low, high)
    if investment is None:
        raise NoInvestment(_("%(basis)s按总投资额的比例罚款，请先写明总投资额。") % {"basis": provision.basis})
    return Range(provision, (investment * low / 100).quantize(YUAN), (investment * high / 100).quantize(YUAN))


def choose(code: str, *, act_on: date, decided_on: date, is_serious: bool, investment: Decimal | None) -> Choice:
    """The law of the act, or the later one where its highest fine is lower, or as high and its lowest lower.

    How two laws are compared the Code does not say; the highest first, then the lowest, is this house's reading.
    """
    then, now = in_force(code, act_on), in_force(code, decided_on)
    old = fine_range(then, is_serious=is_serious, investment=investment)
    if then == now:
        return _one_law(old)
    return _lighter(old, fine_range(now, is_serious=is_serious, investment=investment))


def choose_for_person(code: str, *, act_on: date, decided_on: date) -> Choice:
    """The same comparison of what the two laws fine a person responsible; one that fines none is the lighter."""
    then, now = in_force(code, act_on), in_force(code, decided_on)
    old = of_persons(then)
    return _one_law(old) if then == now else _lighter(old, of_persons(now))


def _one_law(span: Range) -> Choice:
    return Choice(span, span, span, _("违法行为发生时和作出决定时施行的是同一规定。"))


def _lighter(old: Range, new: Range) -> Choice:
    then, now = old.provision, new.provision
    words = {"then": then.basis, "now": now.basis, "old": yuan(old.high), "new": yuan(new.high), "law": LIGHTER}
    if (new.high, new.low) < (old.high, old.low):
        why = _("行为发生时的%(then)s最高可罚 %(old)s 元，现行%(now)s最高 %(new)s 元，处罚较轻，适用新法（%(law)s）。")
        return Choice(old, new, new, why % words)
    why = _("适用行为发生时的%(then)s（最高 %(old)s 元）；现行%(now)s（最高 %(new)s 元）不比它轻（%(law)s）。")
    return Choice(old, new, old, why % words)
