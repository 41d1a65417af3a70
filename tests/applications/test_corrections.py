"""One correction letter: a list walked to its end, items answered and judged one by one, and nothing asked too late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions, guards
from approvals.applications.actions.corrections import NothingLate
from approvals.applications.actions.intake import AcceptedBySilence
from approvals.applications.models import Application, Correction, CorrectionItem
from approvals.applications.queries import checklist
from approvals.applications.states import Found, State
from envportal.audit import log
from envportal.messaging.models import Message
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db
ITEM = world.ITEM
PUBLIC: Any = {**ITEM, "point": "public", "what": "公开本与全文不一致", "remedy": "重新上传"}
ASKED = moment("2026-09-16")


def again(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def asked(of: world.World, *items: Any) -> Application:
    """Received on Monday 14 September, asked on Wednesday."""
    application = world.submitted(of)
    return world.ask_correction(application.pk, items=list(items or (ITEM,)), by=of.clerk, at=ASKED)


def returned(of: world.World, *verdicts: str, items: tuple[Any, ...] = (ITEM,)) -> tuple[Application, Correction]:
    """Answered on Wednesday 23 September and judged the same day: the fifth working day is 8 October."""
    application = asked(of, *items)
    world.supplement(application.pk, by=of.applicant, at=moment("2026-09-23", "09:00"))
    judged: Any = [{"verdict": one, "why": "" if one == "settled" else "仍然没有"} for one in verdicts]
    if judged:
        actions.judge_correction(application.pk, verdicts=judged, by=of.clerk, at=moment("2026-09-23", "15:00"))
    return again(application), application.corrections.get()


def send(
    of: world.World, application: Application, *items: Any, on: str = "2026-10-08", clock: str = "16:00"
) -> object:
    checked = world.walked(application, list(items))
    return actions.ask_correction(application.pk, items=list(items), checked=checked, by=of.clerk, at=moment(on, clock))


def further(origin: str, earlier: int | None, **told: Any) -> Any:
    return {**ITEM, "origin": origin, "earlier": earlier, **told}


# THE LIST ----------------------------------------------------------------------


def test_no_letter_goes_out_before_every_point_was_looked_at() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    checked = {"attached": str(Found.DEFECTIVE), "form": str(Found.IN_ORDER)}

    with pytest.raises(guards.NotWalked, match="公开本"):
        actions.ask_correction(application.pk, items=[ITEM], checked=checked, by=yunxi.clerk, at=ASKED)


def test_a_defect_without_an_item_and_an_item_without_a_defect_are_refused() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    checked = world.walked(application, [ITEM])

    with pytest.raises(guards.DefectUnsaid, match="公开本"):
        actions.ask_correction(
            application.pk, items=[ITEM], checked={**checked, "public": "defective"}, by=yunxi.clerk, at=ASKED
        )
    with pytest.raises(guards.DefectUnsaid, match="缺少或者有缺陷"):
        actions.ask_correction(application.pk, items=[ITEM, PUBLIC], checked=checked, by=yunxi.clerk, at=ASKED)


def test_the_walked_list_is_kept_with_the_letter_and_reports_walk_a_point_more() -> None:
    yunxi = world.world()
    correction = asked(yunxi).corrections.get()

    table = {one.point: one.found for one in correction.checked.all()}

    assert table["attached"] == "defective"
    assert set(table.values()) == {"defective", "in_order"}
    report = [line.point for line in checklist.lines("report", date(2026, 9, 14))]
    assert set(report) - set(table) == {"participation"}
    assert "participation" not in table


def test_the_list_cites_the_law_of_the_day_of_receipt() -> None:
    rules = {
        on: next(line.rule for line in checklist.lines("table", on) if line.point == "document")
        for on in (date(2026, 8, 14), date(2026, 8, 15))
    }

    assert rules == {
        date(2026, 8, 14): "中华人民共和国环境影响评价法第十六条", date(2026, 8, 15): "生态环境法典第九十五条",
    }  # fmt: skip


# THE SECOND LETTER -------------------------------------------------------------


def test_nothing_more_is_asked_before_the_last_letter_was_judged() -> None:
    yunxi = world.world()
    application, last = returned(yunxi)

    with pytest.raises(guards.NotJudged):
        send(yunxi, application, further("uncured", last.items.get().pk))


def test_an_item_not_cured_is_asked_for_again_on_the_fifth_working_day() -> None:
    yunxi = world.world()
    application, last = returned(yunxi, "open")

    send(yunxi, application, further("uncured", last.items.get().pk), clock="23:59")

    second = application.corrections.get(round=2)
    assert again(application).state == State.CORRECTION
    assert second.items.get().earlier == last.items.get()


def test_on_the_sixth_day_silence_has_accepted_and_nobody_asks() -> None:
    yunxi = world.world()
    application, last = returned(yunxi, "open")

    with pytest.raises(AcceptedBySilence):
        send(yunxi, application, further("uncured", last.items.get().pk), on="2026-10-09", clock="00:01")


def test_what_was_cured_is_not_asked_for_again_as_uncured() -> None:
    yunxi = world.world()
    application, last = returned(yunxi, "settled")

    with pytest.raises(guards.AskedTooLate, match="请受理，在审查中处理"):
        send(yunxi, application, further("uncured", last.items.get().pk))


def test_what_the_answer_itself_brought_in_may_be_asked_for() -> None:
    yunxi = world.world()
    application, last = returned(yunxi, "settled")

    send(yunxi, application, further("supplement", last.items.get().pk, what="监测报告缺签字页"))

    assert again(application).state == State.CORRECTION


def test_what_the_first_letter_should_have_said_is_refused_in_every_disguise() -> None:
    yunxi = world.world()
    application, last = returned(yunxi, "open", "settled", items=(ITEM, PUBLIC))
    settled = last.items.get(point="public").pk

    for item in (
        further("first", None),
        further("uncured", None),
        further("uncured", settled, point="public"),
        further("supplement", None),  # nothing but the answers came in
        further("uncured", CorrectionItem.objects.order_by("-pk")[0].pk + 99),
    ):
        with pytest.raises(guards.AskedTooLate):
            send(yunxi, application, item)
    assert application.corrections.count() == 1


def test_what_else_was_changed_with_the_supplement_may_be_asked_about() -> None:
    yunxi = world.world()
    application = asked(yunxi)
    actions.save_step(application.pk, by=yunxi.applicant, at=moment("2026-09-22"), overview="新增 20 条成型线。")
    world.supplement(application.pk, by=yunxi.applicant, at=moment("2026-09-23"))
    settled: Any = [{"verdict": "settled", "why": ""}]
    actions.judge_correction(application.pk, verdicts=settled, by=yunxi.clerk, at=moment("2026-09-23"))

    send(yunxi, again(application), further("supplement", None, what="生产线数量与报告表不一致"))

    assert again(application).state == State.CORRECTION


def test_a_further_letter_walks_the_list_as_well() -> None:
    yunxi = world.world()
    application, last = returned(yunxi, "open")
    item = further("uncured", last.items.get().pk)

    with pytest.raises(guards.NotWalked):
        actions.ask_correction(
            application.pk, items=[item], checked={"attached": "defective"}, by=yunxi.clerk, at=moment("2026-09-24")
        )


# THE WAY THAT IS LEFT ----------------------------------------------------------


def test_what_was_found_too_late_is_accepted_and_answered_for() -> None:
    yunxi = world.world()
    application, _last = returned(yunxi, "settled")

    actions.accept_with_defects(
        application.pk, defects=["缺少用地意见"], by=yunxi.clerk, at=moment("2026-09-24"), key="late"
    )
    actions.accept_with_defects(
        application.pk, defects=["缺少用地意见"], by=yunxi.clerk, at=moment("2026-09-24"), key="late"
    )

    assert again(application).state == State.IN_REVIEW
    assert [one.what for one in application.late_defects.all()] == ["缺少用地意见"]
    event = log.history(application.case).get(name="late_defects_noted")
    assert (event.actor, event.facts["defects"]) == (yunxi.clerk, ["缺少用地意见"])
    told = Message.objects.filter(template="late_defects_noted").values_list("to_user__name", flat=True)
    assert set(told) == {yunxi.supervisor.name, again(application).case.holder.name}


def test_nothing_is_too_late_where_nothing_was_asked() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    with pytest.raises(NothingLate):
        actions.accept_with_defects(application.pk, defects=["缺页"], by=yunxi.clerk, at=ASKED)
