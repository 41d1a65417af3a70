"""Tolerant acceptance: only from the published list, within three to ten days, and no approval without the paper."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from approvals.applications import actions, guards
from approvals.applications.actions.later import NothingOwed, NotOnTheList, PromiseTooLong
from approvals.applications.models import Application
from approvals.applications.queries import typed
from approvals.catalogue import classifying
from envportal.documents import actions as documents
from envportal.documents.enums import Library
from envportal.documents.forms.wording import LaterForm
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.duties.models import Duty
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
MONDAY = moment("2026-09-14", "09:40")


def published(of: world.World, since: date = date(2026, 9, 1), title: str = "用地意见") -> str:
    """The bureau's list with one material, agreed on by two people."""
    at = moment("2026-08-20")
    proposal = documents.propose_wording(
        words.new_entry(Library.LATER), text="补交盖章的用地意见", rule="云溪市生态环境局容缺受理清单（2026 年）",
        topic="attached", title=title, valid_from=since, why="试行", by=of.officer, at=at,
    )  # fmt: skip
    return documents.agree_wording(proposal.pk, by=of.leader, at=at).key


def promised(of: world.World, days: int = 3) -> Application:
    key = published(of)
    draft = world.filled(of)
    return actions.promise_later(draft.pk, entries=[key], days=days, by=of.applicant, at=MONDAY)


def accepted(of: world.World, days: int = 3) -> Application:
    """Accepted on Thursday 17 September: three working days end on Monday the 21st, since the Sunday is worked."""
    application = promised(of, days)
    actions.submit(application.pk, declared=True, by=of.applicant, at=moment("2026-09-14", "16:48"))
    actions.accept(application.pk, by=of.clerk, at=moment("2026-09-17"))
    return actions.take(application.pk, by=of.officer, at=moment("2026-09-17", "11:00"))


def test_a_bureau_that_published_no_list_lets_nothing_follow() -> None:
    yunxi = world.world()

    with pytest.raises(NotOnTheList):
        actions.promise_later(world.filled(yunxi).pk, entries=["later.own1"], days=5, by=yunxi.applicant, at=MONDAY)


def test_the_list_holds_from_its_day_on() -> None:
    yunxi = world.world()
    published(yunxi, since=date(2026, 9, 15))

    assert classifying.may_follow(yunxi.bureau, date(2026, 9, 14)) == []
    assert [one.title for one in classifying.may_follow(yunxi.bureau, date(2026, 9, 15))] == ["用地意见"]


@pytest.mark.parametrize("days", [2, 11, None])
def test_fewer_than_three_or_more_than_ten_days_are_no_promise(days: int | None) -> None:
    yunxi = world.world()
    key = published(yunxi)

    with pytest.raises(PromiseTooLong):
        actions.promise_later(world.filled(yunxi).pk, entries=[key], days=days, by=yunxi.applicant, at=MONDAY)


def test_three_and_ten_days_are() -> None:
    yunxi = world.world()
    application = promised(yunxi, 3)
    key = application.later_materials.get().entry

    actions.promise_later(application.pk, entries=[key], days=10, by=yunxi.applicant, at=MONDAY)

    assert application.later_materials.get().days == 10


def test_main_materials_cannot_stand_in_the_list() -> None:
    offered = dict(LaterForm.base_fields["topic"].choices)  # type: ignore[attr-defined]

    assert not {"form", "owner", "document", "chapters", "code", "participation", "public"} & set(offered)


def test_the_days_run_from_acceptance_and_the_letter_names_them() -> None:
    yunxi = world.world()
    application = accepted(yunxi)

    assert application.later_materials.get().due_on == date(2026, 9, 21)
    said = Letter.objects.get(case=application.case, kind="acceptance").fields["later"]
    assert "用地意见：承诺受理后 3 个工作日内补交，最后一天 2026年9月21日" in str(said)
    duty = Duty.objects.get(case=application.case, kind="later_material")
    assert (duty.due_on, duty.enterprise) == (date(2026, 9, 21), yunxi.owner)


def test_filed_the_duty_is_over_and_the_officer_told() -> None:
    yunxi = world.world()
    application = accepted(yunxi)
    material = application.later_materials.get()
    paper = corpus.upload(corpus.pdf(2), "用地意见.pdf")

    actions.file_later(application.pk, material=material.pk, file=paper, by=yunxi.applicant, at=moment("2026-09-21"))

    material.refresh_from_db()
    assert (material.filed_on, material.document.name) == (date(2026, 9, 21), "用地意见.pdf")
    assert Duty.objects.get(case=application.case, kind="later_material").state == "done"
    with pytest.raises(NothingOwed):
        actions.file_later(
            application.pk, material=material.pk, file=corpus.upload(corpus.pdf(3)), by=yunxi.applicant,
            at=moment("2026-09-22"),
        )  # fmt: skip


def opined(of: world.World, conclusion: str) -> Application:
    application = accepted(of)
    world.publish(of, application, "acceptance", moment("2026-09-17", "17:00"))
    ground = "5" if conclusion == "refuse" else ""
    actions.write_opinion(
        application.pk, conclusion=conclusion, text="材料没有补交。", conditions=typed("夜间不生产。"), ground=ground,
        by=of.officer, at=moment("2026-10-09"),
    )  # fmt: skip
    return Application.objects.get(pk=application.pk)


def test_what_never_came_keeps_an_approval_out() -> None:
    yunxi = world.world()
    application = opined(yunxi, "approve")

    with pytest.raises(guards.LaterMaterialMissing, match="用地意见"):
        actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12"))


def test_a_refusal_is_what_is_left() -> None:
    yunxi = world.world()
    application = opined(yunxi, "refuse")

    found = actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12"))

    assert found.state == "proposed"


def test_the_pages_promise_show_and_file() -> None:
    yunxi = world.world()
    key = published(yunxi)
    with time_machine.travel(MONDAY, tick=True):
        draft = world.filled(yunxi, moment("2026-09-14", "09:00"))
        owner = signed_in(yunxi.applicant)
        page = reverse("applications:step_later", args=[draft.pk])
        tasks = owner.get(reverse("applications:tasks", args=[draft.pk])).content.decode()
        missing = sent(owner, page, entries=[key])
        made = sent(owner, page, entries=[key], days="4")
        check = owner.get(reverse("applications:check", args=[draft.pk])).content.decode()

    assert "承诺后补的材料" in tasks
    assert (missing[0], "写明承诺几个工作日内补交" in missing[1]) == (422, True)
    assert made[0] == 302
    assert "用地意见（受理后 4 个工作日内）" in check


def test_whoever_forgot_sees_it_on_the_page_and_files_late() -> None:
    yunxi = world.world()
    application = accepted(yunxi)
    material = application.later_materials.get()
    with time_machine.travel(moment("2026-09-23", "09:00"), tick=True):
        owner = signed_in(yunxi.applicant)
        page = owner.get(reverse("applications:mine_case", args=[application.pk])).content.decode()
        desk = signed_in(yunxi.officer).get(reverse("applications:case", args=[application.pk])).content.decode()
        url = reverse("applications:file_later", args=[application.pk, material.pk])
        code = sent(owner, url, file=corpus.upload(corpus.pdf(2), "用地意见.pdf"))[0]

    assert "到期没有补交，不能批准" in page
    assert "到期没有补交，不能批准" in desk
    assert code == 302


def sent(client: Any, url: str, **typed: Any) -> tuple[int, str]:
    response = client.post(url, {**typed, "_key": str(uuid4())})
    return response.status_code, response.content.decode()
