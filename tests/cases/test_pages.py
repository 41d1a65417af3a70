"""What a page answers to somebody whose case it is not."""

from __future__ import annotations

import pytest
from django.utils import timezone

from envportal.accounts import actions
from envportal.accounts.models import AgentGrant
from envportal.audit.models import Event
from envportal.cases.models import Case
from tests import builders as a
from tests.accounts.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cases.urls")]


@pytest.fixture
def case() -> Case:
    return a.case(number="云环收〔2026〕137号", opened_on=timezone.localdate(), enterprise=a.enterprise())


def test_somebody_elses_case_is_a_missing_page_like_one_that_never_was(case):
    stranger = signed_in(a.applicant(a.enterprise("别家", uscc=a.USCCS[2])))

    foreign, missing = stranger.get(f"/case/{case.pk}/"), stranger.get("/case/99999/")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert signed_in(a.applicant()).get(f"/case/{case.pk}/").status_code == 200


def test_staff_are_told_no_and_it_is_noted(case):
    officer = a.staff("officer")

    answer = signed_in(officer).get(f"/case/{case.pk}/")

    assert answer.status_code == 403
    event = Event.objects.get(name="denied")
    assert (event.actor, event.facts["action"], event.facts["path"]) == (
        officer, "application.view", f"/case/{case.pk}/",
    )  # fmt: skip


def test_a_revoked_grant_shuts_the_page_with_the_next_request(case):
    owner, unit = a.applicant(), a.enterprise("云溪清源环境咨询有限公司", "consultant", a.USCCS[1])
    today = timezone.localdate()
    grant = AgentGrant.objects.create(
        owner=a.enterprise(), consultant=unit, valid_from=today, valid_to=today, granted_by=owner,
        granted_at=timezone.now(),
    )  # fmt: skip
    agent = signed_in(a.applicant(unit))

    before = agent.get(f"/case/{case.pk}/").status_code
    actions.revoke_grant(grant.pk, by=owner, at=timezone.now())
    after = agent.get(f"/case/{case.pk}/").status_code

    assert (before, after) == (200, 404)
