"""An approval comes to its end: by a ground of the table, heard, decided by another person, and freed once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from approvals.applications import actions, guards
from approvals.applications.actions import revocation as verbs
from approvals.applications.enums import GROUNDS, Heard, RevocationGround, Way
from approvals.applications.models import Application, Revocation
from approvals.applications.queries import revocations as reads
from approvals.applications.rules import ActedBefore, OutOfOrder
from approvals.applications.states import State
from approvals.departments.models import Handing
from approvals.quotas.models import Book, Entry
from approvals.zones.models import Taken, Total
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.documents.models import Letter
from envportal.documents.rules import standing
from envportal.documents.rules.voiding import HasEnded
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.applications.ending import AFTER, BEGUN, LAST, end, propose
from tests.applications.test_voiding import deputy
from tests.builders import moment
from tests.departments.rows import department
from tests.quotas import rows
from tests.quotas.rows import D
from tests.stories.test_zone_from_survey_to_opinion import SIGNED, concluded, proposed

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def of(kept_for_the_module: None) -> World:
    found = world.world()
    rows.controlled(found, "cod")
    rows.granted(found, 100)
    concluded(found)
    return found


@pytest.fixture(scope="module")
def approved(of: World) -> Application:
    return world.sign(of, proposed(of, emission_cod=D(12)), SIGNED)


# THE TABLE --------------------------------------------------------------------
def test_every_ground_has_its_article_and_what_was_wrong_from_the_beginning_is_revoked_after_a_hearing():
    assert set(GROUNDS) == set(RevocationGround)
    for ground, basis in GROUNDS.items():
        heard = basis.way != Way.CANCELLED
        assert (basis.heard == Heard.HEARING) == heard, ground
        assert ("六十九" in basis.article) == (basis.way == Way.REVOKED), ground
        assert bool(basis.effect) == heard, ground


@pytest.mark.parametrize(
    ("ground", "way", "cited"),
    [
        ("deceit", "revoked", "《中华人民共和国行政许可法》第六十九条第二款"),
        ("circumstances", "recalled", "《中华人民共和国行政许可法》第八条第二款"),
        ("five_years", "cancelled", "《中华人民共和国生态环境法典》第一百零六条"),
    ],
)
def test_the_ground_is_cited_as_the_letter_prints_it(ground: str, way: str, cited: str):
    assert (str(GROUNDS[ground].way), GROUNDS[ground].cited) == (way, cited)


# THE WAY ----------------------------------------------------------------------
def test_the_enterprise_is_told_first_with_ground_article_and_its_rights(of, approved):
    revocation = propose(of, approved)

    fields = revocation.notice_letter.fields
    assert revocation.notice_letter.number.startswith("云环批止告〔2026〕")
    assert (fields["way"], fields["law"]) == ("revoked", GROUNDS["deceit"].cited)
    assert fields["may_be_heard"] == "yes"
    assert guards.heard_until(revocation) == LAST
    assert Message.objects.filter(template="revocation_proposed", to_user=of.applicant).exists()
    assert Message.objects.filter(template="revocation_waits", to_user=of.leader).exists()
    approved.refresh_from_db()
    assert approved.state == State.APPROVED


@pytest.mark.parametrize(("on", "refused"), [("2026-11-12", True), ("2026-11-13", False)])
def test_nothing_is_decided_on_the_last_day_to_answer_and_may_be_on_the_day_after(of, approved, on: str, refused: bool):
    revocation = propose(of, approved)

    if refused:
        with pytest.raises(guards.NotYetHeard, match="11月12日"):
            guards.enterprise_heard(revocation, date.fromisoformat(on))
    else:
        guards.enterprise_heard(revocation, date.fromisoformat(on))


def test_an_approval_ends_by_a_letter_and_all_it_took_is_free_exactly_once(of, approved):
    book = Book.objects.get()
    propose(of, approved)

    ended = end(of, approved, key="one")
    again = end(of, approved, key="one")

    assert (ended.state, again.state) == (State.REVOKED, State.REVOKED)
    assert rows.stands(book) == {"grant": D(-100), "available": D(100)}
    assert rows.proven()
    assert (Taken.objects.count(), Total.objects.get().left) == (0, D(20))
    letter = Letter.objects.get(kind="revocation")
    assert letter.number == "云环批止〔2026〕1号"
    assert "利益不受保护" in letter.fields["effects"][0]
    approval = Letter.objects.get(kind="approval_reply")
    assert (approval.ended_by, str(standing(approval)), approval.voided_at) == (letter, "revoked", None)
    event = log.history(approved.case).get(name="approval_revoked")
    assert (event.actor, event.facts["ground"], event.facts["letter"]) == (of.leader, "deceit", letter.number)
    notice = Notice.objects.get(case=approved.case, kind="revocation")
    facts = dict(notice.facts)
    assert (notice.state, facts["原审批文号"], facts["终止方式"]) == ("pending", approval.number, "撤销")
    with pytest.raises(OutOfOrder):
        end(of, approved, moment("2026-11-16"), key="two")
    assert Entry.objects.filter(kind="release").count() == 2


def test_who_proposed_it_does_not_decide_and_a_database_says_so_too(of, approved):
    both = builders.staff("leader", "身兼两职", at=of.bureau)
    world.give_role(both, "officer")
    revocation = propose(of, approved)
    Revocation.objects.filter(pk=revocation.pk).update(proposed_by=both)

    with pytest.raises(ActedBefore):
        end(of, approved, by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revocation.objects.filter(pk=revocation.pk).update(
            decided_by=both, decided_at=AFTER, outcome="dropped"
        )  # fmt: skip


def test_what_the_enterprise_gives_up_itself_needs_no_notice_and_is_cancelled(of, approved):
    actions.give_up_approval(approved.pk, facts="项目不再建设。", by=of.applicant, at=BEGUN)

    ended = end(of, approved, moment("2026-11-05", "15:00"))

    assert ended.state == State.CANCELLED
    assert not Letter.objects.filter(kind="revocation_notice").exists()
    assert "你单位自行申请" in Letter.objects.get(kind="revocation").fields["said"]
    assert rows.proven()


def test_what_an_officer_says_the_enterprise_gave_up_is_told_to_it_first(of, approved):
    revocation = propose(of, approved, "given_up", rests_on="2026年11月4日书面申请")

    assert revocation.notice_letter.fields.get("may_be_heard") is None
    with pytest.raises(guards.NotYetHeard):
        guards.enterprise_heard(revocation, LAST)
    guards.enterprise_heard(revocation, AFTER.date())


def test_a_ground_that_rests_on_a_paper_is_not_proposed_without_it(of, approved):
    with pytest.raises(verbs.DocumentMissing, match="新批复的文号"):
        propose(of, approved, "replaced")

    found = propose(of, approved, "replaced", rests_on="云环审〔2026〕9号")
    assert found.basis.way == Way.CANCELLED
    assert "项目按照新的批复建设" in reads.decision_words(found)["effects"][-1]


def test_one_proposal_waits_at_a_time_and_one_that_is_dropped_leaves_the_approval_standing(of, approved):
    propose(of, approved)
    with pytest.raises(verbs.AlreadyProposed):
        propose(of, approved, "procedure")

    with pytest.raises(verbs.MustBeRevoked):
        actions.drop_revocation(approved.pk, reason="证据不足。", by=of.leader, at=AFTER)
    actions.drop_revocation(approved.pk, reason="证据不足。", why_not="not_so", by=of.leader, at=AFTER)

    assert approved.revocations.get().reason == "经查明，不属于这种情形：证据不足。"
    approved.refresh_from_db()
    assert approved.state == State.APPROVED
    assert Taken.objects.exists()
    assert propose(of, approved, "procedure", moment("2026-11-16")).is_open


def test_another_enterprise_answers_nothing_and_a_clerk_proposes_nothing(of, approved):
    propose(of, approved)

    with pytest.raises(NotYours):
        actions.answer_revocation(
            approved.pk, answer="x", wants_hearing=False, by=world.other_applicant(of), at=moment("2026-11-06")
        )
    with pytest.raises(NotYours):
        actions.propose_revocation(approved.pk, ground="other", facts="x", rests_on="", by=of.clerk, at=AFTER)


def test_what_is_not_approved_cannot_end_as_an_approval(of):
    application = world.proposed(of)

    with pytest.raises(OutOfOrder):
        propose(of, application)


def test_the_departments_that_watch_over_it_are_told_once_by_the_number_of_the_decision(of, approved):
    department(of, "law", "综合行政执法支队", field="other", is_regulator=True)
    propose(of, approved)

    end(of, approved, key="one")
    end(of, approved, key="one")

    handing = Handing.objects.get(case=approved.case)
    assert handing.document_number == Letter.objects.get(kind="revocation").number
    assert "已撤销" in handing.conditions


def test_an_approval_that_ended_is_neither_voided_nor_corrected_and_what_was_proposed_of_it_is_declined(of, approved):
    approval = Letter.objects.get(kind="approval_reply")
    typo = {"ground": "typo", "reason": "第二条有错字", "changes": {"conclusion": "同意。"}, "by": of.officer}
    waits = actions.propose_void(approval.pk, **typo, at=BEGUN)
    propose(of, approved)
    end(of, approved)

    waits.refresh_from_db()
    assert (waits.is_agreed, waits.decided_by) == (False, of.leader)
    with pytest.raises(HasEnded):
        actions.propose_void(approval.pk, **typo, at=AFTER)


def test_corrected_letters_of_an_end_stand_where_the_wrong_ones_stood(of, approved):
    propose(of, approved)
    typo = {"ground": "typo", "reason": "有错字", "changes": {"facts": "改正的事实。"}, "by": of.officer}
    told = actions.propose_void(approved.revocations.get().notice_letter_id, **typo, at=BEGUN)
    actions.agree_void(told.pk, by=deputy(of), at=BEGUN)
    end(of, approved)
    decided = actions.propose_void(approved.revocations.get().letter_id, **typo, at=AFTER)
    actions.agree_void(decided.pk, by=deputy(of), at=AFTER)

    revocation = approved.revocations.get()
    assert (revocation.notice_letter.replaces_id, revocation.letter.replaces_id) == (told.letter_id, decided.letter_id)
    assert Letter.objects.get(kind="approval_reply").ended_by == revocation.letter
