"""Every page of the procedure, in both languages: accessible, and no wider than the screen it is read on."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page

from approvals.applications import actions
from disclosure.board.models import Notice
from envportal.accounts.models import User
from envportal.deadlines import actions as deadlines
from envportal.deadlines.models import TermRule
from envportal.documents import actions as documents
from envportal.documents.queries import wording as words
from tests import world
from tests.applications import test_counter as counter
from tests.applications import test_registrations as registrations
from tests.builders import moment
from tests.prereview import rows
from tests.prereview.test_following import following

pytestmark = pytest.mark.django_db(transaction=True)
NOW = moment("2026-10-14", "09:00")
MINE = (
    "",
    "tasks/",
    "project/",
    "site/",
    "drafting/",
    "document/",
    "public/",
    "attachments/",
    "emissions/",
    "contact/",
    "check/",
)


# The width between the margins of A4, as a browser counts it.
SHEET = 680
ON_PAPER = """() => {
  const shown = (e) => e.getClientRects().length > 0;
  const heading = document.querySelector("h1");
  return [
    ...[...document.querySelectorAll(".ep-nav, .ep-noprint, .govuk-breadcrumbs, .govuk-pagination, .ep-filter")]
      .filter(shown).map((e) => `prints ${e.className}`),
    ...(heading && shown(heading) ? [] : ["prints no heading"]),
    ...(document.documentElement.scrollWidth > innerWidth ? ["wider than the sheet"] : []),
  ];
}"""


def faults(page: Page, axe: Callable[[], list[str]], addresses: list[str], *, paper: bool = False) -> dict[str, object]:
    """Address → what is wrong with its page, in Chinese and in English, on a desk, a phone, and on paper."""
    found: dict[str, object] = {}
    for address in [one for path in addresses for one in (path, f"/en{path}")]:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(address)
        wrong: list[object] = [*axe()] if _asks_axe(address) else []
        if answer is None or answer.status != 200:
            wrong.append(answer and answer.status)
        wrong += [f"wider than {width} px" for width in (1280, 375) if _is_wider(page, width)]
        wrong += on_paper(page) if paper and not address.startswith("/en/") else []
        if wrong:
            found[address] = wrong
    return found


def _is_wider(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 900})
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


def on_paper(page: Page) -> list[str]:
    """What is wrong with the open page as it would be printed."""
    page.set_viewport_size({"width": SHEET, "height": 960})
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    return found


def _asks_axe(address: str) -> bool:
    """Each page in Chinese, and of English ones, which differ in words alone, a third; all with `AXE=all`."""
    return not address.startswith("/en/") or "AXE" in os.environ or zlib.crc32(address.encode()) % 3 == 0


def test_the_applicants_pages(page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        draft = world.filled(yunxi, moment("2026-10-13", "09:00"))
        world.drafting_unit(yunxi)
        open_as(yunxi.applicant)
        own = [f"/my/applications/{draft.pk}/{step}" for step in (*MINE[1:], "delete/")]

        assert faults(page, axe, ["/my/", "/my/applications/new/", "/my/messages/", "/industries/", *own]) == {}


def test_the_pages_of_a_filed_application(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        filed = world.proposed(yunxi)
        open_as(yunxi.applicant)
        letter = filed.case.letters.get(kind="acceptance")
        own = [f"/my/applications/{filed.pk}/{part}" for part in ("", "receipt/", "withdraw/")]

        assert faults(page, axe, [*own, f"/my/letters/{letter.pk}/"]) == {}


def test_the_pages_of_a_pre_review(page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        draft = rows.draft(yunxi, NOW, project_name="另一个项目")
        done, late = rows.answered(yunxi, project_name="第三个项目"), rows.taken(yunxi)
        mine, desk = "/my/pre-reviews/", "/desk/pre-reviews/"
        open_as(yunxi.applicant)
        own = [f"{mine}{draft.pk}/{step}" for step in ("ask/", "edit/", "file/", "delete/")]
        seen = [f"{mine}{done.pk}/", *(f"{mine}{late.pk}/{part}" for part in ("", "receipt/", "withdraw/"))]
        assert faults(page, axe, [mine, f"{mine}new/", *own, *seen]) == {}

        open_as(yunxi.officer)
        steps = [f"{desk}{late.pk}/{step}" for step in ("", "ask-more/", "answer/")]
        assert faults(page, axe, [desk, f"{desk}?q=没有的", f"{desk}{done.pk}/", *steps]) == {}


def test_the_pages_of_an_application_a_pre_review_went_before(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        _before, application = following(yunxi)
        open_as(yunxi.applicant)
        mine = f"/my/applications/{application.pk}/"
        assert faults(page, axe, [mine, f"{mine}receipt/"]) == {}

        open_as(yunxi.officer)
        assert faults(page, axe, [f"/desk/cases/{application.pk}/"]) == {}


@pytest.mark.parametrize(
    ("part", "steps"),
    [
        ("clerk", ("accept/", "ask-correction/", "decline/")),
        ("officer", ("opinion/", "expert-review/", "return-participation/")),
        ("head", ("propose/", "assign/", "terminate/", "transfer/")),
        ("leader", ("approve/", "send-back/", "extend/")),
    ],
)
def test_the_pages_of_the_desk(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None], part: str, steps: tuple[str, ...]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        at_hand = {"clerk": world.submitted, "leader": world.proposed}.get(part, world.reviewed)
        application = at_hand(yunxi, moment("2026-10-13")) if part == "clerk" else at_hand(yunxi)
        open_as(getattr(yunxi, part))
        own = [f"/desk/cases/{application.pk}/{step}" for step in ("", *steps)]

        assert faults(page, axe, ["/desk/", "/desk/cases/", *own]) == {}


def test_the_pages_of_the_counter(page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        draft, case = (
            counter.typed(yunxi),
            counter.filed(yunxi, counter.typed(yunxi, yunxi.owner, answers=counter.CONTACT)),
        )
        open_as(yunxi.clerk)
        steps = [f"/desk/counter/{draft.pk}/{step}" for step in (*MINE[1:], "delete/")]
        filed = [f"/desk/counter/{case.pk}/{step}" for step in ("receipt/", "withdraw/")]
        start = ["/desk/counter/", "/desk/counter/?q=云溪", "/desk/counter/?q=没有的", "/desk/counter/enterprises/new/"]
        new = f"/desk/counter/enterprises/{yunxi.owner.pk}/new/"

        assert faults(page, axe, [*start, new, *steps, *filed, f"/desk/cases/{case.pk}/"]) == {}


def test_the_pages_of_a_report_and_a_registration_in_draft(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        nanpu = world.world(code="nanpu")
        report = world.draft(nanpu, moment("2026-10-13"), kind="report")
        registration = world.filled(nanpu, moment("2026-10-13"), kind="registration")
        open_as(nanpu.applicant)
        own = [f"/my/applications/{report.pk}/{step}" for step in ("tasks/", "participation/")]
        other = [f"/my/applications/{registration.pk}/{step}" for step in ("tasks/", "check/")]

        assert faults(page, axe, [*own, *other]) == {}


def test_the_pages_of_a_registration_handed_over(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        nanpu = world.world(code="nanpu")
        pk = registrations.handed_over(nanpu).pk
        open_as(nanpu.applicant)
        assert faults(page, axe, [f"/my/applications/{pk}/", f"/my/applications/{pk}/filing/"]) == {}

        open_as(nanpu.clerk)
        assert faults(page, axe, [f"/desk/cases/{pk}/", f"/desk/cases/{pk}/filing/"]) == {}


def test_the_pages_of_a_filed_and_a_checked_registration(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        nanpu = world.world(code="nanpu")
        filed = registrations.filed(nanpu)
        notice = world.publish(nanpu, filed, Notice.Kind.FILING, moment("2026-09-16", "16:00"))
        mine, desk = f"/my/applications/{filed.pk}/", f"/desk/cases/{filed.pk}/"
        open_as(nanpu.officer)
        assert faults(page, axe, [desk, f"{desk}filing/check/", f"/board/{notice.public_id}/"]) == {}
        open_as(nanpu.applicant)
        assert faults(page, axe, [mine, f"{mine}withdraw/"]) == {}

        registrations.check(nanpu, filed.pk)
        assert faults(page, axe, [mine]) == {}
        open_as(nanpu.officer)
        assert faults(page, axe, [desk]) == {}


def test_the_pages_of_the_rules_and_of_the_calendar(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        world.proposed(yunxi)
        rule = TermRule.objects.get(bureau=yunxi.bureau, variant="table")
        open_as(yunxi.head)
        own = [f"/desk/rules/{rule.pk}/", f"/desk/rules/{rule.pk}/propose/"]
        calendar = ["/desk/calendar/", "/desk/calendar/propose/"]
        assert faults(page, axe, ["/desk/rules/", "/desk/rules/?q=没有的", *own, *calendar]) == {}

        version = deadlines.propose_version(
            rule.pk, amount=15, unit=rule.unit, act=rule.act, article=rule.article, valid_from=date(2027, 3, 1),
            reason="流程缩短", by=yunxi.head, at=NOW,
        )  # fmt: skip
        day = deadlines.propose_day(
            yunxi.bureau.pk, day=date(2026, 10, 19), is_workday=False, name="停电检修", notice="云环办〔2026〕41号",
            by=yunxi.leader, at=NOW,
        )  # fmt: skip
        days = [f"/desk/calendar/{day.pk}/{answer}/" for answer in ("agree", "decline")]
        assert faults(page, axe, [f"/desk/rules/{rule.pk}/", "/desk/calendar/", *days]) == {}

        open_as(yunxi.leader)
        answers = [f"/desk/rules/proposals/{version.pk}/{answer}/" for answer in ("agree", "decline")]
        assert faults(page, axe, answers) == {}


def test_the_pages_of_the_bureaus_words(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        application = world.accepted(yunxi)
        block = words.in_force(yunxi.bureau, date(2026, 10, 14))["acceptance.closing"]
        version = documents.propose_wording(
            block, text="审批不收取任何费用。", valid_from=date(2027, 3, 1), why="写短些", by=yunxi.head, at=NOW
        )  # fmt: skip
        remedy = documents.propose_remedy(
            yunxi.bureau.pk, organ="云溪市人民政府", court="江原铁路运输法院", valid_from=date(2027, 3, 1),
            why="集中管辖", by=yunxi.head, at=NOW,
        )  # fmt: skip
        open_as(yunxi.leader)
        own = [f"/desk/wording/texts/{block.key}/{step}" for step in ("", f"preview/?version={version.pk}")]
        new = ["/desk/wording/conditions/propose/", "/desk/wording/texts/condition.air.voc/propose/"]
        answers = [f"/desk/wording/versions/{version.pk}/{answer}/" for answer in ("agree", "decline")]
        law = ["/desk/wording/remedies/", f"/desk/wording/remedies/{remedy.pk}/agree/"]
        assert faults(page, axe, ["/desk/wording/", "/desk/wording/?q=没有的", *own, *new, *answers, *law]) == {}

        open_as(yunxi.officer)
        assert faults(page, axe, [f"/desk/cases/{application.pk}/opinion/"]) == {}


def test_a_form_with_errors_names_them_to_a_screen_reader(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        application = world.submitted(yunxi, moment("2026-10-13"))
        actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-10-13", "15:00"))
        open_as(yunxi.officer)
        page.goto(f"/desk/cases/{application.pk}/opinion/")
        page.click("#step-form .ep-actions button")

        assert page.title().startswith("错误：")
        assert axe() == []
