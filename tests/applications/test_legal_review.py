"""法制审核: after a hearing always, otherwise where it was asked for; nobody signs before it passed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from approvals.applications import actions, guards, queries, rules
from approvals.applications.actions import legal
from approvals.applications.models import Application, LegalReview
from approvals.applications.queries.timeline import timeline
from approvals.applications.states import State
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.cases.rules import NotYours
from envportal.messaging.models import Message
from tests import builders, world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db
ASKED, REVIEWED, SIGNED = moment("2026-10-14"), moment("2026-10-15"), moment("2026-10-20", "10:00")


def lawyer(of: world.World, name: str = "林正") -> User:
    return builders.staff(Role.LEGAL, name, at=of.bureau)


def to_sign(of: world.World) -> Application:
    """Proposed; the window closed on 19 October 2026."""
    return world.proposed(of)


def ask(of: world.World, application: Application) -> Application:
    return actions.ask_legal_review(
        application.pk, ground="public_interest", why="涉及集中式饮用水水源。", by=of.head, at=ASKED
    )


def review(application: Application, by: User, outcome: str = "passed") -> Application:
    return actions.review_legality(application.pk, outcome=outcome, opinion="程序合法，依据正确。", by=by, at=REVIEWED)


def approve(of: world.World, application: Application) -> Application:
    return actions.approve(application.pk, code=one_time_code(SIGNED), by=of.leader, at=SIGNED)


def test_what_was_sent_for_legal_review_is_not_signed_before_it_passed() -> None:
    yunxi = world.world()
    application = to_sign(yunxi)
    ask(yunxi, application)

    with pytest.raises(guards.LegalReviewWaits):
        approve(yunxi, application)
    review(application, lawyer(yunxi))

    assert approve(yunxi, application).state == State.APPROVED


def test_what_nobody_sent_and_nobody_was_heard_about_needs_none() -> None:
    yunxi = world.world()

    assert approve(yunxi, to_sign(yunxi)).state == State.APPROVED


def test_a_review_that_failed_is_mended_and_comes_again() -> None:
    yunxi = world.world()
    application, one = to_sign(yunxi), lawyer(yunxi)
    ask(yunxi, application)
    review(application, one, "failed")

    with pytest.raises(guards.LegalReviewFailed):
        approve(yunxi, application)
    ask(yunxi, application)
    review(application, one, "advised")

    assert approve(yunxi, application).state == State.APPROVED
    outcomes = LegalReview.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["failed", "advised"]


def test_after_a_hearing_the_review_is_asked_for_by_itself_and_the_lawyers_are_told() -> None:
    yunxi = world.world()
    one = lawyer(yunxi)
    application = world.heard(yunxi, to_sign(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05", "16:00"))
    on = moment("2026-11-06").date()
    assert isinstance(dict(rules.unmet(application, on))["legally_reviewed"], guards.LegalReviewMissing)

    actions.confirm_opinion(application.pk, text="未采纳。", by=yunxi.officer, at=moment("2026-11-06"))

    [asked] = LegalReview.objects.all()
    assert (asked.ground, asked.asked_by) == ("hearing", yunxi.officer)
    assert Message.objects.filter(to_user=one, template="legal_review_asked").exists()
    assert isinstance(dict(rules.unmet(application, on))["legally_reviewed"], guards.LegalReviewWaits)


def test_a_review_from_before_the_hearing_does_not_stand_for_the_one_after_it() -> None:
    yunxi = world.world()
    application = to_sign(yunxi)
    ask(yunxi, application)
    review(application, lawyer(yunxi))
    world.heard(yunxi, application, moment("2026-10-16", "09:00"))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-19"))
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05", "16:00"))

    refusal = dict(rules.unmet(application, moment("2026-11-06").date()))["legally_reviewed"]

    assert isinstance(refusal, guards.LegalReviewMissing)


def test_who_handles_the_case_does_not_review_it_and_who_reviewed_it_does_not_sign() -> None:
    yunxi = world.world()
    application = to_sign(yunxi)
    ask(yunxi, application)
    handles = yunxi.officer
    handles.grants.create(role=Role.LEGAL)

    with pytest.raises(rules.ActedBefore):
        review(application, handles)
    with pytest.raises(NotYours):
        review(application, yunxi.clerk)
    with pytest.raises(NotYours):
        review(application, builders.staff(Role.LEGAL, at=builders.bureau("dongling", "东岭市生态环境局", "东环")))


def test_it_is_asked_for_once_at_a_time_and_answered_once() -> None:
    yunxi = world.world()
    application, one = to_sign(yunxi), lawyer(yunxi)
    with pytest.raises(legal.NoReviewWaits):
        review(application, one)
    ask(yunxi, application)

    with pytest.raises(legal.ReviewWaits):
        ask(yunxi, application)
    review(application, one)
    with pytest.raises(legal.NoReviewWaits):
        review(application, one)


def test_pressed_twice_it_is_there_once() -> None:
    yunxi = world.world()
    application = to_sign(yunxi)
    for _press in range(2):
        actions.ask_legal_review(
            application.pk, ground="complex", why="多个法律关系。", by=yunxi.head, at=ASKED, key="ask"
        )
    one = lawyer(yunxi)
    for _press in range(2):
        actions.review_legality(application.pk, outcome="passed", opinion="可以。", by=one, at=REVIEWED, key="said")

    assert LegalReview.objects.count() == 1


def test_the_lawyer_finds_the_case_in_a_queue_reads_it_and_concludes_on_a_page() -> None:
    yunxi = world.world()
    application = to_sign(yunxi)
    ask(yunxi, application)
    client = just_confirmed(lawyer(yunxi))

    queue = client.get(reverse("legal_reviews")).content.decode()
    page = client.get(reverse("applications:review_legality", args=[application.pk]))
    nothing = client.post(reverse("applications:review_legality", args=[application.pk]), {"opinion": "程序合法"})
    document = application.case.documents.first()

    assert application.case.title in queue
    assert "涉及集中式饮用水水源" in page.content.decode()
    assert (nothing.status_code, "选择审核结论" in nothing.content.decode()) == (422, True)
    assert "程序合法" in nothing.content.decode()
    assert document is not None
    assert b"".join(client.get(reverse("documents:download", args=[document.pk]))).startswith(b"%PDF")
    assert client.get(reverse("applications:case", args=[application.pk])).status_code == 200
    said = {"outcome": "passed", "opinion": "程序合法"}
    done = client.post(reverse("applications:review_legality", args=[application.pk]), said)
    assert done.status_code == 302
    assert LegalReview.objects.get().outcome == "passed"


def test_an_opinion_rewritten_after_the_review_is_reviewed_again() -> None:
    yunxi = world.world()
    application, one = to_sign(yunxi), lawyer(yunxi)
    ask(yunxi, application)
    review(application, one)
    actions.send_back(application.pk, reason="补充依据", by=yunxi.leader, at=moment("2026-10-16"))
    actions.write_opinion(
        application.pk,
        conclusion="approve",
        text="同意，补充依据。",
        by=yunxi.officer,
        at=moment("2026-10-16", "15:00"),
    )
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-16", "16:00"))

    refusal = dict(rules.unmet(application, moment("2026-10-30").date()))["legally_reviewed"]

    assert isinstance(refusal, guards.LegalReviewMissing)


def test_a_review_nobody_needs_any_more_leaves_the_queue() -> None:
    yunxi = world.world()
    application, one = to_sign(yunxi), lawyer(yunxi)
    ask(yunxi, application)
    assert queries.legal_queue(one, ASKED.date()).count() == 1

    actions.withdraw(application.pk, reason="不建了", by=yunxi.applicant, at=REVIEWED)

    assert queries.legal_queue(one, ASKED.date()).count() == 0


def test_the_applicant_does_not_read_what_the_lawyers_said() -> None:
    yunxi = world.world()
    application = to_sign(yunxi)
    ask(yunxi, application)
    review(application, lawyer(yunxi), "failed")

    shown = {inside: [str(line.verb) for line in timeline(application, inside=inside)] for inside in (True, False)}

    assert "法制审核结论" in shown[True]
    assert not {"法制审核结论", "送法制审核"} & set(shown[False])
