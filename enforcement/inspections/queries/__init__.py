"""Reads with a name."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from enforcement.inspections.models import (
    Advice,
    Certificate,
    CheckItem,
    CheckList,
    Demand,
    Finding,
    Qualification,
    Tie,
    Visit,
    VisitPerson,
)
from enforcement.inspections.states import ADVICE_UNDONE, AHEAD, MADE, DemandState, Outcome, Purpose, Skill, State
from enforcement.orders import enforcing
from envportal.accounts.enums import EnterpriseKind, Role, SectionKind
from envportal.accounts.models import Enterprise, Section, User
from envportal.cases.models import Case
from envportal.cases.queries import tidy_code, visible_to
from envportal.documents.models import Document
from envportal.duties import register
from envportal.duties.models import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

KIND = "inspection"
# The kind of a case that is an order to correct.
ORDER = "correction_order"
VIEW = "visit.view"
PHOTO, SIGNATURE = "visit_photo", "visit_signature"
# No 0, 1, I or O: a code is read out at a gate.
SIGNS, LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 8
# The bureau's own duties a visit fulfils, and the demand each becomes.
OF_DUTY = {
    register.Kind.RETURN_VISIT: Purpose.RETURN_VISIT,
    register.Kind.SPOT_CHECK: Purpose.SPOT_CHECK,
    register.Kind.RE_INSPECTION: Purpose.RE_INSPECTION,
}
AHEAD_OF_DUTY = timedelta(days=30)
COVERT = "环境保护主管部门实施按日连续处罚办法第10条：以暗查方式复查"
# What the enterprise reads of a visit that is not announced: nothing before the inspectors stand there.
KNOWN = Q(state__in=[State.NOTICED, *MADE]) | Q(state=State.CANCELLED, noticed_at__isnull=False)

# A duty is asked for already; a re-inspection stays so until what it found is told.
LOOKED_AFTER = Q(state__in=[DemandState.ASKED, DemandState.PLANNED]) | Q(
    state=DemandState.SEEN, purpose=Purpose.RE_INSPECTION, duty__state__in=register.UNDONE
)
STILL_OWED = Q(duty=None) | Q(duty__state__in=register.UNDONE)


# DEMANDS --------------------------------------------------------------------------------
def demands_of(bureau: Bureau | None) -> QuerySet[Demand]:
    people = ("section", "enterprise", "asked_by", "visit__case", "check_list", "duty")
    return Demand.objects.filter(bureau=bureau).select_related(*people).order_by("latest", "pk")


def demands_open(bureau: Bureau) -> QuerySet[Demand]:
    """What waits for a visit and is still owed, the most urgent first."""
    return demands_of(bureau).filter(STILL_OWED, state=DemandState.ASKED)


def duties_without_demand(bureau: Bureau | None, today: date) -> QuerySet[Duty]:
    """Return visits, spot checks and re-inspections due within 30 days, or overdue, that nobody has asked for."""
    asked = Demand.objects.filter(LOOKED_AFTER, duty=OuterRef("pk"))
    due = register.undone(register.Bearer.BUREAU).filter(
        kind__in=list(OF_DUTY), due_on__lte=today + AHEAD_OF_DUTY, enterprise__isnull=False, case__bureau=bureau
    )
    return due.exclude(Exists(asked)).order_by("due_on", "pk")


def open_demand(duty: Duty) -> Demand | None:
    """Who asked for a duty already."""
    return Demand.objects.filter(LOOKED_AFTER, duty=duty).first()


def unreported(visit: Visit) -> QuerySet[Demand]:
    """Re-inspections the visit made whose outcome nobody has told the order yet."""
    rows = visit.demands.filter(purpose=Purpose.RE_INSPECTION, duty__state__in=register.UNDONE)
    return rows.select_related("duty__case").order_by("pk")


def duty(pk: int) -> Duty:
    return Duty.objects.select_related("case").get(pk=pk)


def enterprises_for(bureau: Bureau | None) -> QuerySet[Enterprise]:
    """Whom a bureau may visit: the enterprises it keeps, and those with a case before it."""
    before = Case.objects.filter(bureau=bureau, enterprise=OuterRef("pk"), opened_on__isnull=False)
    return Enterprise.objects.filter(Q(bureau=bureau) | Q(Exists(before)), kind=EnterpriseKind.OWNER).order_by("name")


def list_for(bureau: Bureau, purpose: str, on: date) -> CheckList | None:
    """The check list for a purpose on a day: the bureau's own before the shipped one, the newest version."""
    lists = lists_on(bureau, on)
    own = lists.filter(purpose=purpose).order_by("-valid_from", "-pk")
    return own.exclude(bureau=None).first() or own.first() or lists.filter(purpose=Purpose.ROUTINE).first()


