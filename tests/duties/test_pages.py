"""The calendar of an enterprise, the list of the bureau, what may be done on a duty's own page; who is told when."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.models import Case
from envportal.duties import actions, register
from envportal.duties.forms import HandOverForm
from envportal.duties.guards import NotPossible, OutOfOrder
from envportal.duties.models import Duty
from envportal.duties.rules import can_take_over
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-02")


@pytest.fixture
def of() -> World:
    return world.world()


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def duty(of: World, key: str = "c1", **told: Any) -> Duty:
    case = builders.case(
        bureau=of.bureau, section=of.officer.section, holder=of.officer, enterprise=of.owner, number=f"号{key}",
        opened_on=date(2026, 9, 14),
    )  # fmt: skip
    plain = {
        "kind": register.Kind.CONDITION, "bearer": register.Bearer.ENTERPRISE, "title": f"装除尘器；{key}",
        "due_on": date(2026, 11, 9), "section": of.officer.section, "holder": of.officer,
    }  # fmt: skip
    return register.open_duty(case, register.Task(key, **{**plain, **told}), by=of.officer, at=moment("2026-10-01"))


def post(person: Any, name: str, one: Duty, **typed: Any) -> int:
    return int(signed_in(person).post(reverse(f"duties:{name}", args=[one.pk]), typed).status_code)


def read(person: Any, name: str, *args: object, **query: str) -> str:
    answer = signed_in(person).get(reverse(f"duties:{name}", args=args), query)
    assert answer.status_code == 200, name
    return str(answer.content.decode())


def state(one: Duty) -> str:
    return str(Duty.objects.get(pk=one.pk).state)


def test_an_enterprise_says_it_is_done_and_the_bureau_looks(of):
    one = duty(of)

    assert post(of.applicant, "tell_done", one, words="已装") == 302
    assert post(of.officer, "send_back", one, reason="没有装好") == 302
    assert "没有装好" in read(of.applicant, "my_duty", one.pk)
    assert post(of.applicant, "tell_done", one, words="装好了") == 302
    assert post(of.officer, "accept", one, words="看到了") == 302

    assert state(one) == "done"
    assert [event.actor_name for event in log.history(one.case) if event.name == "duty_accepted"] == ["周明远"]


def test_what_is_not_ones_own_is_not_there(of):
    one = duty(of)

    assert post(world.other_applicant(of), "tell_done", one, words="x") == 404
    assert post(of.clerk, "accept", one, words="x") == 403


def test_a_duty_of_the_law_is_done_in_its_procedure(of):
    one = duty(of, kind=register.Kind.PAYMENT)

    assert post(of.officer, "redate", one, due_on="2026-12-01", reason="x") == 409
    assert post(of.applicant, "tell_done", one, words="x") == 409


def test_another_day_and_no_day_at_all_have_their_reason(of):
    one = duty(of)

    assert post(of.officer, "redate", one, due_on="2026-11-01", reason="早了") == 409
    assert post(of.officer, "redate", one, due_on="2026-12-01", reason="设备未到") == 302
    assert Duty.objects.get().due_on == date(2026, 12, 1)
    assert post(of.officer, "give_up", one, reason="不建了") == 302
    assert "不建了" in read(of.officer, "duty", one.pk)


def test_the_list_is_narrowed_and_taken_away(of):
    duty(of)
    duty(of, "late", due_on=date(2026, 10, 9))
    duty(of, "ours", bearer=register.Bearer.BUREAU, kind=register.Kind.RETURN_VISIT)

    assert "装除尘器；c1" not in read(of.officer, "list", show="overdue")
    assert "装除尘器；late" in read(of.officer, "list", show="overdue")
    assert "装除尘器；ours" in read(of.head, "list", bearer="bureau", kind="return_visit", section="mine", q="号ours")
    assert "装除尘器；ours" not in read(of.applicant, "mine")


def test_a_calendar_programme_reads_the_last_days(of):
    duty(of)

    said = read(of.applicant, "ics")

    assert "DTSTART;VALUE=DATE:20261109\r\n" in said
    assert "SUMMARY:装除尘器；c1\r\n" in said
    assert max(len(line.encode()) for line in said.split("\r\n")) <= 75


@pytest.mark.parametrize("name", ["list", "mine"])
def test_a_list_costs_the_same_with_one_row_and_with_three(of, name):
    client, at = signed_in(of.applicant if name == "mine" else of.officer), reverse(f"duties:{name}")
    duty(of)
    one = queries_of(client, at)
    duty(of, "c2")
    duty(of, "c3", due_on=date(2026, 12, 9))

    assert queries_of(client, at) == one


@pytest.mark.parametrize(("at", "told"), [("2026-11-01", 0), ("2026-11-02", 1), ("2026-11-09", 1)])
def test_seven_days_before_the_last_the_enterprise_is_reminded_once(of, at, told):
    duty(of)

    for _twice in range(2):
        supervision.sweep(at=moment(at, "00:10"))

    assert Message.objects.filter(template="duty_reminder", to_user=of.applicant).count() == told


@pytest.mark.parametrize(("at", "told"), [("2026-11-09", 0), ("2026-11-10", 1)])
def test_after_the_last_day_a_duty_is_marked_once(of, at, told):
    duty(of, "ours", bearer=register.Bearer.BUREAU, kind=register.Kind.RETURN_VISIT)

    for _twice in range(2):
        supervision.sweep(at=moment(at, "00:10"))

    assert Message.objects.filter(template="duty_overdue", to_user=of.officer).count() == told
    assert Duty.objects.filter(overdue_at__isnull=False).count() == told


def test_where_a_section_has_no_head_the_leader_hears_and_nobody_told_is_nobody_marked(of):
    section = builders.section(of.bureau, name="新科室")
    ours: dict[str, Any] = {
        "bearer": register.Bearer.BUREAU,
        "kind": register.Kind.RETURN_VISIT,
        "section": section,
        "holder": None,
    }
    one = duty(of, **ours, due_on=date(2026, 11, 1))
    Case.objects.update(holder=None, section=section)
    User.objects.filter(pk=of.leader.pk).update(is_active=False)
    supervision.sweep(at=NOW)
    assert Duty.objects.get(pk=one.pk).overdue_at is None

    User.objects.filter(pk=of.leader.pk).update(is_active=True)
    supervision.sweep(at=NOW)

    assert Message.objects.filter(template="duty_overdue", to_user=of.leader).count() == 1


def test_a_message_that_cannot_be_written_keeps_no_other_from_being_told(of, settings, tmp_path):
    broken = tmp_path / "messages" / "duty_reminder.txt"
    broken.parent.mkdir()
    broken.write_text('{% if "bad" in duty.title %}{% include "not_there.txt" %}{% endif %}提醒', encoding="utf-8")
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**first, "DIRS": [tmp_path, *first["DIRS"]]}]
    bad, good = duty(of, "bad"), duty(of, "good")

    supervision.sweep(at=NOW)

    assert Duty.objects.get(pk=good.pk).reminded_at is not None
    assert Duty.objects.get(pk=bad.pk).reminded_at is None


def test_a_duty_is_handed_to_a_colleague_for_a_reason_who_is_told_once(of):
    one = duty(of, kind=register.Kind.RECTIFICATION)
    colleague = builders.staff("officer", "许望舒", at=of.bureau, in_section=of.officer.section)
    page = read(of.officer, "hand_over", one.pk)
    assert (colleague.name in page, f'value="{of.officer.pk}"' in page) == (True, False)

    assert post(of.officer, "hand_over", one, to=colleague.pk, reason="") == 422
    assert post(of.officer, "hand_over", one, to=of.clerk.pk, reason="休假") == 422
    assert post(of.officer, "hand_over", one, to=colleague.pk, reason="休假") == 302

    one = Duty.objects.get(pk=one.pk)
    assert (one.holder, one.due_on) == (colleague, date(2026, 11, 9))
    assert "休假" in read(of.officer, "duty", one.pk)
    for _twice in range(2):
        supervision.sweep(at=NOW)
    told = Message.objects.filter(template="duty_handed_over_to")
    assert [one.to_user for one in told] == [colleague]
    assert "休假" in told.get().body


def test_who_takes_a_duty_over_may_do_it_and_hand_it_on(of):
    one = duty(of, kind=register.Kind.RETURN_VISIT, bearer=register.Bearer.BUREAU)
    colleague = builders.staff("officer", "许望舒", at=of.bureau, in_section=of.officer.section)
    with pytest.raises(NotYours):
        actions.accept(one.pk, words="看过", by=colleague, at=NOW)
    actions.hand_over(one.pk, to=colleague, reason="休假", by=of.officer, at=NOW)
    assert cases.may(colleague, "application.view", one.case)
    assert "hand-over" in read(colleague, "duty", one.pk)

    done = actions.accept(one.pk, words="看过", by=colleague, at=NOW)

    assert done.state == register.State.DONE


def test_a_duty_is_handed_only_to_who_may_open_cases_of_its_kind(of):
    one = duty(of, kind=register.Kind.PAYMENT)
    one.case.kind = "penalty"
    one.case.save()
    # An officer looks after duties, but reads no penalty.
    colleague = builders.staff("officer", "许望舒", at=of.bureau, in_section=of.officer.section)
    assert not can_take_over(one, colleague)
    assert colleague not in HandOverForm(duty=one).fields["to"].queryset  # type: ignore[attr-defined]
    with pytest.raises(NotPossible):
        actions.hand_over(one.pk, to=colleague, reason="休假", by=of.officer, at=NOW)


def test_a_duty_that_is_over_and_one_of_strangers_is_handed_to_nobody(of):
    one, there = duty(of), builders.bureau("dongling", "东岭市生态环境局", "东环")
    stranger = builders.staff("officer", at=there)
    with pytest.raises(NotPossible):
        actions.hand_over(one.pk, to=stranger, reason="x", by=of.officer, at=NOW)
    with pytest.raises(NotPossible):
        actions.hand_over(one.pk, to=of.officer, reason="x", by=of.officer, at=NOW)
    with pytest.raises(NotYours):
        actions.hand_over(one.pk, to=of.officer, reason="x", by=of.applicant, at=NOW)
    register.drop(one, reason="不再需要", on=date(2026, 11, 2), by=of.officer, at=NOW)
    with pytest.raises(OutOfOrder):
        actions.hand_over(one.pk, to=of.officer, reason="x", by=of.officer, at=NOW)
