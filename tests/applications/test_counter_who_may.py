"""窗口代录 cell by cell: who may try which verb on what the counter typed, and on what it did not."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions, queries, rules
from approvals.applications.models import Application
from approvals.applications.queries.timeline import timeline
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.queries import CONFLICT, COUNTER
from envportal.refusals import NotYours
from tests import builders, world
from tests.applications.test_counter import CONTACT, LATER, MORNING, signed_page, typed

pytestmark = pytest.mark.django_db


def people(yunxi: world.World) -> dict[str, User]:
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    roles = [role for role in Role if role not in {"public", "owner", "consultant", "code_holder"}]
    here = {str(role): builders.staff(role, in_section=builders.section()) for role in roles}
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    return {
        **here, "clerk who typed": yunxi.clerk, "other owner": world.other_applicant(yunxi), "agent": agent,
        "clerk elsewhere": builders.staff(Role.CLERK, at=dongling),
    }  # fmt: skip


def counter_draft(yunxi: world.World) -> Application:
    return actions.create_draft(
        yunxi.owner, yunxi.bureau, document_kind="table", project_name="代录", by=yunxi.clerk, at=MORNING
    )


def test_the_counters_row_reaches_its_draft_for_the_clerks_of_the_bureau_and_nobody_else() -> None:
    yunxi = world.world()
    everybody, draft = people(yunxi), counter_draft(yunxi)

    may = {who for who, person in everybody.items() if cases.may(person, COUNTER, draft.case)}
    see = {who for who, person in everybody.items() if cases.may(person, "application.view", draft.case)}

    assert may == see == {"clerk", "clerk who typed"}


@pytest.mark.parametrize("verb", ["edit", "submit", "supplement", "withdraw"])
def test_a_verb_of_the_applicant_is_the_counters_on_its_own_cases_only(verb: str) -> None:
    yunxi = world.world()
    everybody, ours, online = people(yunxi), counter_draft(yunxi), world.draft(yunxi)
    row = rules.VERBS[verb]

    def may(application: Application) -> set[str]:
        staff = {who: person for who, person in everybody.items() if person.is_staff_member}
        return {who for who, person in staff.items() if cases.may(person, row.row(person), application.case)}

    assert may(ours) == {"clerk", "clerk who typed"}
    assert may(online) == set()
    assert cases.may(yunxi.applicant, row.row(yunxi.applicant), ours.case)


def test_an_application_filed_online_is_not_the_counters_to_edit_or_withdraw() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    with pytest.raises(NotYours):
        actions.withdraw_at_counter(application.pk, reason="x", file=signed_page(), by=yunxi.clerk, at=LATER)
    with pytest.raises(NotYours):
        actions.save_step(application.pk, by=yunxi.clerk, at=LATER, overview="改了")


def test_a_clerk_sees_no_draft_an_applicant_made_online_whatever_they_noted_on_it() -> None:
    yunxi = world.world()
    draft = world.draft(yunxi)
    log.record(draft.case, "looked", by=yunxi.clerk, at=MORNING)

    assert not cases.may(yunxi.clerk, "application.view", draft.case)
    assert list(queries.at_counter(yunxi.clerk, date(2026, 9, 14))) == []


def test_a_recused_clerk_neither_types_nor_reads_nor_hands_in() -> None:
    yunxi = world.world()
    draft = counter_draft(yunxi)
    log.record(draft.case, CONFLICT, by=yunxi.clerk, at=MORNING)

    with pytest.raises(NotYours):
        actions.save_step(draft.pk, by=yunxi.clerk, at=MORNING, overview="x")


@pytest.mark.parametrize("who", ["officer", "section_head", "leader", "supervisor", "editor", "clerk elsewhere"])
def test_nobody_but_a_clerk_of_the_bureau_makes_a_draft_at_its_counter(who: str) -> None:
    yunxi = world.world()
    person = people(yunxi)[who]

    with pytest.raises(NotYours):
        actions.create_draft(
            yunxi.owner, yunxi.bureau, document_kind="table", project_name="代录", by=person, at=MORNING
        )


def test_the_applicant_finds_the_counters_draft_in_its_own_list_goes_on_and_files_it() -> None:
    yunxi = world.world()
    application = typed(yunxi, yunxi.owner)
    assert application in queries.of_applicant(yunxi.applicant, date(2026, 9, 14))

    actions.save_step(application.pk, by=yunxi.applicant, at=LATER, **CONTACT)
    done = actions.submit(application.pk, declared=True, by=yunxi.applicant, at=LATER)

    event = log.history(done.case).get(name="submitted")
    assert (event.actor_name, event.acting_for, done.declared_by) == ("沈雁", "", yunxi.applicant)
    assert str(timeline(done)[-1].verb) == "网上收件"


def test_a_draft_put_away_at_the_counter_leaves_both_lists() -> None:
    yunxi = world.world()
    draft = counter_draft(yunxi)

    actions.delete_draft(draft.pk, by=yunxi.clerk, at=LATER)

    assert list(queries.at_counter(yunxi.clerk, date(2026, 9, 14))) == []
    assert list(queries.of_applicant(yunxi.applicant, date(2026, 9, 14))) == []
    assert log.history(draft.case).get(name="draft_deleted").acting_for == yunxi.owner.name
