"""Who waits for whom, since when: of every open case of a project its next step, and in whose hands it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from approvals.errands import following as errands
from approvals.funds import following as funds
from approvals.keyprojects.states import Part
from disclosure.board import board
from envportal.cases.models import Case
from envportal.cases.queries import APPLICATION, ERRAND, FUND, KEY_PROJECT, PRE_REVIEW, readable
from envportal.deadlines.rules.hands import PARTIES
from envportal.duties import register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.utils.functional import _StrPromise

    from approvals.keyprojects.models import Follower, KeyProject
    from envportal.accounts.models import User
    from envportal.duties.models import Duty

# A hand of the case lists → the party it belongs to.
PARTY_OF: Final = {hand: party for party, (_name, hands) in PARTIES.items() for hand in hands}
# A phase of the public course → the step that comes next.
NEXT: Final[dict[str, str | _StrPromise]] = {
    "intake": _l("决定受理，或者一次性告知补正"),
    "correction": _l("补正材料"),
    "review": _l("审查，提出拟审批意见，作出决定"),
    "third": _l("出具意见"),
    "hearing": _l("举行听证"),
    "applicant": _l("按评审意见修改文件"),
    "noticed": _l("公示期满后作出决定"),
    "handed_over": _l("到全国系统备案，回来登记备案号"),
    "filed": _l("核查备案"),
    "pre_review": _l("书面答复申请前审查"),
    "pre_more": _l("补充说明"),
}
# In these nothing happens by itself: they wait for somebody only through their duties.
QUIET: Final = (KEY_PROJECT, "aftercare")


# A kind of case that says itself who has it → where it does.
FOLLOWED: Final = {ERRAND: errands.standings, FUND: funds.standings}


@dataclass(frozen=True)
class Wait:
    """An open case waits for a party (bureau, applicant, third_parties), called `name`, since a day, for a step."""

    case: Case
    party: str
    name: str
    since: date
    step: str
    due_on: date | None = None

    @property
    def party_name(self) -> str:
        return str(PARTIES[self.party][0])


@dataclass
class Row:
    """A key project with who follows it and whom it waits for, the longest wait first."""

    found: KeyProject
    waits: list[Wait] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.found.case_id

    @property
    def first(self) -> Wait | None:
        return self.waits[0] if self.waits else None

    @property
    def since(self) -> date | None:
        return self.first.since if self.first else None

    @property
    def title(self) -> str:
        return self.found.case.title

    def person(self, part: str) -> Follower | None:
        return next((one for one in self.found.now if one.part == part), None)  # type: ignore[attr-defined]

    @property
    def leader(self) -> Follower | None:
        return self.person(Part.LEADER)

    @property
    def head(self) -> Follower | None:
        return self.person(Part.HEAD)

    @property
    def leader_name(self) -> str:
        return self.leader.person.name if self.leader else ""


def rows(found: Iterable[KeyProject], user: User, today: date) -> list[Row]:
    """The board: those that have waited longest first, then those nobody waits for."""
    listed = cases_of(list(found), user, today)
    waits = waits_of([case for row in listed for case in row.cases], today)
    for row in listed:
        row.waits = sorted(
            (wait for case in row.cases for wait in waits.get(case.pk, ())), key=lambda one: (one.since, one.case.pk)
        )
    return sorted(listed, key=lambda row: (row.since or date.max, row.pk))


def cases_of(found: Sequence[KeyProject], user: User, on: date) -> list[Row]:
    """Every case of each project this person may read, whatever its kind, in the order they came."""
    if not found:
        return []
    mine = reduce(or_, (_same_project(one) for one in found))
    cases = Case.objects.filter(mine & readable(user, on), opened_on__isnull=False)
    cases = cases.select_related("bureau", "section", "holder", "enterprise", "project").order_by("opened_on", "pk")
    known = list(cases)
    return [Row(one, cases=[case for case in known if _belongs(case, one)]) for one in found]


def _same_project(one: KeyProject) -> Q:
    owner, _name, code = one.names
    same = Q(project__name__iexact=one.project.name)
    if code:
        same |= Q(project__code=code)
    return Q(project=one.project_id) | Q(same, project__enterprise=owner)


def _belongs(case: Case, one: KeyProject) -> bool:
    project, (owner, name, code) = case.project, one.names
    if project is None:
        return False
    same = project.name.casefold() == name or (bool(code) and project.code == code)
    return project.pk == one.project_id or (project.enterprise_id == owner and same)


def waits_of(cases: Sequence[Case], today: date) -> dict[int, list[Wait]]:
    """Whom each of these cases waits for, by the key of the case; ended ones for nobody, unless a duty is left."""
    by_pk = {case.pk: case for case in cases}
    found: dict[int, list[Wait]] = defaultdict(list)
    for wait in (*_on_their_way(by_pk, today), *_followed(by_pk), *_duties(by_pk)):
        found[wait.case.pk].append(wait)
    for case in cases:
        if case.closed_on is None and not found.get(case.pk) and case.kind not in QUIET and not _is_on_its_way(case):
            found[case.pk].append(_of_bureau(case))
    return found


def _on_their_way(by_pk: dict[int, Case], today: date) -> Iterator[Wait]:
    """Applications and pre-application reviews, as their own pages say."""
    open_ = [case for case in by_pk.values() if case.closed_on is None and _is_on_its_way(case)]
    for pk, standing in board.standings(open_, today).items():
        if standing.phase in NEXT:
            yield _of_standing(by_pk[pk], standing)


def _followed(by_pk: dict[int, Case]) -> Iterator[Wait]:
    """What others decide and we follow: errands upward, money."""
    for kind, standings in FOLLOWED.items():
        its = [pk for pk, case in by_pk.items() if case.kind == kind]
        for pk, one in (standings(its) if its else {}).items():
            yield Wait(by_pk[pk], *one)


def _duties(by_pk: dict[int, Case]) -> Iterator[Wait]:
    """What is to be done because of a case, or was promised; that we ask after a bureau above is no step of its own."""
    for duty in register.undone().filter(case__in=by_pk).exclude(kind=register.Kind.ERRAND):
        yield _of_duty(by_pk[duty.case_id], duty)


def _is_on_its_way(case: Case) -> bool:
    return case.kind.startswith(APPLICATION) or case.kind == PRE_REVIEW


def _of_standing(case: Case, standing: board.Standing) -> Wait:
    since = standing.since or case.opened_on or timezone.localdate(case.created_at)
    return Wait(case, PARTY_OF[standing.hand], standing.name, since, str(NEXT[standing.phase]))


def _of_duty(case: Case, duty: Duty) -> Wait:
    """What an enterprise reported waits for the bureau to look."""
    begun = timezone.localdate(duty.opened_at)
    if duty.state == register.State.REPORTED:
        step = _("核实“%(what)s”") % {"what": duty.title}
        return Wait(case, "bureau", _desk(case), duty.reported_on or begun, step, duty.due_on)
    if duty.bearer == register.Bearer.BUREAU:
        name = duty.holder.name if duty.holder else _desk(case)
        return Wait(case, "bureau", name, begun, duty.title, duty.due_on)
    name = duty.enterprise.name if duty.enterprise else ""
    return Wait(case, "applicant", name, begun, duty.title, duty.due_on)


def _of_bureau(case: Case) -> Wait:
    begun = case.opened_on or timezone.localdate(case.created_at)
    return Wait(case, "bureau", _desk(case), begun, _("按程序办理"))


def _desk(case: Case) -> str:
    return str(case.section or case.bureau)
