"""Staff see every limit; one person compares a citation, two make a new version, and the old one stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from envportal.accounts.enums import Role
from envportal.audit.models import Event
from envportal.deadlines import actions, clocks, queries
from envportal.deadlines.enums import PROCEDURES, Matter
from envportal.deadlines.models import RuleProposal, TermRule
from envportal.deadlines.rules import versions
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.deadlines import rows

NOW = moment("2026-09-14")


@pytest.fixture
def pledge(law) -> TermRule:
    return TermRule.objects.get(matter=Matter.PLEDGED)


@pytest.fixture
def head():
    return builders.staff(Role.SECTION_HEAD, "许望舒", in_section=builders.section())


@pytest.fixture
def leader():
    return builders.staff(Role.LEADER, "韩松年")


def version(**told: Any) -> dict[str, Any]:
    return {
        "amount": 15, "unit": "working_day", "act": "云溪市生态环境局承诺规则（2027年版）", "article": "第2条",
        "valid_from": date(2027, 1, 1), "reason": "提速", "at": NOW, **told,
    }  # fmt: skip


def text(response) -> str:
    return str(response.content.decode())


def test_every_matter_but_the_pledge_has_a_limit_of_law(db):
    actions.load_rules()

    assert set(Matter.values) - set(TermRule.objects.values_list("matter", flat=True)) == {Matter.PLEDGED}
    assert next(iter(PROCEDURES)) == next(iter(Matter))


def test_no_two_versions_of_a_limit_of_law_overlap(db):
    rules = actions.load_rules()
    pairs = [
        (one, other) for one in rules for other in rules
        if one.pk < other.pk and (one.matter, one.variant) == (other.matter, other.variant)
    ]  # fmt: skip

    for a, b in pairs:
        earlier, later = sorted((a, b), key=lambda rule: rule.valid_from)
        assert earlier.valid_to
        assert earlier.valid_to < later.valid_from


@pytest.mark.parametrize(
    ("matter", "amount", "unit"),
    [
        (Matter.INCIDENT_GENERAL, 4, "hour"),
        (Matter.INCIDENT_MAJOR, 2, "hour"),
        (Matter.RE_INSPECTION, 30, "calendar_day"),
        (Matter.PENALTY_DECISION, 90, "working_day"),
        (Matter.PETITION_REPLY, 60, "calendar_day"),
        (Matter.INFORMATION_REPLY, 20, "working_day"),
        (Matter.LAWSUIT, 6, "month"),
        (Matter.PERMIT_INTAKE, 3, "working_day"),
        (Matter.VOUCHER, 0, "working_day"),
    ],
)
def test_the_limits_of_every_procedure_are_data(law, matter, amount, unit):
    rule = queries.rule_on(builders.bureau(), matter, "", date(2026, 9, 14))

    assert (rule.amount, rule.unit) == (amount, unit)


@pytest.mark.parametrize("matter", [Matter.STATUTORY, Matter.PENALTY_DECISION, Matter.FINE_PAYMENT])
def test_a_unit_the_texts_leave_open_is_said(law, matter):
    assert queries.rule_on(builders.bureau(), matter, "table", date(2026, 9, 14)).doubt


def test_the_list_says_which_citations_nobody_has_compared(law, leader):
    page = text(just_confirmed(leader).get("/desk/rules/"))

    assert "未与官方文本核对" in page
    assert f"有 {TermRule.objects.count()} 条" in page
    assert "原文写“日”而未定义" in page


def test_the_list_is_narrowed_by_matter_whose_and_day(law, leader):
    client = just_confirmed(leader)

    def found(query: str) -> list[TermRule]:
        return list(client.get(f"/desk/rules/?{query}").context["rows"])

    old = found("matter=statutory&on=2026-08-14")
    assert {rule.act for rule in old} == {"环境影响评价法"}
    assert {rule.act for rule in found("matter=statutory&on=2026-08-15")} == {"生态环境法典"}
    assert [rule.matter for rule in found("show=bureau")] == ["pledged"]
    assert {rule.matter for rule in found("q=复查")} >= {"re_inspection", "petition_review"}


def test_the_pledge_of_another_bureau_is_not_in_the_list(law, leader):
    theirs = rows.pledge(builders.bureau("dongling", "东岭市生态环境局", "东环"))

    assert just_confirmed(leader).get(f"/desk/rules/{theirs.pk}/").status_code == 404


def test_the_list_is_not_there_for_an_applicant(law):
    client = Client()
    client.force_login(builders.applicant())

    assert client.get("/desk/rules/").status_code == 404


def test_a_comparison_is_noted_with_its_person_and_day_and_changes_no_limit(law, head):
    rule = TermRule.objects.get(matter=Matter.INTAKE)
    just_confirmed(head).post(f"/desk/rules/{rule.pk}/verify/", {})

    rule.refresh_from_db()
    assert rule.verified_by == head
    assert Event.objects.get(name="term_rule_verified").facts["basis"] == "行政许可法第32条"
    actions.load_rules()
    rule.refresh_from_db()
    assert rule.verified_by == head


def test_two_people_make_a_version_and_the_old_one_stays(pledge, head, leader):
    before = TermRule.objects.values().get(pk=pledge.pk)
    clock = rows.running(Matter.PLEDGED, rows.ACCEPTED)
    proposal = actions.propose_version(pledge.pk, by=head, **version())

    new = actions.agree_version(proposal.pk, by=leader, at=NOW)

    assert TermRule.objects.values().get(pk=pledge.pk) == before
    assert (new.amount, new.excludes, new.bureau) == (15, pledge.excludes, pledge.bureau)
    assert queries.rule_on(pledge.bureau, Matter.PLEDGED, "table", date(2026, 12, 31)) == pledge
    assert queries.rule_on(pledge.bureau, Matter.PLEDGED, "table", date(2027, 1, 1)) == new
    clock.refresh_from_db()
    assert clock.rule == pledge
    assert [event.name for event in Event.objects.filter(name__startswith="term_rule")] == [
        "term_rule_proposed", "term_rule_added",
    ]  # fmt: skip


def test_nobody_agrees_to_their_own_version(pledge, leader):
    proposal = actions.propose_version(pledge.pk, by=leader, **version())

    with pytest.raises(versions.NeedsSecondPerson):
        actions.agree_version(proposal.pk, by=leader, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        RuleProposal.objects.update(decided_by=leader, decided_at=NOW, answer="x")


@pytest.mark.parametrize(("first", "is_early"), [(date(2026, 9, 14), True), (date(2026, 9, 15), False)])
def test_a_version_begins_tomorrow_at_the_earliest(pledge, head, first, is_early):
    told = version(valid_from=first)
    if is_early:
        with pytest.raises(versions.BeginsTooEarly):
            actions.propose_version(pledge.pk, by=head, **told)
    else:
        assert actions.propose_version(pledge.pk, by=head, **told).valid_from == first


def test_a_version_agreed_to_too_late_does_not_reach_back(pledge, head, leader):
    proposal = actions.propose_version(pledge.pk, by=head, **version(valid_from=date(2026, 9, 15)))

    with pytest.raises(versions.BeginsTooEarly):
        actions.agree_version(proposal.pk, by=leader, at=moment("2026-09-15"))


def test_a_version_that_changes_nothing_is_refused(pledge, head):
    same = {"amount": 18, "act": pledge.act, "article": pledge.article}

    with pytest.raises(versions.NothingChanges):
        actions.propose_version(pledge.pk, by=head, **version(**same))


def test_a_bureau_below_another_does_not_change_the_law(law):
    province = builders.bureau("province", "省生态环境厅", "省环")
    below = builders.bureau("county", "县生态环境局", "县环", parent=province)
    statute = TermRule.objects.get(matter=Matter.INTAKE)

    with pytest.raises(versions.NotYourRule):
        actions.propose_version(statute.pk, by=builders.staff(Role.LEADER, at=below), **version())


def test_a_version_of_a_shipped_practice_binds_the_bureau_alone(law, head, leader):
    practice = TermRule.objects.get(matter=Matter.HANDOVER)
    proposal = actions.propose_version(practice.pk, by=head, **version(amount=2))

    new = actions.agree_version(proposal.pk, by=leader, at=NOW)

    elsewhere = builders.bureau("dongling", "东岭市生态环境局", "东环")
    assert new.bureau == head.bureau
    assert queries.rule_on(elsewhere, Matter.HANDOVER, "", date(2027, 2, 1)) == practice


def test_another_bureaus_leader_does_not_decide(pledge, head):
    proposal = actions.propose_version(pledge.pk, by=head, **version())
    stranger = builders.staff(Role.LEADER, at=builders.bureau("dongling", "东岭市生态环境局", "东环"))

    with pytest.raises(NotYours):
        actions.agree_version(proposal.pk, by=stranger, at=NOW)


def test_a_version_turned_down_keeps_its_reason_and_another_may_follow(pledge, head, leader):
    proposal = actions.propose_version(pledge.pk, by=head, **version())
    with pytest.raises(versions.IsProposed):
        actions.propose_version(pledge.pk, by=leader, **version())

    actions.decline_version(proposal.pk, answer="先算十年", by=leader, at=NOW)

    assert actions.propose_version(pledge.pk, by=head, **version(amount=14)).amount == 14
    assert RuleProposal.objects.get(pk=proposal.pk).answer == "先算十年"


def test_who_agrees_sees_how_often_the_pledge_passes_the_statute_in_ten_years(pledge, head, leader):
    proposal = actions.propose_version(pledge.pk, by=head, **version(amount=20))

    page = text(just_confirmed(leader).get(f"/desk/rules/proposals/{proposal.pk}/agree/"))

    found = clocks.ceiling_of_proposal(proposal, today=date(2026, 9, 14))
    assert found.passed > 0
    assert found.days > 2400
    assert "今后十年的" in page


def test_the_pages_of_a_rule_lead_from_proposal_to_agreement(pledge, head, leader):
    typed = {**{k: v for k, v in version().items() if k != "at"}, "valid_from": "2099-01-01"}
    page = just_confirmed(head).post(f"/desk/rules/{pledge.pk}/propose/", typed, follow=True)
    proposal = RuleProposal.objects.get()
    listed = text(just_confirmed(leader).get("/desk/rules/"))

    just_confirmed(leader).post(f"/desk/rules/proposals/{proposal.pk}/agree/", {})

    assert "等另一人决定" in text(page)
    assert "等另一人决定的新版本" in listed
    assert TermRule.objects.filter(matter=Matter.PLEDGED).count() == 2


def test_what_was_typed_into_a_refused_version_is_kept(pledge, head):
    typed = {**{k: v for k, v in version().items() if k != "at"}, "valid_from": "2020-01-01"}

    page = just_confirmed(head).post(f"/desk/rules/{pledge.pk}/propose/", typed)

    assert page.status_code == 409
    assert "云溪市生态环境局承诺规则（2027年版）" in text(page)
    assert "新版本最早自明天起施行" in text(page)


@pytest.mark.parametrize(
    ("matter", "changed"),
    [
        (Matter.PLEDGED, {"unit": "hour"}),
        (Matter.PLEDGED, {"amount": 0}),
        (Matter.PROPOSED_NOTICE, {"unit": "month", "amount": 1}),
        (Matter.HEARING_NOTICE, {"unit": "month", "amount": 1}),
        (Matter.INCIDENT_MAJOR, {"unit": "calendar_day"}),
    ],
)
def test_a_version_nobody_could_compute_is_refused(pledge, head, matter, changed):
    rule = (
        pledge if matter == Matter.PLEDGED else TermRule.objects.filter(matter=matter, bureau=None).latest("valid_from")
    )

    with pytest.raises(versions.UnfitUnit):
        actions.propose_version(rule.pk, by=head, **version(**changed))
