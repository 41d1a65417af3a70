"""One correction letter: a list walked to its end, items answered and judged one by one, and nothing asked too late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions, guards, queries
from approvals.applications.actions.corrections import ItemsLeft, NoItem, NothingLate, NothingToJudge
from approvals.applications.actions.filing import Incomplete
from approvals.applications.actions.intake import AcceptedBySilence
from approvals.applications.models import Application, Correction, CorrectionItem
from approvals.applications.queries import checklist
from approvals.applications.rules import ActedBefore
from approvals.applications.states import FileKind, Found, State
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.documents import actions as documents
from envportal.documents.enums import Library
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.builders import moment
from tests.documents import corpus

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
    """Answered on Wednesday 23 September and judged that day: five working days end on 8 October."""
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


# ANSWERS AND VERDICTS ----------------------------------------------------------


def test_every_item_is_answered_before_the_supplement_is_handed_in() -> None:
    yunxi = world.world()
    application = asked(yunxi, ITEM, PUBLIC)
    first, _second = application.corrections.get().items.all()
    actions.answer_item(application.pk, item=first.pk, answer="已补", by=yunxi.applicant, at=moment("2026-09-22"))

    with pytest.raises(Incomplete, match="公开本与全文不一致"):
        actions.supplement(application.pk, by=yunxi.applicant, at=moment("2026-09-22"))


def test_an_answer_comes_with_its_paper_which_stands_among_the_files() -> None:
    yunxi = world.world()
    application = asked(yunxi)
    item = application.corrections.get().items.get()

    actions.answer_item(
        application.pk, item=item.pk, answer="见附件", file=corpus.upload(corpus.pdf(4), "监测报告.pdf"),
        by=yunxi.applicant, at=moment("2026-09-22"),
    )  # fmt: skip

    item.refresh_from_db()
    assert item.answer == "见附件"
    assert [one.name for one in item.files.all()] == ["监测报告.pdf"]
    assert [one.name for one in queries.files(application, FileKind.SUPPLEMENT)] == ["监测报告.pdf"]


def test_an_answer_after_the_supplement_or_to_anothers_item_is_refused() -> None:
    yunxi = world.world()
    application, last = returned(yunxi)

    with pytest.raises(NoItem):
        actions.answer_item(
            application.pk, item=last.items.get().pk, answer="再补", by=yunxi.applicant, at=moment("2026-09-24")
        )


def test_a_verdict_is_given_once_for_each_item_and_says_what_is_missing() -> None:
    yunxi = world.world()
    application, _last = returned(yunxi)
    at = moment("2026-09-24")

    with pytest.raises(ItemsLeft):
        actions.judge_correction(application.pk, verdicts=[], by=yunxi.clerk, at=at)
    with pytest.raises(ItemsLeft):
        actions.judge_correction(application.pk, verdicts=[{"verdict": "open", "why": ""}], by=yunxi.clerk, at=at)
    actions.judge_correction(application.pk, verdicts=[{"verdict": "settled", "why": ""}], by=yunxi.clerk, at=at)
    with pytest.raises(NothingToJudge):
        actions.judge_correction(application.pk, verdicts=[{"verdict": "settled", "why": ""}], by=yunxi.clerk, at=at)


def test_who_reviews_neither_judges_nor_accepts_and_the_applicant_does_not_either() -> None:
    yunxi = world.world()
    application, _last = returned(yunxi)
    verdicts: Any = [{"verdict": "settled", "why": ""}]

    for person in (yunxi.officer, yunxi.applicant, yunxi.leader):
        with pytest.raises(NotYours):
            actions.judge_correction(application.pk, verdicts=verdicts, by=person, at=moment("2026-09-24"))
    world.give_role(yunxi.clerk, "officer")
    actions.judge_correction(application.pk, verdicts=verdicts, by=yunxi.clerk, at=moment("2026-09-24"))
    found = actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-24"))
    found.case.holder = yunxi.clerk
    found.case.save()
    with pytest.raises(ActedBefore):
        actions.write_opinion(found.pk, conclusion="approve", text="同意", by=yunxi.clerk, at=moment("2026-09-25"))


# THE LIBRARY -------------------------------------------------------------------


def test_a_bureau_adds_an_item_by_two_people_and_the_letter_keeps_which_version_it_is_from() -> None:
    yunxi = world.world()
    at = moment("2026-09-10")
    told: Any = {
        "text": "没有附噪声监测点位图", "rule": "行政许可法第三十一条", "remedy": "补交点位图", "topic": "attached",
        "title": "缺点位图", "valid_from": date(2026, 9, 15), "why": "常缺",
    }  # fmt: skip
    proposal = documents.propose_wording(words.new_entry(Library.ITEM), by=yunxi.officer, at=at, **told)
    documents.agree_wording(proposal.pk, by=yunxi.leader, at=at)
    application = world.submitted(yunxi)

    assert proposal.key not in [one.key for one in queries.entries(application, date(2026, 9, 14))]
    assert proposal.key in [one.key for one in queries.entries(application, date(2026, 9, 15))]
    picked: Any = {**ITEM, "what": told["text"], "rule": told["rule"], "remedy": told["remedy"]}
    world.ask_correction(application.pk, items=[picked, PUBLIC], by=yunxi.clerk, at=ASKED)

    kept = {item.what: (item.entry, item.version) for item in CorrectionItem.objects.all()}
    assert kept == {told["text"]: (proposal.key, 1), PUBLIC["what"]: ("", None)}


def test_the_letter_names_every_item_with_rule_and_remedy() -> None:
    yunxi = world.world()
    asked(yunxi, ITEM, PUBLIC)

    said = Letter.objects.get(kind="correction").fields["items"]

    assert [(one["what"], one["rule"], one["how"]) for one in said] == [
        (one["what"], one["rule"], one["remedy"]) for one in (ITEM, PUBLIC)
    ]


def test_a_drafting_unit_answers_items_for_its_client() -> None:
    yunxi = world.world()
    application = asked(yunxi)
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    world.grant(yunxi, agent)
    item = application.corrections.get().items.get()

    actions.answer_item(application.pk, item=item.pk, answer="已补", by=agent, at=moment("2026-09-22"))

    assert log.history(application.case).last().acting_for == yunxi.owner.name


def test_a_supervisor_reads_and_asks_for_nothing() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    checked = world.walked(application, [ITEM])

    assert yunxi.supervisor.grants.get().role == Role.SUPERVISOR
    with pytest.raises(NotYours):
        actions.ask_correction(application.pk, items=[ITEM], checked=checked, by=yunxi.supervisor, at=ASKED)
