"""Actions posted twice, and the corners of the verbs."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from envportal.accounts import actions, rules
from envportal.accounts.models import AgentGrant, Enterprise, RoleRequest, User
from envportal.audit.models import Event
from envportal.refusals import NotYours
from tests import builders as a
from tests.accounts.conftest import PASSWORD, enter, signed_in

pytestmark = pytest.mark.django_db
AT = a.moment("2026-10-16")
TODAY = timezone.localdate(AT)


def verified_unit() -> Enterprise:
    unit = a.enterprise("云溪清源环境咨询有限公司", "consultant", a.USCCS[1])
    return actions.verify(unit.pk, by=a.staff("clerk"), at=AT)


def names() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))


def test_a_form_posted_twice_does_its_work_once():
    owner, enterprise, clerk = a.applicant(), a.enterprise(), a.staff("clerk")
    keys = [str(uuid4()) for _ in range(4)]
    unit = verified_unit()

    for _ in range(2):
        actions.doubt(enterprise.pk, reason="住所不一致", by=clerk, at=AT, key=keys[0])
        actions.mend(enterprise.pk, details={"address": "新住所"}, by=owner, at=AT, key=keys[1])
        actions.edit_self(owner.pk, details={"phone": "13900000000"}, at=AT, key=keys[2])
        actions.give_grant(
            enterprise.pk, uscc=unit.uscc, valid_from=TODAY, valid_to=TODAY, by=owner, at=AT, key=keys[3]
        )

    assert names() == ["verified", "doubted", "mended", "edited", "grant_given"]


def test_mending_without_a_change_is_nothing_unless_there_was_a_doubt():
    owner, enterprise = a.applicant(), a.enterprise()

    actions.mend(enterprise.pk, details={"name": enterprise.name}, by=owner, at=AT)
    actions.doubt(enterprise.pk, reason="看不清", by=a.staff("clerk"), at=AT)
    mended = actions.mend(enterprise.pk, details={"name": enterprise.name}, by=owner, at=AT)

    assert names() == ["doubted", "mended"]
    assert mended.doubt == ""


def test_nobody_mends_another_enterprise_or_takes_its_code():
    owner, other = a.applicant(), a.enterprise("别家", uscc=a.USCCS[2])

    with pytest.raises(NotYours):
        actions.mend(other.pk, details={"name": "我的"}, by=owner, at=AT)
    with pytest.raises(actions.AlreadyRegistered):
        actions.mend(a.enterprise().pk, details={"uscc": other.uscc}, by=owner, at=AT)


def test_a_person_changes_their_own_details_and_the_log_keeps_no_number():
    person = a.applicant()
    client = signed_in(person)
    typed = {"name": "沈雁", "email": "new@hexin.example", "phone": "+86 139-0000-0000", "language": "en"}

    client.post("/my/account/", typed)
    client.post("/my/account/", typed)

    person.refresh_from_db()
    assert (person.email, person.phone, person.language) == ("new@hexin.example", "13900000000", "en")
    assert [event.facts for event in Event.objects.filter(name="edited")] == [
        {"changed": ["email", "language", "phone"]}
    ]


def test_staff_do_not_rename_themselves():
    person = a.staff("officer", "周明远")
    typed = {"name": "别名", "email": "z@bureau.example", "phone": "", "language": "zh-hans"}

    signed_in(person).post("/desk/account/", typed)

    person.refresh_from_db()
    assert (person.name, person.email) == ("周明远", "z@bureau.example")


def test_a_request_is_made_once_and_may_be_declined_by_who_made_it():
    first, person = a.staff("secadm"), a.staff("officer")

    requests = {actions.request_role(person.pk, role="clerk", by=first, at=AT) for _ in range(2)}
    actions.decline_role(person.pk, role="clerk", by=first, at=AT)
    actions.decline_role(person.pk, role="clerk", by=first, at=AT)

    assert len(requests) == 1
    assert rules.roles(person) == {"public", "officer"}
    assert names() == ["role_requested", "role_declined"]


def test_granting_twice_is_once_and_the_set_up_needs_nobody_to_ask():
    first, second, person = a.staff("secadm"), a.staff("secadm"), a.staff("officer")
    actions.request_role(person.pk, role="clerk", by=first, at=AT)

    for _ in range(2):
        actions.grant_role(person.pk, role="clerk", by=second, at=AT)
    actions.grant_role(person.pk, role="editor", by=None, at=AT)
    actions.revoke_role(person.pk, role="editor", by=None, at=AT)

    assert rules.roles(person) == {"public", "officer", "clerk"}
    assert names() == ["role_requested", "role_granted", "role_granted", "role_revoked"]


def test_role_is_asked_for_once_at_a_time():
    first, person = a.staff("secadm"), a.staff("officer")
    actions.request_role(person.pk, role="clerk", by=first, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleRequest.objects.create(user=person, role="clerk", requested_by=first, requested_at=AT)


def test_closing_and_opening_an_account_twice_is_once():
    admin, person = a.staff("secadm"), a.staff("officer")

    for _ in range(2):
        actions.disable(person.pk, by=admin, at=AT, reason="调离")
    for _ in range(2):
        actions.readmit(person.pk, password="Another-pass-9", by=admin, at=AT)
    key = str(uuid4())
    for _ in range(2):
        actions.reset_second_factor(person.pk, by=admin, at=AT, key=key)

    assert names() == ["disabled", "readmitted", "second_factor_reset"]
    person.refresh_from_db()
    assert person.password_expires_on == TODAY


def test_an_administrator_of_one_bureau_opens_no_account_in_another():
    admin, elsewhere = a.staff("secadm"), a.bureau("dongling", "东岭市生态环境局", "东环")

    with pytest.raises(NotYours):
        actions.create_staff(
            person={
                "username": "someone", "name": "某人", "title": "", "email": "", "phone": "", "bureau": elsewhere,
                "section": None,
            },
            password=PASSWORD, by=admin, at=AT,
        )  # fmt: skip

    assert not User.objects.filter(username="someone").exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"valid_to": TODAY - timedelta(days=1)}, "agent_grant_ends_after_it_begins"),
        ({"revoked_at": AT}, "agent_grant_is_revoked_by_somebody_at_a_moment"),
    ],
)
def test_agent_grants_keep_their_constraints(fields, name):
    owner = a.applicant()
    grant = {
        "owner": a.enterprise(), "consultant": verified_unit(), "valid_from": TODAY, "valid_to": TODAY,
        "granted_by": owner, "granted_at": AT,
    }  # fmt: skip

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AgentGrant.objects.create(**{**grant, **fields})


def test_nobody_is_their_own_agent_and_a_user_serves_one_house():
    unit = verified_unit()
    agent = a.applicant(unit)

    with pytest.raises(IntegrityError, match="nobody_is_their_own_agent"), transaction.atomic():
        AgentGrant.objects.create(
            owner=unit, consultant=unit, valid_from=TODAY, valid_to=TODAY, granted_by=agent, granted_at=AT
        )
    with pytest.raises(IntegrityError, match="user_serves_a_bureau_or_an_enterprise"), transaction.atomic():
        User.objects.filter(pk=agent.pk).update(bureau=a.bureau())


def test_signing_out_is_noted_and_ends_the_session(client):
    person = a.applicant()
    enter(client, person.username)

    client.post("/accounts/logout/")

    assert client.get("/my/account/").status_code == 302
    assert names() == ["signed_in", "signed_out"]


def test_an_applicant_without_an_app_shows_again_who_they_are_by_password():
    person = a.applicant()
    client = signed_in(person)

    asked = client.get("/my/grants/new/")
    wrong = client.post(asked.url, {"password": "wrong"})
    right = client.post(asked.url, {"password": PASSWORD, "next": "/my/grants/new/"})
    shown = client.get("/my/grants/new/")

    assert asked.url == "/accounts/reauthenticate/?next=/my/grants/new/"
    assert (wrong.status_code, right.url, shown.status_code) == (200, "/my/grants/new/", 200)


def test_showing_who_one_is_lasts_ten_minutes_and_keeps_what_was_typed():
    person = a.applicant()
    client = signed_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/my/grants/new/"})

    with time_machine.travel(time.time() + 601, tick=False):
        late = client.post("/my/grants/new/", {"uscc": a.USCCS[1]})
        client.post(late.url, {"password": PASSWORD, "next": "/my/grants/new/"})
        page = client.get("/my/grants/new/")

    assert late.status_code == 302
    assert page.context["form"].initial["uscc"] == a.USCCS[1]


def test_a_new_password_is_another_one():
    person = a.applicant()
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}

    answer = signed_in(person).post("/accounts/password/change/", same)

    assert list(answer.context["form"].errors) == ["password1"]
