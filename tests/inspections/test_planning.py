"""A visit is planned for two with certificates, nobody tied, on a day everybody asked for."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from enforcement.inspections import actions, guards, visiting
from enforcement.inspections.models import Certificate, Demand, Tie, Visit
from enforcement.inspections.states import DemandState, Purpose, Skill, State
from envportal.duties import register
from envportal.refusals import NotYours
from tests.builders import case as any_case
from tests.builders import enterprise, moment
from tests.inspections import rows
from tests.inspections.rows import ASKED, DAY, PLANNED

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return rows.squad()


def test_two_demands_of_one_enterprise_become_one_visit(of):
    first, second = rows.asked(of), rows.asked(of, purpose=Purpose.RETURN_VISIT, skills=(Skill.WATER,))

    visit = rows.plan(of, first, second)

    assert (visit.case.number, visit.case.holder, visit.minutes) == ("云环执检〔2026〕1号", of.lead, 120)
    assert set(visit.demands.values_list("state", flat=True)) == {DemandState.PLANNED}
    assert [(one.user, one.certificate, one.is_lead) for one in visit.people.all()] == [
        (of.lead, "990102-001", True), (of.second, "990102-002", False),
    ]  # fmt: skip
    assert list(visiting.visits_of(of.world.owner, 2026)) == [visit]
    assert not visiting.demands_open(of.world.bureau).exists()


@pytest.mark.parametrize(("day", "is_open"), [(date(2026, 11, 3), False), (date(2026, 11, 4), True),
                                              (date(2026, 11, 20), True), (date(2026, 11, 21), False)])  # fmt: skip
def test_the_day_lies_within_what_was_asked_the_last_day_among_it(of, day: date, *, is_open: bool):
    demand = rows.asked(of)

    if is_open:
        assert rows.plan(of, demand, day=day).day == day
    else:
        with pytest.raises(guards.DayOutside):
            rows.plan(of, demand, day=day)


@pytest.mark.parametrize(("last", "is_good"), [(date(2026, 11, 10), True), (date(2026, 11, 9), False)])
def test_a_certificate_holds_to_its_last_day_and_no_longer(of, last: date, *, is_good: bool):
    Certificate.objects.filter(user=of.second).update(valid_to=last)

    if is_good:
        assert rows.plan(of).state == State.PLANNED
    else:
        with pytest.raises(guards.NoCertificate, match="温岚"):
            rows.plan(of)


def test_who_is_alone_or_not_trained_does_not_go(of):
    with pytest.raises(guards.TooFewPeople):
        rows.plan(of, people=[of.lead, of.lead])
    with pytest.raises(guards.TooFewPeople):
        rows.plan(of, people=[of.second, of.third], lead=of.lead)
    with pytest.raises(guards.SkillMissing, match="大气"):
        rows.plan(of, people=[of.second, of.third], lead=of.second)


@pytest.mark.parametrize(("until", "is_tied"), [(None, True), (DAY, True), (date(2026, 11, 9), False)])
def test_who_is_tied_to_the_enterprise_stays_away_until_it_is_over(of, until: date | None, *, is_tied: bool):
    Tie.objects.create(user=of.second, enterprise=of.world.owner, why="配偶在该单位任职", until=until)

    if is_tied:
        with pytest.raises(guards.Tied, match="配偶"):
            rows.plan(of)
    else:
        assert rows.plan(of).state == State.PLANNED


def test_a_second_visit_in_the_same_days_says_why_it_stands_apart(of):
    rows.plan(of)
    other = rows.asked(of, purpose=Purpose.CAMPAIGN)

    with pytest.raises(guards.NotTogether):
        rows.plan(of, other)
    rows.plan(of, other, apart_why="夜间噪声只能夜里查", begins_at=time(22, 0))

    assert Visit.objects.count() == 2
    assert Demand.objects.get(pk=other.pk).apart_why == "夜间噪声只能夜里查"


def test_one_visit_goes_to_one_enterprise_and_does_not_announce_the_unannounced(of):
    first = rows.asked(of)
    covert = rows.asked(of, purpose=Purpose.COMPLAINT, unannounced=True, lawful_reason="事先通知会妨碍取证")
    elsewhere = Demand.objects.get(pk=rows.asked(of, purpose=Purpose.CAMPAIGN).pk)
    elsewhere.enterprise = enterprise("东渡建材有限公司", uscc="91520900MA7FX3KP21")
    elsewhere.save()

    with pytest.raises(guards.NotTogether):
        rows.plan(of, first, covert)
    with pytest.raises(guards.NotTogether):
        rows.plan(of, first, elsewhere)
    with pytest.raises(guards.NoLawfulReason):
        rows.asked(of, unannounced=True)


@pytest.mark.parametrize(
    ("purposes", "unannounced", "counts"),
    [((Purpose.ROUTINE,), False, True), ((Purpose.COMPLAINT,), False, False), ((Purpose.RE_INSPECTION,), False, False),
     ((Purpose.COMPLAINT, Purpose.RETURN_VISIT), False, True), ((Purpose.ROUTINE,), True, True),
     ((Purpose.COMPLAINT,), True, False)],
)  # fmt: skip
def test_the_cap_counts_a_visit_unless_all_of_it_is_an_exception(of, purposes, *, unannounced: bool, counts: bool):
    told = {"unannounced": unannounced, "lawful_reason": "事先通知会妨碍取证" if unannounced else ""}
    demands = [rows.asked(of, purpose=purpose, **told) for purpose in purposes]

    assert rows.plan(of, *demands).counts_for_cap is counts


def test_who_planned_a_visit_or_goes_along_does_not_approve_it(of):
    visit = rows.plan(of, by=of.head)

    with pytest.raises(guards.SamePerson):
        actions.approve(visit.pk, by=of.head, at=PLANNED)
    with pytest.raises(NotYours):
        actions.approve(visit.pk, by=of.third, at=PLANNED)
    assert actions.approve(visit.pk, by=of.world.leader, at=PLANNED).state == State.APPROVED
    with pytest.raises(IntegrityError, match="nobody_approves_a_visit_they_planned"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(approved_by=of.head)


def test_planned_twice_with_one_key_it_is_one_visit(of):
    demand, key = rows.asked(of), "5f0c6a0e-3b6e-4a53-8a39-9a3f6f5d3c11"

    assert rows.plan(of, demand, key=key) == rows.plan(of, demand, key=key)
    assert Visit.objects.count() == 1


def test_duties_that_fall_due_within_thirty_days_are_asked_for_many_at_once(of):
    source = any_case(enterprise=of.world.owner, bureau=of.world.bureau)
    for n, (kind, due) in enumerate([
        (register.Kind.RETURN_VISIT, date(2026, 12, 2)), (register.Kind.SPOT_CHECK, date(2026, 12, 3)),
        (register.Kind.RE_INSPECTION, date(2026, 10, 30)),
    ]):  # fmt: skip
        task = register.Task(f"d{n}", kind, register.Bearer.BUREAU, f"任务{n}", due_on=due)
        register.open_duty(source, task, by=of.head, at=ASKED)
    waiting = visiting.duties_without_demand(of.world.bureau, date(2026, 11, 2))
    assert [one.kind for one in waiting] == ["re_inspection", "return_visit"]

    made = actions.ask_for_duties([one.pk for one in waiting], by=of.head, at=ASKED)

    assert [(one.purpose, one.latest, one.unannounced) for one in made] == [
        (Purpose.RE_INSPECTION, date(2026, 11, 16), True), (Purpose.RETURN_VISIT, date(2026, 12, 2), False),
    ]  # fmt: skip
    assert not visiting.duties_without_demand(of.world.bureau, date(2026, 11, 2)).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.create(**{**_plain(made[1]), "duty": made[1].duty})


def _plain(demand: Demand) -> dict[str, object]:
    names = ("bureau", "enterprise", "purpose", "what", "earliest", "latest", "asked_by", "asked_at")
    return {name: getattr(demand, name) for name in names}


def test_what_a_cancelled_visit_was_to_serve_waits_again(of):
    visit = rows.noticed(of)

    actions.cancel(visit.pk, reason="企业停产", by=of.lead, at=moment("2026-11-05"))

    demand = Demand.objects.get()
    assert (demand.state, demand.visit) == (DemandState.ASKED, None)
    assert list(visiting.demands_open(of.world.bureau)) == [demand]
    assert visit.case.messages.filter(to_user=of.world.applicant, template="visit_cancelled").exists()
    with pytest.raises(guards.OutOfOrder):
        actions.cancel(visit.pk, reason="企业停产", by=of.lead, at=moment("2026-11-05"))
