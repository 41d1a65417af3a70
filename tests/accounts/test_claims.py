"""An enterprise entered at the counter, and how it comes to an account: never by typing its code alone."""

from __future__ import annotations

from typing import Any

import pytest

from envportal.accounts import actions, queries
from envportal.accounts.actions import AlreadyRegistered, NobodyClaims
from envportal.accounts.models import Enterprise, User
from envportal.audit.models import Event
from envportal.cases import rules as cases
from envportal.refusals import NotYours
from tests import builders as a
from tests.accounts.conftest import PASSWORD, enter, signed_in

pytestmark = pytest.mark.django_db
AT = a.moment("2026-09-14")
CODE = "91520900MA6DQ0CT0E"
CONTACT: Any = {"contact_name": "范小舟", "contact_phone": "13800001234", "contact_email": ""}


def details(**changes: object) -> Any:
    return {
        "uscc": CODE, "name": "石桥新岸砖厂", "kind": "owner", "legal_representative": "范仲林",
        "address": "云溪市石桥镇 3 号", "bureau": a.bureau(), **changes,
    }  # fmt: skip


def person(username: str = "xinan") -> Any:
    return {"username": username, "name": "范小舟", "email": "", "phone": "13800001234", "password": PASSWORD}


def entered(clerk: User) -> Enterprise:
    return actions.register_at_counter(enterprise=details(), contact=CONTACT, by=clerk, at=AT)


def claimed(enterprise: Enterprise) -> User:
    return actions.register(enterprise=details(uscc=enterprise.uscc), person=person(), at=AT)


def test_the_clerk_who_saw_the_licence_enters_and_verifies_in_one_and_the_log_says_so():
    clerk = a.staff("clerk")

    enterprise = entered(clerk)

    assert (enterprise.verified_by, enterprise.contact_phone) == (clerk, "13800001234")
    event = Event.objects.get(chain__name=f"enterprise:{enterprise.pk}")
    assert (event.name, event.actor, event.facts["came"]) == ("registered_at_counter", clerk, "范小舟")
    assert not queries.has_account(enterprise)


@pytest.mark.parametrize("role", ["officer", "section_head", "leader", "supervisor", "secadm"])
def test_nobody_but_a_clerk_enters_an_enterprise(role):
    with pytest.raises(NotYours):
        entered(a.staff(role))


def test_a_clerk_enters_enterprises_for_their_own_bureau_only():
    with pytest.raises(NotYours):
        entered(a.staff("clerk", at=a.bureau("dongling", "东岭市生态环境局", "东环")))


def test_an_enterprise_is_entered_once_however_often_the_form_is_sent():
    clerk = a.staff("clerk")
    kwargs = {"enterprise": details(), "contact": CONTACT, "by": clerk, "at": AT}

    first, again = (actions.register_at_counter(**kwargs, key="one") for _click in range(2))
    with pytest.raises(AlreadyRegistered):
        actions.register_at_counter(**kwargs, key="two")

    assert first == again


def test_registering_online_with_its_code_takes_nothing_over(client):
    enterprise = entered(a.staff("clerk"))
    case = a.case(enterprise=enterprise, assisted=True)

    user = claimed(enterprise)

    assert (user.is_active, queries.has_account(enterprise)) == (False, False)
    assert not cases.may(user, "application.view", case)
    enter(client, "xinan")
    assert client.get("/my/").url.startswith("/accounts/login/")
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.verified_on) == ("石桥新岸砖厂", AT.date())


def test_a_clerk_who_saw_the_licence_again_lets_the_claimant_in():
    clerk = a.staff("clerk")
    enterprise = entered(clerk)
    user, case = claimed(enterprise), a.case(enterprise=enterprise, assisted=True)

    actions.confirm_claim(enterprise.pk, by=clerk, at=AT)

    user = User.objects.get(pk=user.pk)
    assert cases.may(user, "application.view", case)
    assert signed_in(user).get("/my/").status_code == 200
    assert Event.objects.get(name="claim_confirmed").facts == {"user": "xinan"}


def test_a_declined_claimant_never_gets_in_and_another_may_claim():
    clerk = a.staff("clerk")
    enterprise = entered(clerk)
    user = claimed(enterprise)

    actions.decline_claim(enterprise.pk, by=clerk, at=AT)
    second = actions.register(enterprise=details(), person=person("xinan2"), at=AT)

    assert not User.objects.get(pk=user.pk).is_active
    assert Enterprise.objects.get(pk=enterprise.pk).claimant == second


def test_one_claim_waits_at_a_time_and_of_the_same_kind():
    enterprise = entered(a.staff("clerk"))
    with pytest.raises(AlreadyRegistered):
        actions.register(enterprise=details(kind="consultant"), person=person("other"), at=AT)
    claimed(enterprise)

    with pytest.raises(AlreadyRegistered):
        actions.register(enterprise=details(), person=person("second"), at=AT)


def test_an_enterprise_with_an_account_cannot_be_claimed():
    enterprise = a.enterprise()
    a.applicant(enterprise)

    with pytest.raises(AlreadyRegistered):
        actions.register(enterprise=details(uscc=enterprise.uscc), person=person(), at=AT)


def test_a_claim_is_decided_once_and_by_the_bureau_that_verifies():
    clerk = a.staff("clerk")
    enterprise = entered(clerk)
    claimed(enterprise)
    with pytest.raises(NotYours):
        actions.confirm_claim(
            enterprise.pk, by=a.staff("clerk", at=a.bureau("dongling", "东岭市生态环境局", "东环")), at=AT
        )
    actions.decline_claim(enterprise.pk, by=clerk, at=AT)

    with pytest.raises(NobodyClaims):
        actions.confirm_claim(enterprise.pk, by=clerk, at=AT)


def test_the_clerk_sees_the_claim_on_top_of_the_list_and_decides_it_on_its_page():
    clerk = a.staff("clerk")
    enterprise = entered(clerk)
    user = claimed(enterprise)
    client = signed_in(clerk)

    listed = client.get("/desk/enterprises/").content.decode()
    page = client.get(f"/desk/enterprises/{enterprise.pk}/claim/").content.decode()
    answer = client.post(f"/desk/enterprises/{enterprise.pk}/claim/")

    assert f"/desk/enterprises/{enterprise.pk}/claim/" in listed
    assert "13800001234" in page
    assert answer.status_code == 302
    assert User.objects.get(pk=user.pk).is_active


def test_the_page_of_registration_tells_a_claimant_to_bring_the_licence(client):
    entered(a.staff("clerk"))
    a.section(kind="window", name="政务服务窗口")
    typed = {
        "kind": "owner", "uscc": CODE, "name": "石桥新岸砖厂", "legal_representative": "范仲林", "address": "石桥镇",
        "bureau": a.bureau().pk, "person": "范小舟", "phone": "13800001234", "email": "fan@xinan.example",
        "username": "xinan", "password": "九座窑的砖厂 correct horse", "password_again": "九座窑的砖厂 correct horse",
    }  # fmt: skip

    answer = client.post("/register/", typed, follow=True)

    assert "请带营业执照到窗口核对" in answer.content.decode()
    assert not User.objects.get(username="xinan").is_active
