"""作废和替换: two people, one number kept, the party told, and no effect of law run twice or lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.rules import OutOfOrder
from envportal.accounts.models import User
from envportal.audit import log
from envportal.deadlines.models import ClockEvent
from envportal.documents import letters, rules
from envportal.documents.enums import Standing
from envportal.documents.letters.difference import Piece, difference, pieces
from envportal.documents.letters.paper import mark
from envportal.documents.models import Letter, Voiding
from envportal.documents.rules.service import ServedVoid
from envportal.documents.rules.voiding import (
    AlreadyVoid,
    DecisionStands,
    NeedsReplacement,
    NothingChanged,
    NotOpen,
    SamePerson,
    StillUnderWay,
)
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-10-20", "11:00")
CHANGES = {"conclusion": "在全面落实报告表和本批复提出的措施后，同意该报告表。"}


def approved(of: world.World) -> Letter:
    application = world.proposed(of)
    world.sign(of, application, moment("2026-10-20", "09:00"))
    return Letter.objects.get(kind="approval_reply")


def on_paper(letter: Letter) -> Letter:
    """As if the applicant had not agreed to be served in the portal."""
    Letter.objects.filter(pk=letter.pk).update(served_on=None)
    Application.objects.filter(case=letter.case_id).update(portal_service=False)
    return Letter.objects.get(pk=letter.pk)


def propose(letter: Letter, by: User, changes: Any = CHANGES, ground: str = "typo", key: str = "") -> Voiding:
    return actions.propose_void(
        letter.pk, ground=ground, reason="第二条有错字", changes=changes, by=by, at=AT, key=key
    )  # fmt: skip


def deputy(of: world.World) -> User:
    """A leader who did not sign the approval."""
    return User.objects.filter(name="高秉文").first() or builders.staff("leader", "高秉文", at=of.bureau)


def replaced(of: world.World, letter: Letter) -> tuple[Letter, Letter]:
    actions.agree_void(propose(letter, of.officer).pk, by=deputy(of), at=AT)
    return Letter.objects.get(pk=letter.pk), Letter.objects.get(replaces=letter)


def test_a_replaced_letter_keeps_its_number_and_names_the_one_in_its_place() -> None:
    yunxi = world.world()

    old, new = replaced(yunxi, approved(yunxi))

    assert (old.number, new.number) == ("云环审〔2026〕1号", "云环审〔2026〕2号")
    assert (rules.standing(old), rules.standing(new)) == (Standing.REPLACED, Standing.UNSEALED)
    assert mark(old) == "已作废，由云环审〔2026〕2号替换"
    assert "本件替换云环审〔2026〕1号" in letters.html(new)
    assert (old.edition, old.state) == (2, Letter.State.PENDING)


def test_the_party_the_proposer_and_the_log_are_told_once_however_often_the_button_is_pressed() -> None:
    yunxi = world.world()
    letter = approved(yunxi)
    for _n in range(2):
        voiding = propose(letter, yunxi.officer, key="one")
    for _n in range(2):
        actions.agree_void(voiding.pk, by=deputy(yunxi), at=AT, key="two")

    told = Message.objects.filter(template__in=["void_proposed", "void_agreed", "letter_voided"])
    assert sorted(told.values_list("template", "to_user__name")) == sorted(
        [
            ("void_proposed", yunxi.leader.name),
            ("void_agreed", yunxi.officer.name),
            ("letter_voided", yunxi.applicant.name),
        ]
    )
    events = log.history(letter.case).filter(name__startswith="letter_void")
    assert list(events.values_list("name", flat=True)) == ["letter_void_proposed", "letter_voided"]
    assert Letter.objects.filter(kind="approval_reply").count() == 2


def test_who_proposed_it_does_not_decide_it() -> None:
    yunxi = world.world()
    voiding = propose(approved(yunxi), yunxi.officer)
    world.give_role(yunxi.officer, "leader")

    with pytest.raises(SamePerson):
        actions.agree_void(voiding.pk, by=yunxi.officer, at=AT)


def test_who_signed_it_neither_agrees_nor_declines() -> None:
    yunxi = world.world()
    voiding = propose(approved(yunxi), yunxi.officer)

    for decide in (actions.agree_void, actions.decline_void):
        with pytest.raises(SamePerson):
            decide(voiding.pk, by=yunxi.leader, at=AT)
    assert actions.agree_void(voiding.pk, by=deputy(yunxi), at=AT).is_agreed


def test_voiding_takes_two_people() -> None:
    yunxi = world.world()
    voiding = propose(approved(yunxi), yunxi.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Voiding.objects.filter(pk=voiding.pk).update(decided_by=yunxi.officer, decided_at=AT, is_agreed=True)


@pytest.mark.parametrize("role", ["leader", "editor", "supervisor"])
def test_who_has_no_cell_for_it_proposes_nothing(role: str) -> None:
    yunxi = world.world()

    with pytest.raises(NotYours):
        propose(approved(yunxi), builders.staff(role))


@pytest.mark.parametrize("role", ["section_head", "clerk", "editor"])
def test_only_a_leader_decides(role: str) -> None:
    yunxi = world.world()
    voiding = propose(approved(yunxi), yunxi.officer)

    with pytest.raises(NotYours):
        actions.agree_void(voiding.pk, by=builders.staff(role), at=AT)


def test_a_declined_proposal_leaves_the_letter_as_it_was_and_another_may_follow() -> None:
    yunxi = world.world()
    letter = approved(yunxi)

    actions.decline_void(propose(letter, yunxi.officer).pk, by=deputy(yunxi), at=AT)

    assert Letter.objects.get(pk=letter.pk).voided_at is None
    assert propose(letter, yunxi.officer).is_agreed is None


def test_one_proposal_at_a_time_and_no_letter_void_twice() -> None:
    yunxi = world.world()
    letter = approved(yunxi)
    voiding = propose(letter, yunxi.officer)

    with pytest.raises(AlreadyVoid):
        propose(letter, yunxi.officer)
    actions.agree_void(voiding.pk, by=deputy(yunxi), at=AT)
    with pytest.raises(NotOpen):
        actions.decline_void(voiding.pk, by=deputy(yunxi), at=AT)
    with pytest.raises(AlreadyVoid):
        propose(letter, yunxi.officer)


def test_a_served_decision_is_corrected_in_its_words_only() -> None:
    yunxi = world.world()
    letter = approved(yunxi)

    with pytest.raises(DecisionStands):
        propose(letter, yunxi.officer, ground="content")


def test_a_decision_not_served_yet_may_be_replaced_for_its_content_but_never_void_alone() -> None:
    yunxi = world.world()
    letter = on_paper(approved(yunxi))

    with pytest.raises(NeedsReplacement):
        propose(letter, yunxi.officer, changes=None)
    assert propose(letter, yunxi.officer, ground="content").letter == letter


def test_a_replacement_that_says_the_same_is_none() -> None:
    yunxi = world.world()
    letter = approved(yunxi)

    with pytest.raises(NothingChanged):
        propose(letter, yunxi.officer, changes={"conclusion": letter.fields["conclusion"]})


def test_what_a_letter_announced_is_called_off_before_it_is_void_alone() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, portal_service=False)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-21"))
    letter = Letter.objects.get(kind="special_step")

    with pytest.raises(StillUnderWay):
        propose(letter, yunxi.officer, changes=None, ground="called_off")
    application.special_steps.update(cancelled_at=AT)
    actions.agree_void(propose(letter, yunxi.officer, changes=None, ground="called_off").pk, by=yunxi.leader, at=AT)

    letter = Letter.objects.get(pk=letter.pk)
    assert (rules.standing(letter), mark(letter)) == (Standing.VOID, "已作废")
    with pytest.raises(ServedVoid):
        letters.serve(letter, on=AT.date(), by=yunxi.clerk, at=AT)
    with pytest.raises(OutOfOrder):
        world.hand_over(yunxi, letter, AT)


def test_a_pause_that_waits_for_a_letter_waits_for_the_one_in_its_place() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, portal_service=False)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-21"))
    old = Letter.objects.get(kind="special_step")

    _old, new = replaced_with(yunxi, old, {"reasons": "废气治理工艺需要论证。"})
    world.hand_over(yunxi, new, AT)

    assert application.special_steps.get().letter == new
    assert application.special_steps.get().paused_from is not None


def replaced_with(of: world.World, letter: Letter, changes: dict[str, str]) -> tuple[Letter, Letter]:
    actions.agree_void(propose(letter, of.officer, changes=changes).pk, by=of.leader, at=AT)
    return Letter.objects.get(pk=letter.pk), Letter.objects.get(replaces=letter)


def test_a_correction_of_a_served_letter_starts_no_period_a_second_time() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, portal_service=False)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-21"))
    old = Letter.objects.get(kind="special_step")
    world.hand_over(yunxi, old, moment("2026-09-21", "15:00"))
    _old, new = replaced_with(yunxi, old, {"reasons": "废气治理工艺需要论证。"})
    before = ClockEvent.objects.count()

    world.hand_over(yunxi, new, AT)

    assert ClockEvent.objects.count() == before


def test_a_served_correction_is_served_in_the_portal_where_that_was_agreed_to() -> None:
    yunxi = world.world()

    _old, new = replaced(yunxi, approved(yunxi))

    assert new.served_on == AT.date()


def test_the_difference_is_told_word_by_word() -> None:
    assert pieces("排放 0.86 吨/年", "排放 0.68 吨/年") == [
        Piece("", "排放 "), Piece("del", "0.86"), Piece("ins", "0.68"), Piece("", " 吨/年")
    ]  # fmt: skip
    assert pieces("", "新增") == [Piece("ins", "新增")]
    assert pieces("完全不同的话", "甲乙丙丁") == [Piece("del", "完全不同的话"), Piece("ins", "甲乙丙丁")]


def test_only_what_reads_otherwise_is_shown() -> None:
    yunxi = world.world()

    _old, new = replaced(yunxi, approved(yunxi))

    assert [str(change.label) for change in difference(new)] == ["文号", "总体意见"]
