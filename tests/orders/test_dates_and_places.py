"""Days nobody can count, and where a case of this room is read."""

from __future__ import annotations

from datetime import date

import pytest

from enforcement.orders import actions
from enforcement.orders.guards import NotPossible
from envportal.accounts.enums import EnterpriseKind
from envportal.accounts.models import AgentGrant
from envportal.cases.models import Case
from envportal.documents.models import Letter
from envportal.duties import register
from envportal.messaging.models import Message
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_pages import at, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def sealed(of: build.Force):
    sealing = actions.open_sealing(
        None, enterprise=of.owner, place="车间", facts="直排。", law="法", second=of.second,
        items=[("风机", "1台", "")], by=of.inspector, at=moment("2026-09-01"),
    )  # fmt: skip
    return actions.approve_sealing(sealing.pk, by=of.leader, at=moment("2026-09-01", "11:00"))


# DAYS ------------------------------------------------------------------------------------
@pytest.mark.parametrize("until", ["9999-12-31", "2026-12-31", "0001-1-1"])
def test_the_end_of_an_act_is_a_day_that_has_been(of, until):
    typed = {
        "enterprise": of.owner.pk, "violation": "over_standard", "facts": "超标。", "act_from": "2026-8-20",
        "act_until": until, "discovered_on": "2026-9-1",
    }  # fmt: skip
    with at("2026-09-01"):
        answer = post(signed_in(of.inspector), "/desk/penalties/new/", **typed)

    assert answer.status_code in {409, 422}


def test_a_day_no_working_days_are_known_of_is_refused_in_a_sentence(of):
    typed = {
        "enterprise": of.owner.pk, "violation": "over_standard", "facts": "直排。", "corrections": "停止直排",
        "within": "2026年9月20日", "monitored_on": "2100-12-31", "evidence": "现场检查笔录",
    }  # fmt: skip
    with at("2026-09-01"):
        answer = post(signed_in(of.inspector), "/desk/orders/new/", **typed)

    assert answer.status_code == 409
    assert "2004 年到 2100 年" in answer.content.decode()


def test_nothing_is_lifted_before_it_was_sealed_and_no_hearing_asked_for_before_the_notice(of):
    sealing, penalty = sealed(of), build.notified(of, steps=build.HARSH)
    with at("2026-09-11"):
        early = post(
            signed_in(of.inspector), f"/desk/penalties/{penalty.pk}/record_hearing_request/", asked_on="2026-9-1",
            reason="有异议",
        )  # fmt: skip
    with pytest.raises(NotPossible, match="解除日期"):
        actions.lift_sealing(
            sealing.pk, reason="已停止", lifted_on=date(2026, 8, 31), by=of.head, at=moment("2026-09-02")
        )

    assert early.status_code == 422


# PLACES ----------------------------------------------------------------------------------
def test_letters_and_duties_lead_to_the_page_of_their_case(of):
    order, penalty, sealing = build.served(of), build.decided(of), sealed(of)
    owner, leader = signed_in(of.applicant), signed_in(of.leader)
    with at("2026-09-20"):
        for row, place in ((order, "orders"), (penalty, "penalties"), (sealing, "sealings")):
            letter = Letter.objects.filter(case=row.case).latest("pk")
            for client, side, page in ((owner, "my", "my/letters"), (leader, "desk", "desk/letters")):
                shown = client.get(f"/{page}/{letter.pk}/").content.decode()
                assert f'href="/{side}/{place}/{row.pk}/"' in shown
                assert client.get(f"/{side}/{place}/{row.pk}/").status_code == 200
        duty = register.of(penalty.case).get()
        assert f'href="/my/penalties/{penalty.pk}/"' in owner.get(f"/my/duties/{duty.pk}/").content.decode()


def test_the_party_reads_its_sealing_with_its_list_and_days(of):
    sealing = sealed(of)
    with at("2026-09-02"):
        listed = signed_in(of.applicant).get("/my/sealings/").content.decode()
        page = signed_in(of.applicant).get(f"/my/sealings/{sealing.pk}/").content.decode()

    assert f'href="/my/sealings/{sealing.pk}/"' in listed
    assert "风机" in page
    assert "陆沉" in page  # two inspectors are named to the party (行政强制法第24条)


def test_a_drafting_unit_is_told_nothing_of_enforcement_and_reads_none_of_its_letters(of):
    unit = builders.enterprise("云溪环评咨询有限公司", uscc=builders.USCCS[1], kind=EnterpriseKind.CONSULTANT)
    agent = builders.applicant(unit, "顾问")
    AgentGrant.objects.create(
        owner=of.owner, consultant=unit, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
        granted_by=of.applicant, granted_at=moment("2026-01-01"),
    )  # fmt: skip
    penalty = build.decided(of)
    with at("2026-09-20"):
        assert signed_in(agent).get(f"/my/letters/{penalty.decision_id}/").status_code == 404
        assert signed_in(of.applicant).get(f"/my/letters/{penalty.decision_id}/").status_code == 200

    assert not Message.objects.filter(to_user=agent).exists()
    assert Message.objects.filter(to_user=of.applicant, case=Case.objects.get(pk=penalty.pk)).exists()