def lists_on(bureau: Bureau | None, on: date) -> QuerySet[CheckList]:
    """Of each list the version in force on a day: the bureau's own before the shipped one."""
    known = CheckList.objects.filter(Q(bureau=None) | Q(bureau=bureau), is_agreed=True, valid_from__lte=on)
    in_order = known.order_by(F("bureau").asc(nulls_first=True), "valid_from", "pk")
    last = {code: pk for pk, code in in_order.values_list("pk", "code")}
    return CheckList.objects.filter(pk__in=last.values()).order_by("name", "pk")


def list_versions(bureau: Bureau | None) -> QuerySet[CheckList]:
    """The bureau's own versions, those that wait first."""
    rows = CheckList.objects.filter(bureau=bureau, bureau__isnull=False).select_related("proposed_by", "decided_by")
    return rows.order_by(F("is_agreed").asc(nulls_first=True), "-valid_from", "-pk")


# PEOPLE ---------------------------------------------------------------------------------
def inspectors(bureau: Bureau | None) -> QuerySet[User]:
    """Who inspects, each with certificates, skills and ties."""
    found = User.objects.filter(is_active=True, bureau=bureau, grants__role=Role.INSPECTOR).select_related("section")
    ties = Tie.objects.select_related("enterprise")
    return found.prefetch_related("certificates", "qualifications", Prefetch("ties", ties)).order_by("name", "pk")


def certificates_on(people: Iterable[User], on: date) -> dict[int, Certificate]:
    """Person → the certificate that is valid on a day."""
    rows = Certificate.objects.filter(user__in=[one.pk for one in people], valid_from__lte=on, valid_to__gte=on)
    return {row.user_id: row for row in rows.order_by("valid_to", "pk")}


def skills_of(people: Iterable[User]) -> frozenset[Skill]:
    rows = Qualification.objects.filter(user__in=[one.pk for one in people])
    return frozenset(Skill(one) for one in rows.values_list("skill", flat=True))


def tied(people: Iterable[User], enterprise: Enterprise, on: date) -> QuerySet[Tie]:
    """Who of these people does not visit the enterprise on a day."""
    holds = Q(until=None) | Q(until__gte=on)
    return Tie.objects.filter(holds, user__in=[one.pk for one in people], enterprise=enterprise).select_related("user")


def enforcement_section(bureau: Bureau) -> Section | None:
    return Section.objects.filter(bureau=bureau, kind=SectionKind.ENFORCEMENT).order_by("pk").first()


