"""What a registration that is filed is called: nothing in it is applied for, accepted, decided or replied to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import strip_tags

from approvals.applications import actions, queries
from approvals.applications.actions.counter import ChangedSincePrinted
from approvals.applications.models import Application
from approvals.applications.states import DocumentKind, RegistrationMode, State
from envportal.documents.models import Letter
from envportal.documents.rules.fields import fields_of
from envportal.messaging.models import Message
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.applications.test_counter import signed_page
from tests.applications.test_registrations import NUMBER, TODAY, check, draft, enter, filed, handed_over
from tests.builders import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.world import World

pytestmark = pytest.mark.django_db
# Words of an approval; a filing may still say that it is none.
FORBIDDEN = re.compile("审批申请|申请人|撤回申请|申请内容|批复|作出决定|受理通知书|收件编号|收件凭条|收件回执")
REACH: dict[str, Callable[[World], Application]] = {
    "handed over": handed_over,
    "filed": filed,
    "checked": lambda of: check(of, filed(of).pk),
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(moment("2026-09-28", "09:00"), tick=True):
        yield


def text(page: bytes) -> str:
    """The words of the page's own part."""
    whole = page.decode()
    return strip_tags(whole[whole.index("<main") : whole.index("</main>")])


@pytest.mark.parametrize("how_far", REACH)
def test_its_pages_speak_of_a_filing(how_far: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = REACH[how_far](nanpu).pk
    mine, desk = signed_in(nanpu.applicant), just_confirmed(nanpu.head)

    pages = [mine.get(reverse("applications:mine_case", args=[pk])), desk.get(reverse("applications:case", args=[pk]))]
    if how_far != "checked":
        pages.append(mine.get(reverse("applications:withdraw", args=[pk])))

    for page in pages:
        assert page.status_code == 200
        assert not FORBIDDEN.findall(text(page.content)), page.request["PATH_INFO"]


@pytest.mark.parametrize("name", ["tasks", "check"])
def test_a_draft_speaks_of_what_becomes_of_it(name: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = draft(nanpu).pk
    address = reverse(f"applications:{name}", args=[pk])

    assert not FORBIDDEN.findall(text(signed_in(nanpu.applicant).get(address).content))
    world.set_mode(nanpu.bureau, RegistrationMode.REVIEW)
    shown = text(signed_in(nanpu.applicant).get(address).content)
    assert ("申请环评审批" if name == "tasks" else "对所报环评文件的内容和结论负责") in shown


def test_its_messages_and_letters_speak_of_a_filing() -> None:
    nanpu = world.world(code="nanpu")
    actions.withdraw(filed(nanpu).pk, reason="项目取消", by=nanpu.applicant, at=moment("2026-09-17"))
    actions.end_filing(handed_over(nanpu).pk, reason="项目不建了", by=nanpu.head, at=moment("2026-09-18"))
    check(nanpu, enter(nanpu, handed_over(nanpu).pk, "202699030300000077").pk)

    told = [f"{one.subject}\n{one.body}" for one in Message.objects.filter(to_user=nanpu.applicant)]
    assert told
    assert not [one for one in told if re.search("审批|批复|申请人|撤回申请", one)]
    assert {letter.fields["filing"] for letter in Letter.objects.filter(kind="ended")} == {"filed", "handed_over"}
    assert "filing" in fields_of("ended")


def test_who_withdraws_what_never_reached_the_bureau_is_sent_to_no_letter() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk

    actions.withdraw(pk, reason="不建了", by=nanpu.applicant, at=moment("2026-09-17"))

    assert not Letter.objects.exists()
    assert "告知书" not in Message.objects.filter(template="ended").latest("pk").body


def test_the_receipt_of_an_application_is_none_of_a_filing() -> None:
    nanpu = world.world(code="nanpu")
    pk = filed(nanpu).pk

    answer = signed_in(nanpu.applicant).get(reverse("applications:receipt", args=[pk]))

    assert (answer.status_code, answer["Location"]) == (302, reverse("applications:mine_case", args=[pk]))


# AT THE COUNTER -------------------------------------------------------------------
def typed_at_the_window(of: World) -> Application:
    application = actions.create_draft(
        of.owner, of.bureau, document_kind=DocumentKind.REGISTRATION, project_name="小项目", by=of.clerk, at=TODAY
    )
    source = draft(of)
    values = {f"project_{name}": getattr(source.project, name) for name in ("code", "place", "division", "industry")}
    names = ("nature", "investment", "environmental_investment", "starts_on", "overview", "impacts")
    values |= {name: getattr(source, name) for name in (*names, "contact_name", "contact_phone")}
    actions.save_step(application.pk, by=of.clerk, at=TODAY, portal_service=False, **values)
    return Application.objects.get(pk=application.pk)


def test_the_sheet_signed_at_the_window_names_how_it_is_filed() -> None:
    nanpu = world.world(code="nanpu")
    application = typed_at_the_window(nanpu)

    page = text(just_confirmed(nanpu.clerk).get(reverse("applications:counter:check", args=[application.pk])).content)

    assert "在全国登记表备案系统备案" in page
    assert queries.check_code(application, "hand_over") in page
    assert not FORBIDDEN.findall(page)


def test_a_sheet_signed_for_one_way_of_filing_does_not_file_it_another_way() -> None:
    nanpu = world.world(code="nanpu")
    pk = typed_at_the_window(nanpu).pk
    sheet = queries.check_code(Application.objects.get(pk=pk), "hand_over")
    world.set_mode(nanpu.bureau, RegistrationMode.PORTAL)

    with pytest.raises(ChangedSincePrinted):
        actions.submit_at_counter(pk, file=signed_page(), sheet=sheet, by=nanpu.clerk, at=moment("2026-09-28"))

    assert Application.objects.get(pk=pk).state == State.DRAFT


@pytest.mark.parametrize("how_far", ["handed_over", "filed"])
def test_the_slip_of_the_window_speaks_of_a_filing(how_far: str) -> None:
    nanpu = world.world(code="nanpu")
    pk = typed_at_the_window(nanpu).pk
    sheet = queries.check_code(Application.objects.get(pk=pk), "hand_over")
    actions.submit_at_counter(pk, file=signed_page(), sheet=sheet, by=nanpu.clerk, at=TODAY)
    if how_far == "filed":
        enter(nanpu, pk, NUMBER)

    page = text(just_confirmed(nanpu.clerk).get(reverse("applications:counter:receipt", args=[pk])).content)

    assert "备案办理凭条" in page
    assert ("系统当场给出备案号和回执" in page) == (how_far == "handed_over")
    assert not FORBIDDEN.findall(page)
