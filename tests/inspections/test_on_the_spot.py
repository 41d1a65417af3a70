"""At the gate and inside: the code, the list, the signature, the feedback of the same day."""

from datetime import date, time

import pytest

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.inspections import actions, guards, queries
from enforcement.inspections.models import Certificate, Demand, Finding
from enforcement.inspections.states import DemandState, Outcome, Purpose, Result, Signed, State
from envportal.deadlines import clocks
from envportal.duties import register
from envportal.duties.models import Duty
from tests.builders import case as any_case
from tests.builders import moment
from tests.documents import corpus
from tests.inspections import rows
from tests.inspections.rows import ASKED, GATE, OUT

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return rows.squad()


def test_the_enterprise_reads_out_the_code_or_why_not_is_written_down(of):
    visit = rows.noticed(of)
    with pytest.raises(guards.WrongCode):
        actions.enter(visit.pk, code="2222-2222", by=of.lead, at=GATE)
    with pytest.raises(guards.WrongCode):
        actions.enter(visit.pk, by=of.lead, at=GATE)

    entered = actions.enter(visit.pk, why="门卫没有账号，电话核对", by=of.lead, at=GATE)

    assert (entered.state, entered.entered_by, entered.no_code_why) == (
        State.UNDER_WAY,
        of.lead,
        "门卫没有账号，电话核对",
    )


def test_the_code_is_typed_in_any_case_and_opens_only_its_own_visit(of):
    visit = rows.noticed(of)
    code = queries.entry_code(visit)
    assert queries.by_entry_code(code.lower().replace("-", " ")) == visit
    assert queries.by_entry_code("") is None

    actions.cancel(visit.pk, reason="企业停产", by=of.lead, at=moment("2026-11-05"))

    assert queries.by_entry_code(code) is None


def test_nobody_enters_on_another_day_off_the_team_or_with_a_certificate_that_ran_out(of):
    visit = rows.noticed(of)
    code = queries.entry_code(visit)

    with pytest.raises(guards.WrongDay):
        actions.enter(visit.pk, code=code, by=of.lead, at=moment("2026-11-11"))
    with pytest.raises(guards.NotOnTheTeam):
        actions.enter(visit.pk, code=code, by=of.third, at=GATE)
    Certificate.objects.filter(user=of.second).update(valid_to=date(2026, 11, 9))
    with pytest.raises(guards.NoCertificate):
        actions.enter(visit.pk, code=code, by=of.lead, at=GATE)


def test_without_notice_only_an_unannounced_visit_goes_in(of):
    plain = actions.approve(rows.plan(of).pk, by=of.head, at=ASKED)
    with pytest.raises(guards.OutOfOrder):
        actions.enter(plain.pk, why="忘记通知", by=of.lead, at=GATE)
    told = {"purpose": Purpose.COMPLAINT, "unannounced": True, "lawful_reason": "事先通知会妨碍取证"}
    covert = actions.approve(rows.plan(of, rows.asked(of, **told)).pk, by=of.head, at=ASKED)
    with pytest.raises(guards.OutOfOrder):
        actions.notice(covert.pk, by=of.lead, at=ASKED)

    assert actions.enter(covert.pk, by=of.lead, at=GATE).state == State.UNDER_WAY
    assert not queries.visible(of.world.applicant, rows.DAY).filter(pk=plain.pk).exists()


def test_the_enterprise_knows_nothing_of_an_unannounced_visit_before_the_gate(of):
    told = {"purpose": Purpose.COMPLAINT, "unannounced": True, "lawful_reason": "事先通知会妨碍取证"}
    covert = actions.approve(rows.plan(of, rows.asked(of, **told)).pk, by=of.head, at=ASKED)
    assert not queries.visible(of.world.applicant, rows.DAY).exists()

    actions.enter(covert.pk, by=of.lead, at=GATE)

    assert list(queries.visible(of.world.applicant, rows.DAY)) == [covert]


def test_a_list_sent_again_after_the_line_was_cut_is_one_record(of):
    visit, key = rows.under_way(of), "5f0c6a0e-3b6e-4a53-8a39-9a3f6f5d3c12"
    found = rows.all_ok(visit)

    for _n in range(2):
        actions.look_at(visit.pk, found=found, by=of.second, at=GATE, key=key)

    assert Finding.objects.count() == len(found) > 5
    assert visit.case.events.filter(name="list_filled").count() == 1


def test_an_item_without_a_result_and_words_that_do_not_fit_are_refused(of):
    visit = rows.under_way(of)
    sheet = corpus.upload(corpus.pdf(1), "签字页.pdf")

    with pytest.raises(guards.NotAllLookedAt):
        actions.leave(visit.pk, left=rows.leaving(), signature=sheet, by=of.lead, at=OUT)
    with pytest.raises(guards.NothingUnderPoints):
        rows.leave(of, visit, outcome=Outcome.ADVISED)
    with pytest.raises(guards.NothingUnderPoints):
        rows.leave(of, visit, pointed_out="台账缺页")