# VISITS ---------------------------------------------------------------------------------
def with_all(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    people = VisitPerson.objects.select_related("user")
    found = rows.select_related("case__bureau", "case__enterprise", "case__section", "case__holder", "written_by")
    return found.prefetch_related(Prefetch("people", people), "demands")


def visible(user: User, on: date) -> QuerySet[Visit]:
    """The visits of the bureau, or those the enterprise knows of."""
    seen = visible_to(user, on, VIEW).order_by().values("pk")
    rows = with_all(Visit.objects.filter(case__in=seen))
    if user.enterprise_id is not None:
        return rows.filter(KNOWN)
    # Who is tied to an enterprise learns of no unannounced visit to it.
    return rows.exclude(unannounced=True, state__in=AHEAD, case__enterprise__in=near(user, on))


def near(user: User, on: date) -> QuerySet[Tie]:
    """The keys of the enterprises somebody is tied to on a day, as a subquery."""
    return Tie.objects.filter(Q(until=None) | Q(until__gte=on), user=user).values_list("enterprise", flat=True)  # type: ignore[return-value]


def listed(user: User, on: date) -> QuerySet[Visit]:
    undone = Count("advice", filter=Q(advice__state__in=ADVICE_UNDONE))
    return visible(user, on).annotate(advice_left=undone).order_by("-day", "-begins_at", "-pk")


def overdue(on: date) -> Q:
    """The day went by and nobody came, or no feedback was left."""
    return Q(state__in=[*AHEAD, State.UNDER_WAY], day__lt=on)


def visits_of(enterprise: Enterprise, year: int) -> QuerySet[Visit]:
    """The visits to an enterprise in a year, made or planned; `counts_for_cap` says which its cap counts."""
    rows = Visit.objects.filter(case__enterprise=enterprise, day__year=year).exclude(state=State.CANCELLED)
    return with_all(rows).order_by("day", "begins_at", "pk")


def visits_made(bureau: Bureau | None) -> QuerySet[Visit]:
    """The visits that saw something: under way or over, and the gate was open."""
    return Visit.objects.filter(case__bureau=bureau, state__in=MADE).exclude(outcome=Outcome.GONE)


def might_have_served(enterprise: Enterprise, first: date, last: date) -> QuerySet[Visit]:
    """Visits ahead to the enterprise within some days: another demand could go with one of them."""
    return Visit.objects.filter(case__enterprise=enterprise, state__in=AHEAD, day__gte=first, day__lte=last)


def served(visit: Visit) -> QuerySet[Demand]:
    """What a visit is for, each with the duty it was asked for."""
    return visit.demands.select_related("duty", "enterprise").order_by("pk")


def items_of(visit: Visit) -> list[CheckItem]:
    """What is to be looked at: the items of every list its demands name."""
    lists = visit.demands.values("check_list")
    return list(CheckItem.objects.filter(check_list__in=lists).select_related("check_list"))


def findings_of(visit: Visit) -> dict[int, Finding]:
    return {row.item_id: row for row in visit.findings.select_related("item__check_list")}


def advice_of(visit: Visit) -> QuerySet[Advice]:
    return visit.advice.select_related("section", "order_case", "ended_by", "duty").order_by("number")


def files_of(visit: Visit) -> QuerySet[Document]:
    return Document.objects.filter(case=visit.pk, kind__in=[PHOTO, SIGNATURE], replaced_by=None).order_by("pk")


def order_of(visit: Visit) -> Case | None:
    """The order of what the visit found, unless it was called off; orders upon an advice are not among them."""
    numbers = [event.facts.get("order") for event in visit.case.events.filter(name="visit_ordered")]
    order = enforcing.standing(filter(None, numbers)).last()
    return order.case if order is not None else None


# THE CODE AT THE GATE ---------------------------------------------------------------------
def entry_code(visit: Visit) -> str:
    """The code of a visit, e.g. 7K4M-Q9TX: derived, so that the enterprise can be shown it again."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = derived(visit.entry_seed, secret)
        if hash_of(code) == visit.entry_code_hash:
            return code
    return ""


def derived(seed: str, secret: str) -> str:
    number = int.from_bytes(hmac.digest(secret.encode(), f"entry code {seed}".encode(), "sha256"), "big")
    signs = []
    for _n in range(LENGTH):
        number, place = divmod(number, len(SIGNS))
        signs.append(SIGNS[place])
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def hash_of(code: str) -> str:
    return hashlib.sha256(f"entry code {tidy_code(code)}".encode()).hexdigest()


def by_entry_code(code: str) -> Visit | None:
    """The visit a code proves, from its approval to its end; a cancelled one proves nothing."""
    proves = [State.APPROVED, State.NOTICED, State.UNDER_WAY, State.LEFT, State.CLOSED]
    rows = Visit.objects.filter(entry_code_hash=hash_of(code), state__in=proves)
    return with_all(rows).first() if code else None
