"""Registration, verification, and grants to drafting units."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from envportal.accounts import actions, queries, rules
from envportal.accounts.forms import UsccField
from envportal.accounts.models import AgentGrant, Bureau, Enterprise, User
from envportal.audit.models import Event
from envportal.refusals import NotYours
from tests import builders as a
from tests.accounts.conftest import just_confirmed, queries_of, signed_in

pytestmark = pytest.mark.django_db
AT = a.moment("2026-10-16")
TODAY = timezone.localdate(AT)
SECOND = a.USCCS[1]


def typed(**fields: object) -> dict[str, object]:
    return {
        "kind": "owner", "uscc": a.USCCS[0], "name": "云溪和信包装有限公司", "legal_representative": "沈雁",
        "address": "云溪市青石镇工业路 8 号", "bureau": a.bureau().pk, "person": "沈雁", "phone": "13800001234",
        "email": "shenyan@hexin.example", "username": "hexin2026", "password": "a sentence of twelve",
        "password_again": "a sentence of twelve", **fields,
    }  # fmt: skip


def drafting_unit() -> Enterprise:
    unit = a.enterprise("云溪清源环境咨询有限公司", "consultant", SECOND)
    clerk = a.staff("clerk")
    return actions.verify(unit.pk, by=clerk, at=AT)


def own(person: User) -> Enterprise:
    assert person.enterprise is not None
    return person.enterprise


def grant(owner: User, *, days: int = 30) -> AgentGrant:
    given = actions.give_grant(
        own(owner).pk, uscc=drafting_unit().uscc, valid_from=TODAY, valid_to=TODAY + timedelta(days=days),
        by=owner, at=AT,
    )  # fmt: skip
    assert given is not None
    return given


@pytest.mark.parametrize(
    "written",
    [
        "91350100M000100Y43", "91350100m000100y43", " 91350100 M000 100Y43 ", "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100-M000100Y-43", "\u200b91350100M000100Y43",
    ],
)  # fmt: skip
def test_a_credit_code_is_understood_as_people_write_it(client, written):
    client.post("/register/", typed(uscc=written))

    assert Enterprise.objects.get().uscc == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "required"), ("91350100M000100Y4", "length"), ("91350100M000100Y434", "length"),
        ("91350100M000100Y44", "check"), ("91350100M000100Y34", "check"), ("91350100I000100Y43", "letters"),
        ("统一社会信用代码统一社会信用代码统一", "letters"),
    ],
)  # fmt: skip
def test_a_slip_in_a_credit_code_is_named(written, code):
    with pytest.raises(ValidationError) as slip:
        UsccField().clean(written)

    assert slip.value.code == code


def test_an_enterprise_registers_with_its_first_user_and_waits(client):
    answer = client.post("/register/", typed())

    enterprise, person = Enterprise.objects.get(), User.objects.get()
    assert answer.url == "/accounts/login/"
    assert (person.name, person.enterprise, person.phone) == ("沈雁", enterprise, "13800001234")
    assert (enterprise.verified_on, enterprise.doubt) == (None, "")
    assert list(Event.objects.values_list("name", "actor", "chain__name")) == [
        ("registered", person.pk, f"enterprise:{enterprise.pk}")
    ]
    assert "等待核验" in signed_in(person).get("/my/enterprise/").content.decode()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("uscc", "91350100M000100Y44"), ("username", "何"), ("phone", "12345"), ("email", "shenyan"), ("bureau", ""),
        ("password", "short"), ("password_again", "another sentence"), ("kind", "bureau"), ("address", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_the_rest_stays_typed(client, field, wrong):
    answer = client.post("/register/", typed(**{field: wrong}))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == [field] or (field == "password" and set(form.errors) == {"password", "password_again"})
    assert form["legal_representative"].value() == "沈雁"
    assert "a sentence of twelve" not in answer.content.decode()
    assert not Enterprise.objects.exists()


def test_a_code_that_is_registered_is_refused_without_telling_by_whom(client):
    a.applicant(a.enterprise(), "何人先")

    answer = client.post("/register/", typed())

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已经登记过" in page
    assert "何人先" not in page
    assert 'value="shenyan@hexin.example"' in page


def test_a_registration_cannot_verify_itself(client):
    client.post("/register/", typed(verified_on="2026-10-16", verified_by=1, is_active="", doubt="x"))

    assert Enterprise.objects.get().verified_on is None


def test_a_clerk_verifies_and_twice_is_once(client):
    enterprise, clerk = a.enterprise(), a.staff("clerk")

    signed_in(clerk).post(f"/desk/enterprises/{enterprise.pk}/")
    actions.verify(enterprise.pk, by=clerk, at=AT)

    enterprise.refresh_from_db()
    assert (enterprise.verified_on, enterprise.verified_by) == (timezone.localdate(), clerk)
    assert Event.objects.filter(name="verified").count() == 1


def test_what_is_doubtful_is_shown_and_mended_and_looked_at_again():
    enterprise, clerk = a.enterprise(), a.staff("clerk")
    person = a.applicant(enterprise)
    desk, mine = signed_in(clerk), signed_in(person)

    empty = desk.post(f"/desk/enterprises/{enterprise.pk}/doubt/", {"reason": " "})
    desk.post(f"/desk/enterprises/{enterprise.pk}/doubt/", {"reason": "住所与执照不一致"})
    seen = mine.get("/my/enterprise/").content.decode()
    fields = {"uscc": enterprise.uscc, "name": enterprise.name, "legal_representative": "沈雁", "address": "新住所"}
    mine.post("/my/enterprise/mend/", fields)

    enterprise.refresh_from_db()
    assert empty.status_code == 422
    assert "住所与执照不一致" in seen
    assert (enterprise.address, enterprise.doubt) == ("新住所", "")
    assert list(Event.objects.values_list("name", flat=True)) == ["doubted", "mended"]


@pytest.mark.parametrize(("field", "stays"), [("address", True), ("name", False), ("legal_representative", False)])
def test_a_change_of_what_the_licence_says_is_verified_again(field, stays):
    enterprise, clerk = a.enterprise(), a.staff("clerk")
    person = a.applicant(enterprise)
    actions.verify(enterprise.pk, by=clerk, at=AT)

    mended = actions.mend(enterprise.pk, details={field: "改过的"}, by=person, at=AT)

    assert (mended.verified_on is not None) is stays


def test_a_verified_enterprise_is_not_doubted_and_another_bureaus_is_not_touched():
    enterprise, clerk = a.enterprise(), a.staff("clerk")
    stranger = a.staff("clerk", at=a.bureau("dongling", "东岭市生态环境局", "东环"))
    actions.verify(enterprise.pk, by=clerk, at=AT)

    with pytest.raises(actions.AlreadyVerified):
        actions.doubt(enterprise.pk, reason="晚了", by=clerk, at=AT)
    with pytest.raises(NotYours):
        actions.verify(enterprise.pk, by=stranger, at=AT)
    assert signed_in(stranger).get(f"/desk/enterprises/{enterprise.pk}/").status_code == 404


def test_enterprise_is_verified_by_somebody_on_a_day():
    enterprise = a.enterprise()

    with pytest.raises(IntegrityError, match="enterprise_is_verified_by_somebody"), transaction.atomic():
        Enterprise.objects.filter(pk=enterprise.pk).update(verified_on=TODAY)


def test_an_owner_lets_a_drafting_unit_act_and_both_see_it():
    owner, unit = a.applicant(), drafting_unit()
    agent = a.applicant(unit, "田青")

    just_confirmed(owner).post(
        "/my/grants/new/", {"uscc": unit.uscc.lower(), "valid_from": "2026年10月16日", "valid_to": "2099-12-31"}
    )

    given = AgentGrant.objects.get()
    assert (given.owner, given.consultant, given.granted_by) == (owner.enterprise, unit, owner)
    assert "云溪清源环境咨询有限公司" in signed_in(owner).get("/my/grants/").content.decode()
    assert "云溪和信包装有限公司" in signed_in(agent).get("/my/grants/").content.decode()
    assert signed_in(agent).get("/my/grants/new/").status_code == 404
    facts = Event.objects.get(name="grant_given").facts
    assert (facts["owner"], facts["consultant"]) == ("云溪和信包装有限公司", "云溪清源环境咨询有限公司")


def test_a_grant_needs_a_verified_drafting_unit_a_future_and_no_twin():
    owner = a.applicant()
    stranger = a.enterprise("未核验的公司", "consultant", a.USCCS[2])
    dates: dict[str, Any] = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=1), "by": owner, "at": AT}

    with pytest.raises(actions.NoSuchDraftingUnit):
        actions.give_grant(own(owner).pk, uscc=stranger.uscc, **dates)
    unit = drafting_unit()
    past = {**dates, "valid_from": TODAY - timedelta(days=2), "valid_to": TODAY - timedelta(days=1)}
    with pytest.raises(actions.GrantIsOver):
        actions.give_grant(own(owner).pk, uscc=unit.uscc, **past)
    actions.give_grant(own(owner).pk, uscc=unit.uscc, **dates)
    with pytest.raises(actions.AlreadyGranted):
        actions.give_grant(own(owner).pk, uscc=unit.uscc, **dates)


def test_a_grant_ends_on_its_last_day_or_when_it_is_revoked():
    owner = a.applicant()
    given = grant(owner, days=3)

    in_force = [queries.grants_on(TODAY + timedelta(days=n)).exists() for n in (-1, 0, 3, 4)]
    actions.revoke_grant(given.pk, by=owner, at=AT)
    actions.revoke_grant(given.pk, by=owner, at=AT)

    assert in_force == [False, True, True, False]
    assert not queries.grants_on(TODAY).exists()
    assert Event.objects.filter(name="grant_revoked").count() == 1


def test_the_log_names_whom_a_drafting_unit_acts_for_and_nobody_else():
    owner = a.applicant()
    agent = a.applicant(drafting_unit())

    assert rules.acting_for(agent, owner.enterprise) == "云溪和信包装有限公司"
    assert rules.acting_for(owner, owner.enterprise) == rules.acting_for(a.staff("clerk"), owner.enterprise) == ""


def test_only_the_owner_revokes():
    owner = a.applicant()
    given = grant(owner)
    agent = a.applicant(given.consultant)

    with pytest.raises(NotYours):
        actions.revoke_grant(given.pk, by=agent, at=AT)

    assert just_confirmed(agent).post(f"/my/grants/{given.pk}/revoke/").status_code == 404


def test_people_of_an_enterprise_are_its_own_and_its_agents():
    owner = a.applicant()
    given = grant(owner)
    agent = a.applicant(given.consultant, "田青")

    before = set(queries.people_of(own(owner), TODAY))
    actions.revoke_grant(given.pk, by=owner, at=AT)

    assert before == {owner, agent}
    assert set(queries.people_of(own(owner), TODAY)) == {owner}


def test_staff_with_a_role_are_the_active_ones_of_the_bureau():
    here, gone = a.staff("officer", in_section=a.section()), a.staff("officer")
    a.staff("clerk")
    a.staff("officer", at=a.bureau("dongling", "东岭市生态环境局", "东环"))
    actions.disable(gone.pk, by=None, at=AT)

    assert list(queries.staff_with(a.bureau(), "officer")) == [here]
    assert list(queries.staff_with(a.bureau(), "officer", a.section(name="另一科"))) == []


def test_the_list_of_enterprises_asks_the_database_equally_often():
    client = signed_in(a.staff("clerk"))
    a.enterprise()

    with_one = queries_of(client, "/desk/enterprises/")
    for uscc in a.USCCS[1:]:
        a.enterprise(f"企业{uscc}", uscc=uscc)

    assert queries_of(client, "/desk/enterprises/") == with_one


def test_a_superior_bureau_without_a_window_verifies_nobody(client):
    superior = a.bureau("jiangyuan", "江原省生态环境厅", "江环")
    Bureau.objects.filter(pk=a.bureau().pk).update(parent=superior)

    page = client.get("/register/").content.decode()

    assert ">云溪市生态环境局</option>" in page
    assert ">江原省生态环境厅</option>" not in page
