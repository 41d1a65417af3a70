"""What is owed and what is over: ended duties, days gone by, a shut gate, who hears of it."""

from datetime import date

import pytest
import time_machine

from enforcement.inspections import actions, guards, queries, visiting
from enforcement.inspections.models import Demand
from enforcement.inspections.states import DemandState, Outcome, Purpose, Signed
from envportal.accounts.models import User
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from tests.accounts.conftest import signed_in
from tests.builders import case as any_case
from tests.builders import moment
from tests.inspections import rows
from tests.inspections.rows import ASKED, DAY, GATE, OUT, PLANNED

pytestmark = pytest.mark.django_db
COVERT = {"unannounced": True, "lawful_reason": "以暗查方式复查"}


@pytest.fixture
def of():
    return rows.squad()


def owed(of) -> Duty:
    source = any_case(enterprise=of.world.owner, bureau=of.world.bureau)
    task = register.Task("look", register.Kind.RE_INSPECTION, register.Bearer.BUREAU, "复查", due_on=date(2026, 11, 25))
    return register.open_duty(source, task, by=of.head, at=ASKED)


def drop(duty: Duty, of) -> None:
    register.drop(Duty.objects.get(pk=duty.pk), reason="决定已撤销", on=date(2026, 11, 3), by=of.head, at=PLANNED)


def test_nobody_is_visited_for_a_duty_that_has_ended(of):
    duty = owed(of)
    demand = rows.asked(of, purpose=Purpose.RE_INSPECTION, duty=duty, **COVERT)
    visit = rows.plan(of, demand)
    drop(duty, of)

    with pytest.raises(guards.NotPossible, match="已经结束"):
        actions.approve(visit.pk, by=of.head, at=PLANNED)
    actions.cancel(visit.pk, reason="决定已撤销", by=of.lead, at=PLANNED)
    with pytest.raises(guards.NotPossible, match="已经结束"):
        rows.plan(of, demand)
    assert not visiting.demands_open(of.world.bureau).exists()
    assert "请撤回" in signed_in(of.lead).get("/desk/demands/").content.decode()


def test_a_duty_that_ends_after_the_approval_stops_the_visit_at_the_gate(of):
    duty = owed(of)
    visit = rows.plan(of, rows.asked(of, purpose=Purpose.RE_INSPECTION, duty=duty, **COVERT))
    actions.approve(visit.pk, by=of.head, at=PLANNED)
    drop(duty, of)

    with pytest.raises(guards.NotPossible, match="已经结束"):
        actions.enter(visit.pk, by=of.lead, at=GATE)


def test_a_re_inspection_is_not_asked_for_again_before_its_outcome_is_told(of):
    duty = owed(of)
    visit = rows.plan(of, rows.asked(of, purpose=Purpose.RE_INSPECTION, duty=duty, **COVERT))
    actions.approve(visit.pk, by=of.head, at=PLANNED)
    actions.enter(visit.pk, by=of.lead, at=GATE)
    rows.leave(of, visit)

    assert not visiting.duties_without_demand(of.world.bureau, DAY).exists()
    assert queries.unreported(visit).count() == 1


def shut(of) -> Demand:
    visit = rows.under_way(of)
    left = rows.leaving(
        outcome=Outcome.GONE, seen="大门紧锁", signed=Signed.NOBODY, signer="", witnesses=(of.lead, of.second)
    )
    actions.leave(visit.pk, left=left, by=of.lead, at=OUT)
    return Demand.objects.get()


def test_a_shut_gate_is_told_as_it_was_and_uses_nothing_up(of):
    demand = shut(of)

    visit = visiting.Visit.objects.get()
    assert visit.feedback_letter is not None
    assert visit.feedback_letter.fields["signed"] == "现场无人在场，由检查人员高远、温岚注明"
    assert (visit.counts_for_cap, demand.state) == (False, DemandState.ASKED)
    assert not visiting.visits_made(of.world.bureau).exists()
    assert Message.objects.filter(template="demand_visited", to_user=of.world.officer).exists()


def test_somebody_was_there_where_something_was_found(of):
    visit = rows.under_way(of)
    actions.look_at(visit.pk, found=rows.all_ok(visit), by=of.lead, at=OUT)
    left = rows.leaving(signed=Signed.NOBODY, witnesses=(of.lead, of.second))

    with pytest.raises(guards.NoWitnesses):
        actions.leave(visit.pk, left=left, by=of.lead, at=OUT)


def test_who_has_no_account_finds_the_code_in_the_letter(of):
    User.objects.filter(enterprise=of.world.owner).update(is_active=False)
    visit = actions.approve(rows.plan(of).pk, by=of.head, at=PLANNED)

    letter = actions.notice(visit.pk, told_how="电话通知厂长", by=of.lead, at=PLANNED).notice_letter

    assert letter is not None
    assert letter.fields["code"] == queries.entry_code(visit)


def test_who_has_an_account_reads_the_code_on_their_page_only(of):
    letter = rows.noticed(of).notice_letter

    assert letter is not None
    assert not letter.fields.get("code")


def test_who_asked_hears_that_it_is_withdrawn_or_cancelled(of):
    visit = rows.plan(of)
    actions.cancel(visit.pk, reason="停产", by=of.lead, at=PLANNED)
    actions.withdraw(Demand.objects.get().pk, reason="停产", by=of.lead, at=PLANNED)

    heard = Message.objects.filter(to_user=of.world.officer).values_list("template", flat=True)
    assert {"visit_cancelled", "visit_demand_withdrawn"} <= set(heard)


def test_what_nobody_did_in_time_stands_on_top_of_the_lists_and_gets_another_day(of):
    rows.noticed(of)
    late = rows.asked(of, purpose=Purpose.RANDOM, skills=(), drawn=(of.second, of.third))
    desk = signed_in(of.lead)
    with time_machine.travel(moment("2026-11-24"), tick=True):
        pages = [desk.get(f"/desk/{name}/?overdue=on").content.decode() for name in ("demands", "visits")]
        with pytest.raises(guards.NotPossible):
            actions.extend(late.pk, latest=date(2026, 11, 23), reason="人手不够", by=of.lead, at=moment("2026-11-24"))
        form = {"latest": "2026-12-10", "reason": "人手不够"}
        assert desk.post(f"/desk/demands/{late.pk}/extend/", form).status_code == 302

    assert "1 项需求过了最晚日期还没有排定" in pages[0]
    assert "1 次检查过了日期还没有办完" in pages[1]
    late.refresh_from_db()
    assert (late.latest, late.drawn.count()) == (date(2026, 12, 10), 2)
