"""The matrix against reality: each verb and each page of an application, as everybody who could try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.applications import rules
from approvals.applications.models import Application
from approvals.applications.states import Part, State
from envportal.accounts.enums import Role
from envportal.accounts.models import AgentGrant, User
from envportal.audit import log
from envportal.audit.models import Event
from envportal.cases import rules as cases
from envportal.documents.models import Document, Letter
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db
ON = moment("2026-10-12").date()
# Whom the matrix names for a verb, if the case is theirs: the assigned officer, the head of its section, its bureau.
WHO = {
    "edit": {"owner", "agent"}, "submit": {"owner"}, "supplement": {"owner", "agent"}, "withdraw": {"owner"},
    "accept": {"clerk"}, "complete_acceptance": {"clerk"}, "ask_correction": {"clerk"}, "decline": {"clerk"},
    "serve": {"clerk", "officer"}, "correct_service": {"clerk", "officer", "section_head"},
    "take": {"officer", "section_head"}, "assign": {"section_head"},
    "commission_expert_review": {"officer", "section_head"}, "file_expert_opinion": {"officer", "section_head"},
    "ask_revision": {"officer", "section_head"}, "judge_revision": {"officer", "section_head"},
    "call_off_revision": {"officer", "section_head"},
    "answer_revision": {"owner", "agent"}, "answer_item": {"owner", "agent"}, "file_later": {"owner", "agent"},
    "judge_correction": {"clerk"}, "accept_with_defects": {"clerk"},
    # At the counter only, of what it typed itself.
    "take_up_same_day": set(), "reply_not_needed": set(), "say_why_unfinished": set(),
    "write_opinion": {"officer", "section_head"}, "return_participation": {"officer"},
    "commission_assessment": {"officer", "section_head"}, "file_assessment": {"officer", "section_head"},
    "confirm_assessment": {"section_head"}, "call_off_assessment": {"section_head"},
    "ask_hearing": {"owner", "agent"}, "withdraw_hearing": {"owner", "agent"},
    "record_hearing_request": {"clerk", "officer"}, "record_hearing_withdrawal": {"clerk", "officer"},
    "take_up_hearing_request": {"clerk", "officer"}, "go_on": {"leader"},
    "confirm_hearing": {"section_head"}, "arrange_hearing": {"officer", "section_head"},
    "file_transcript": {"officer", "section_head"}, "confirm_opinion": {"officer", "section_head"},
    "confirm_expert_review": {"section_head"}, "call_off_expert_review": {"section_head"}, "propose": {"section_head"},
    "terminate": {"section_head"}, "transfer": {"section_head"},
    "hand_over": {"owner"}, "file": {"owner"}, "enter_filing": {"owner", "agent", "clerk"}, "check_filing": {"officer"},
    "mend_filing": {"owner", "agent", "clerk", "officer"}, "end_filing": {"section_head"},
    "ask_legal_review": {"officer", "section_head"}, "review_legality": {"legal"},
    "extend": {"leader"}, "send_back": {"leader"}, "approve": {"leader"}, "refuse": {"leader"},
    "propose_revocation": {"officer", "section_head"}, "record_answer": {"officer", "section_head"},
    "file_revocation_hearing": {"officer", "section_head"}, "answer_revocation": {"owner"},
    "give_up_approval": {"owner"}, "end_approval": {"leader"}, "drop_revocation": {"leader"},
}  # fmt: skip
# What is done on a page that belongs to no verb alone.
ON_PAGES_OF_THEIR_OWN = {
    "edit", "submit", "hand_over", "file", "supplement", "withdraw", "serve", "correct_service", "ask_hearing",
    "withdraw_hearing", "answer_item", "file_later",
}  # fmt: skip
READS = {"owner", "agent", "clerk", "officer", "section_head", "leader", "supervisor", "legal"}


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return world.world()


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    return world.accepted(yunxi)


@pytest.fixture(scope="module")
def people(yunxi: world.World, application: Application) -> dict[str, User]:
    return everybody(yunxi)


def everybody(yunxi: world.World) -> dict[str, User]:
    """One of each role here, the same roles in another bureau, and outsiders with and without a grant."""
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    world.grant(yunxi, agent)
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    elsewhere = builders.section(dongling, name="审批科")
    own = {
        "clerk": yunxi.clerk, "officer": yunxi.officer, "section_head": yunxi.head, "leader": yunxi.leader,
        "editor": yunxi.editor, "supervisor": yunxi.supervisor, "owner": yunxi.applicant, "agent": agent,
        "legal": builders.staff(Role.LEGAL),
    }  # fmt: skip
    machines = {role: builders.staff(role) for role in ("sysop", "secadm", "auditor", "inspector", "finance")}
    others = {
        f"other {role}": builders.staff(role, at=dongling, in_section=elsewhere)
        for role in ("clerk", "officer", "section_head", "leader", "editor", "supervisor", "legal")
    }
    colleague = builders.staff(Role.OFFICER, "陈同事", in_section=builders.section())
    return {
        **own,
        **machines,
        **others,
        "officer without the case": colleague,
        "other owner": world.other_applicant(yunxi),
    }


def test_every_verb_is_named_here() -> None:
    assert set(WHO) == set(rules.VERBS)


@pytest.mark.parametrize("name", sorted(WHO))
def test_a_verb_is_for_whom_the_matrix_names_and_nobody_else(
    people: dict[str, User], application: Application, name: str
) -> None:
    allowed = {
        who for who, person in people.items() if cases.may(person, rules.VERBS[name].action, application.case, ON)
    }

    assert allowed == WHO[name]


def test_the_page_of_a_case_is_open_to_whom_the_matrix_names_and_missing_for_outsiders(
    people: dict[str, User], application: Application
) -> None:
    letter = Letter.objects.get(case=application.case, kind="acceptance")
    file = Document.objects.filter(case=application.case, kind="eia_table").get()
    pages = {
        "mine": f"/my/applications/{application.pk}/", "desk": f"/desk/cases/{application.pk}/",
        "letter": f"/my/letters/{letter.pk}/", "desk letter": f"/desk/letters/{letter.pk}/",
        "file": f"/files/{file.pk}/",
    }  # fmt: skip

    answers = {name: {who: _status(person, page) for who, person in people.items()} for name, page in pages.items()}

    for name, found in answers.items():
        opened = {who for who, status in found.items() if status == 200}
        assert opened <= READS, name
        assert {found[who] for who in found if who not in READS} <= {403, 404}, name
        assert found["other owner"] == 404, name


@pytest.mark.parametrize("name", sorted(set(WHO) - ON_PAGES_OF_THEIR_OWN))
def test_the_page_of_a_step_neither_opens_nor_acts_for_anybody_else(
    people: dict[str, User], application: Application, name: str
) -> None:
    address, before = reverse(f"applications:{name}", args=[application.pk]), log.history(application.case).count()

    for who in people.keys() - WHO[name]:
        assert _status(people[who], address, {}) in {302, 403, 404, 409, 422}, who

    assert log.history(application.case).exclude(name="denied").count() == before
    assert Application.objects.get(pk=application.pk).state == State.IN_REVIEW


def test_a_refusal_is_noted_in_the_log(yunxi: world.World, application: Application) -> None:
    _status(yunxi.editor, f"/desk/cases/{application.pk}/accept/", {})

    assert Event.objects.filter(name="denied", actor=yunxi.editor).exists()


PART_EVENTS = {Part.INTAKE: "accepted", Part.REVIEW: "opinion_written", Part.HEAD: "proposed", Part.SIGN: "sent_back"}


@pytest.mark.parametrize("acted", PART_EVENTS)
@pytest.mark.parametrize("name", sorted(name for name, verb in rules.VERBS.items() if verb.part))
def test_nobody_with_every_role_acts_in_two_parts_of_one_decision(
    application: Application, name: str, acted: Part
) -> None:
    person = builders.staff(Role.CLERK, "一身多职", in_section=builders.section())
    log.record(application.case, PART_EVENTS[acted], by=person, at=moment("2026-09-18"))

    part = rules.VERBS[name].part
    assert part is not None
    if part == acted:
        rules.apart(person, application, part)
    else:
        with pytest.raises(rules.ActedBefore):
            rules.apart(person, application, part)


def test_a_revoked_grant_ends_with_the_next_request(
    yunxi: world.World, people: dict[str, User], application: Application
) -> None:
    agent = people["agent"]
    grant = AgentGrant.objects.get(consultant=agent.enterprise)
    grant.valid_to = timezone.localdate() + timedelta(days=30)
    grant.save()
    page = f"/my/applications/{application.pk}/"
    before = _status(agent, page)

    grant.revoked_at, grant.revoked_by = timezone.now(), yunxi.applicant
    grant.save()

    assert (before, _status(agent, page)) == (200, 404)


@pytest.mark.parametrize(
    ("role", "status"), [("clerk", 403), ("officer", 403), ("head", 200), ("leader", 200), ("supervisor", 200)]
)
def test_only_those_the_matrix_names_take_the_list_of_cases_away(
    yunxi: world.World,
    application: Application,
    role: str,
    status: int,
) -> None:
    person = getattr(yunxi, role)

    page = _client(person).get("/desk/cases/").content.decode()

    assert _status(person, "/desk/cases/?format=csv") == status
    assert ("format=csv" in page) is (status == 200)


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _status(person: User, address: str, typed: dict[str, str] | None = None) -> int:
    answer = _client(person).get(address) if typed is None else _client(person).post(address, typed)
    if answer.streaming:
        b"".join(answer)
    return int(answer.status_code)
