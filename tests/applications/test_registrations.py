"""登记表: approved, handed over or filed by the day and the bureau's setting; then its number and receipt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.actions.filing import FiledOtherwise
from approvals.applications.actions.filing_numbers import FiledInTheFuture, NumberTaken
from approvals.applications.actions.registration import ModeSet
from approvals.applications.models import Application, Filing
from approvals.applications.states import DocumentKind, RegistrationMode, State
from envportal.audit.models import Event
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from tests import builders, world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.applications.test_bad_input import post
from tests.builders import moment
from tests.documents import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = moment("2026-09-16", "09:00")
NUMBER = "202699030300000018"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


def receipt() -> Any:
    return corpus.upload(corpus.pdf(1), "回执.pdf")


def draft(of: World) -> Application:
    return world.filled(of, moment("2026-09-14", "09:00"), kind=DocumentKind.REGISTRATION)


def handed_over(of: World) -> Application:
    return actions.hand_over(draft(of).pk, declared=True, by=of.applicant, at=moment("2026-09-14", "16:48"))


def enter(of: World, pk: int, number: str = NUMBER, key: str = "") -> Application:
    return actions.enter_filing(
        pk, number=number, filed_on=date(2026, 9, 15), file=receipt(), by=of.applicant, at=TODAY, key=key
    )


def filed(of: World) -> Application:
    return enter(of, handed_over(of).pk)


def check(of: World, pk: int, key: str = "") -> Application:
    return actions.check_filing(
        pk, finding="conforms", found="现场与备案内容一致。", by=of.officer, at=moment("2026-09-28"), key=key
    )


# THE MODE OF A DAY ------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "mode"), [(date(2016, 8, 31), RegistrationMode.REVIEW), (date(2016, 9, 1), RegistrationMode.NATIONAL)]
)
def test_by_law_a_registration_is_filed_and_not_approved_since_the_first_of_september_2016(
    on: date, mode: RegistrationMode
) -> None:
    assert queries.registration_mode(world.world(code="nanpu").bureau, on) == mode


def test_before_that_day_no_setting_files_it() -> None:
    nanpu = world.world(code="nanpu")
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL, since=date(2016, 1, 1))

    assert queries.registration_mode(nanpu.bureau, date(2016, 8, 31)) == RegistrationMode.REVIEW
    assert queries.registration_mode(nanpu.bureau, date(2016, 9, 1)) == RegistrationMode.PORTAL


def test_one_received_on_the_last_day_before_is_decided_within_fifteen_days() -> None:
    nanpu = world.world(code="nanpu")

    application = world.submitted(nanpu, moment("2016-08-31"), kind=DocumentKind.REGISTRATION)

    assert application.state == State.SUBMITTED
    assert clocks.due_on(application.case, Matter.STATUTORY) == date(2016, 9, 18)  # the 15th is Mid-Autumn


def test_a_setting_takes_over_on_its_first_day_only() -> None:
    nanpu = world.world(code="nanpu")
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL, since=date(2026, 9, 15))
    world.set_mode(nanpu.bureau, RegistrationMode.REVIEW, since=date(2026, 10, 1))

    days = (date(2026, 9, 14), date(2026, 9, 15), date(2026, 9, 30), date(2026, 10, 1))
    assert [queries.registration_mode(nanpu.bureau, day) for day in days] == ["national", "portal", "portal", "review"]


def test_another_setting_for_the_same_day_is_refused_and_the_same_again_is_the_same() -> None:
    nanpu = world.world(code="nanpu")
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL, since=date(2026, 9, 15))
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL, since=date(2026, 9, 15))

    with pytest.raises(ModeSet, match="2026-09-15"):
        world.set_mode(nanpu.bureau, RegistrationMode.REVIEW, since=date(2026, 9, 15))

    assert nanpu.bureau.registration_settings.count() == 1
    assert Event.objects.filter(name="registration_mode_set").count() == 1


def test_a_branch_follows_the_bureau_it_licenses_for_and_a_bureau_does_not_follow_its_branch() -> None:
    yunxi = world.world()
    branch = builders.bureau("qingshi", "云溪市生态环境局青石分局", "云环青", parent=yunxi.bureau, is_branch=True)
    county = builders.bureau("lucheng", "鹿城县生态环境局", "鹿环", parent=yunxi.bureau)

    assert queries.registration_mode(branch, date(2026, 9, 14)) == RegistrationMode.REVIEW
    assert queries.registration_mode(county, date(2026, 9, 14)) == RegistrationMode.NATIONAL
    world.set_mode(branch, RegistrationMode.PORTAL, since=date(2026, 9, 1))
    assert queries.registration_mode(branch, date(2026, 9, 14)) == RegistrationMode.PORTAL
    assert queries.registration_mode(yunxi.bureau, date(2026, 9, 14)) == RegistrationMode.REVIEW


def test_a_draft_whose_bureau_changed_its_way_meanwhile_is_told_so_and_filed_the_new_way_afterwards() -> None:
    nanpu = world.world(code="nanpu")
    pk, client = draft(nanpu).pk, signed_in(nanpu.applicant)
    shown = client.get(reverse("applications:check", args=[pk])).content.decode()
    assert 'name="way" value="hand_over"' in shown
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL, since=date(2026, 9, 16))

    status, page = post(client, "check", pk, declared="on", way="hand_over")

    assert (status, "办理方式已变" in page, "确认并备案" in page) == (409, True, True)
    assert 'name="way" value="file"' in page
    assert "checked" in page
    assert Application.objects.get(pk=pk).state == State.DRAFT
    assert post(client, "check", pk, declared="on", way="file")[0] == 302
    assert (Application.objects.get(pk=pk).state, Letter.objects.get().kind) == (State.FILED, "filing_receipt")


@pytest.mark.parametrize("way", ["submit", "file_registration"])
def test_no_verb_files_it_another_way_than_the_bureaus(way: str) -> None:
    nanpu = world.world(code="nanpu")

    with pytest.raises(FiledOtherwise):
        getattr(actions, way)(draft(nanpu).pk, declared=True, by=nanpu.applicant, at=TODAY)


def test_a_table_is_never_filed() -> None:
    nanpu = world.world(code="nanpu")
    table = world.filled(nanpu)

    for act in (actions.hand_over, actions.file_registration):
        with pytest.raises(FiledOtherwise):
            act(table.pk, declared=True, by=nanpu.applicant, at=TODAY)
    assert post(signed_in(nanpu.applicant), "check", table.pk, declared="on", way="file")[0] == 409


def test_who_has_to_file_it_once_more_elsewhere_sees_what_was_typed_here() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    page = signed_in(nanpu.applicant).get(reverse("applications:mine_case", args=[pk])).content.decode()

    assert "云溪市青石镇工业东路 18 号" in page
    assert "2609-990102-07-02-418823" in page


# NUMBER AND RECEIPT -------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "20269903030000001"}, "备案号是以年份开头的 18 位数字"),
        ({"number": "2026990303000000189"}, "备案号是以年份开头的 18 位数字"),
        ({"number": "2026990303A0000018"}, "备案号是以年份开头的 18 位数字"),
        ({"number": "192699030300000018"}, "备案号是以年份开头的 18 位数字"),
        ({"number": ""}, "写明备案号"),
        ({"filed_on": "2026-02-30"}, "这一天不存在"),
        ({"filed_on": ""}, "备案日期"),
        ({"file": ""}, "备案回执"),
    ],
)
def test_a_wrong_number_day_or_receipt_is_named_in_place(typed: dict[str, str], sentence: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk
    right = {"number": NUMBER, "filed_on": "2026-09-15", "file": receipt()}

    status, page = post(signed_in(nanpu.applicant), "enter_my_filing", pk, **{**right, **typed})

    assert (status, sentence in page) == (422, True)
    assert Application.objects.get(pk=pk).state == State.HANDED_OVER
    assert "2026-09-15" in page or "filed_on" in typed


@pytest.mark.parametrize(
    "number", [NUMBER, "２０２６９９０３０３００００００１８", "2026 9903 0300 0000 18", f" {NUMBER} "]
)
def test_a_number_is_taken_however_its_digits_were_typed(number: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    typed = {"number": number, "filed_on": "2026-09-16", "file": receipt()}  # filed today
    status, page = post(signed_in(nanpu.applicant), "enter_my_filing", pk, **typed)

    assert status == 302, page
    assert Filing.objects.get(application=pk).number == NUMBER


def test_the_window_enters_it_for_an_applicant_who_brings_the_receipt() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    typed = {"number": NUMBER, "filed_on": "2026-09-15", "file": receipt()}
    assert post(just_confirmed(nanpu.clerk), "enter_filing", pk, **typed)[0] == 302

    assert Filing.objects.get(application=pk).entered_by == nanpu.clerk


def test_a_filing_dated_tomorrow_is_refused_and_nothing_is_lost() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    typed = {"number": NUMBER, "filed_on": "2026-09-17", "file": receipt()}
    status, page = post(signed_in(nanpu.applicant), "enter_my_filing", pk, **typed)

    assert (status, "备案日期不能晚于今天" in page, NUMBER in page) == (409, True, True)
    with pytest.raises(FiledInTheFuture):
        actions.enter_filing(
            pk, number=NUMBER, filed_on=date(2026, 9, 17), file=receipt(), by=nanpu.applicant, at=TODAY
        )


def test_a_number_another_case_has_is_refused() -> None:
    nanpu = world.world(code="nanpu")
    first = filed(nanpu)
    second = actions.hand_over(_another(nanpu).pk, declared=True, by=nanpu.applicant, at=TODAY)

    with pytest.raises(NumberTaken, match=NUMBER):
        enter(nanpu, second.pk)

    assert Filing.objects.get().application == first
    assert Application.objects.get(pk=second.pk).state == State.HANDED_OVER


def _another(of: World) -> Application:
    """A second filled registration, its answers taken from the first."""
    application = world.draft(of, TODAY, kind=DocumentKind.REGISTRATION)
    actions.save_step(
        application.pk, by=of.applicant, at=TODAY, project_code="2609-990102-07-02-418824",
        project_place="云溪市青石镇", project_division="青石镇", project_industry="C2231", nature="new",
        investment=10, environmental_investment=1, starts_on=date(2027, 3, 1), overview="小项目。",
        impacts="影响很小。", contact_name="沈雁", contact_phone="09990000123", portal_service=True,
    )  # fmt: skip
    return application
