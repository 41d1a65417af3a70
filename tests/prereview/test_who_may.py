"""The matrix against reality: each verb and each page of a pre-review, as everybody who could try."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from approvals.prereview import queries, rules
from approvals.prereview.models import PreReview
from approvals.prereview.states import State
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases import rules as cases
from tests import world
from tests.accounts.conftest import signed_in
from tests.applications.test_who_may import everybody
from tests.builders import moment
from tests.documents import corpus
from tests.prereview import rows

pytestmark = pytest.mark.django_db
NOW = moment("2026-08-20")
ASKERS, SECTION = {"owner", "agent"}, {"officer", "section_head"}
# The officer who holds it; the section takes it, where nobody does yet as well.
WHO = {
    **dict.fromkeys(("edit", "ask", "discard", "supply", "withdraw"), ASKERS),
    "take": {*SECTION, "officer without the case"}, "ask_more": SECTION, "answer": SECTION,
}  # fmt: skip
READS = {*ASKERS, *SECTION, "clerk", "leader", "supervisor"}
OF_THE_ASKER = ("my_page", "receipt")


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return world.world()


@pytest.fixture(scope="module")
def taken(yunxi: world.World) -> PreReview:
    return rows.taken(yunxi)


@pytest.fixture(scope="module")
def people(yunxi: world.World, taken: PreReview) -> dict[str, User]:
    return everybody(yunxi)


def status(person: User, name: str, pk: int, typed: dict[str, str] | None = None) -> int:
    address, client = reverse(f"prereview:{name}", args=[pk]), signed_in(person)
    with time_machine.travel(NOW, tick=True):
        answer = client.get(address) if typed is None else client.post(address, typed)
    return int(answer.status_code)


def downloaded(person: User, pk: int) -> int:
    answer = signed_in(person).get(f"/files/{pk}/")
    if answer.streaming:
        b"".join(answer)
    return int(answer.status_code)


@pytest.mark.parametrize("name", sorted(rules.VERBS))
def test_a_verb_is_for_whom_the_matrix_names_and_nobody_else(
    people: dict[str, User], taken: PreReview, name: str
) -> None:
    action, on = rules.VERBS[name].action, date(2026, 8, 20)

    allowed = {who for who, person in people.items() if cases.may(person, action, taken.case, on)}

    assert allowed == WHO[name]


@pytest.mark.parametrize("name", ["case", *OF_THE_ASKER])
def test_a_page_is_open_to_whom_the_matrix_names_and_missing_for_outsiders(
    people: dict[str, User], taken: PreReview, name: str
) -> None:
    found = {who: status(person, name, taken.pk) for who, person in people.items()}

    reads = READS if name == "case" else {"owner", "agent"}  # a query code is the asker's alone
    assert {who for who, code in found.items() if code == 200} - {"officer without the case"} == reads
    assert {found[who] for who in found.keys() - reads - {"officer without the case"}} <= {403, 404}
    assert found["other owner"] == 404


@pytest.mark.parametrize("name", sorted(set(rules.VERBS) - {"edit"}))
def test_the_page_of_a_step_does_nothing_for_anybody_else(people: dict[str, User], taken: PreReview, name: str) -> None:
    typed = {"more": "补", "supplied": "补", "reason": "缓", "outcome": "ready", "opinion": "可", "understood": "on"}
    before = log.history(taken.case).exclude(name="denied").count()

    for who in people.keys() - WHO[name]:
        assert status(people[who], name, taken.pk, typed) in {403, 404, 409}, who

    assert log.history(taken.case).exclude(name="denied").count() == before
    assert PreReview.objects.get(pk=taken.pk).state == State.IN_HAND


def test_a_draft_is_seen_by_those_who_ask_alone(people: dict[str, User], yunxi: world.World) -> None:
    draft = rows.draft(yunxi, project_name="还没有提出的")

    opened = {who for who, person in people.items() if status(person, "case", draft.pk) == 200}
    listed = {who for who, person in people.items() if draft in queries.on_desk(person, date(2026, 8, 20))}
    checked = {who for who, person in people.items() if status(person, "ask", draft.pk) == 200}

    assert (opened, listed, checked & SECTION, ASKERS - checked) == (set(), set(), set(), set())


def test_the_draft_document_is_downloaded_by_who_asks_and_who_answers(
    people: dict[str, User], yunxi: world.World
) -> None:
    draft = rows.draft(yunxi, project_name="带草稿的")
    with time_machine.travel(moment("2026-08-17", "09:30"), tick=True):
        client = signed_in(yunxi.applicant)
        client.post(reverse("prereview:attach", args=[draft.pk]), {"file": corpus.upload(corpus.pdf(2), "草稿.pdf")})
        client.post(reverse("prereview:ask", args=[draft.pk]), {"understood": "on"})
    with time_machine.travel(NOW, tick=True):
        signed_in(yunxi.officer).post(reverse("prereview:take", args=[draft.pk]), {})
    file = queries.files(draft).get()

    with time_machine.travel(NOW, tick=True):
        codes = {who: downloaded(person, file.pk) for who, person in people.items()}

    assert {who for who, code in codes.items() if code == 200} >= {*ASKERS, "officer"}
    assert {codes[who] for who in ("other owner", "editor", "other officer", "sysop")} <= {403, 404}


def test_the_desk_page_of_a_case_leads_to_the_page_of_a_pre_review(yunxi: world.World, taken: PreReview) -> None:
    answer = signed_in(yunxi.officer).get(f"/desk/cases/{taken.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/desk/pre-reviews/{taken.pk}/")
    assert signed_in(yunxi.editor).get(f"/desk/cases/{taken.pk}/").status_code in {403, 404}