def test_who_refuses_to_sign_is_attested_by_two_of_the_visit(of):
    visit = rows.under_way(of)
    actions.look_at(visit.pk, found=rows.all_ok(visit), by=of.second, at=OUT)
    told = {"signed": Signed.REFUSED, "signer": ""}
    for witnesses in ((), (of.lead,), (of.lead, of.third)):
        with pytest.raises(guards.NoWitnesses):
            actions.leave(visit.pk, left=rows.leaving(**told, witnesses=witnesses), by=of.lead, at=OUT)

    left = actions.leave(visit.pk, left=rows.leaving(**told, witnesses=(of.lead, of.second)), by=of.lead, at=OUT)

    assert left.witnesses == "高远、温岚"
    assert "拒绝签字" in left.feedback_letter.fields["signed"]


NEXT = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("came", "left_at", "left_on", "at", "late"),
    [("09:32", time(11, 10), None, moment("2026-11-10", "23:59"), False),
     ("09:32", time(11, 10), None, moment("2026-11-11", "00:00"), True),
     ("09:32", time(8, 30), NEXT, moment("2026-11-11", "08:30"), True),
     ("22:30", time(0, 20), NEXT, moment("2026-11-11", "00:40"), False),
     ("22:30", time(23, 50), None, moment("2026-11-11", "00:10"), True)],
)  # fmt: skip
def test_feedback_after_the_midnight_of_the_day_they_left_is_late(of, came, left_at, left_on, at, *, late: bool):
    visit = rows.under_way(of, moment("2026-11-10", came))

    left = rows.leave(of, visit, at, left_at=left_at, left_on=left_on)

    assert left.feedback_is_late is late
    assert bool(left.feedback_letter.fields.get("delayed")) is late


def test_the_feedback_is_served_and_its_result_waits_for_an_editor(of):
    left = rows.advised(of, purpose=Purpose.RANDOM)

    assert left.feedback_letter.served_on == rows.DAY
    assert left.feedback_letter.fields["advice"][0]["owner"] == "沈雁"
    assert clocks.due_on(left.case, clocks.Matter.RANDOM_RESULT) == date(2026, 12, 8)
    notice = Notice.objects.get(case=left.case)
    facts = dict(notice.facts)
    assert (facts["检查类别"], facts["检查结果"], facts["问题记录"]) == (
        "双随机一公开",
        "发现问题",
        "活性炭更换没有记台账",
    )
    assert left.case.invitations.get().service == "inspection"
    assert "高远" not in str(notice.facts)
    assert "沈雁" not in str(notice.facts)

    board.publish(notice.pk, by=of.world.editor, at=moment("2026-11-12"))

    assert clocks.due_on(left.case, clocks.Matter.RANDOM_RESULT) is None


def test_a_return_visit_fulfils_the_duty_it_was_asked_for(of):
    source = any_case(enterprise=of.world.owner, bureau=of.world.bureau)
    task = register.Task(
        "return", register.Kind.RETURN_VISIT, register.Bearer.BUREAU, "批准三个月后回访", due_on=date(2026, 11, 25)
    )
    duty = register.open_duty(source, task, by=of.head, at=ASKED)

    rows.leave(of, rows.under_way(of, purpose=Purpose.RETURN_VISIT, duty=duty))

    assert Duty.objects.get(pk=duty.pk).state == register.State.DONE
    assert Demand.objects.get(duty=duty).state == DemandState.SEEN


def test_where_nobody_was_there_the_demand_waits_again(of):
    visit = rows.under_way(of)
    sheet = corpus.upload(corpus.pdf(1), "签字页.pdf")

    actions.leave(
        visit.pk, left=rows.leaving(outcome=Outcome.GONE, seen="大门紧锁，停产"), signature=sheet, by=of.lead, at=OUT
    )

    assert Demand.objects.get().state == DemandState.ASKED
    assert not Notice.objects.exists()


def test_what_does_not_comply_stands_in_the_feedback_with_its_words(of):
    visit = rows.under_way(of)
    first, *others = queries.items_of(visit)
    found = [
        actions.Seen(first.pk, Result.NOT, "批复没有这条印刷线"),
        *(actions.Seen(one.pk, Result.NA) for one in others),
    ]
    actions.look_at(visit.pk, found=found, by=of.lead, at=OUT)
    sheet = corpus.upload(corpus.pdf(1), "签字页.pdf")

    left = actions.leave(
        visit.pk, left=rows.leaving(outcome=Outcome.ADVISED, pointed_out="擅自增加印刷线"), signature=sheet, by=of.lead,
        at=OUT,
    )  # fmt: skip

    assert left.feedback_letter.fields["not_met"] == [f"{first.text}：批复没有这条印刷线"]
