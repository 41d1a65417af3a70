"""此公示有误: anybody says it, an editor answers by a day, and who said it is never public."""

from datetime import date

import pytest
import time_machine
from django.conf import settings

from disclosure.board import actions, board
from disclosure.board.guards import NotPending, NotYourNotice, PersonalData, TooManyTries
from disclosure.board.models import WrongReport
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.board.rows import text
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-09-18"), tick=False):
        yield


def said(notice=None, what: str = "建设地点不是青石镇") -> WrongReport:
    notice = notice or rows.published()
    return actions.say_wrong(notice.pk, what=what, contact="0999-0000123", at=moment("2026-09-18"))


def answered(wrong: WrongReport, answer: str = "地点无误，附图为证", by=None) -> WrongReport:
    return actions.answer_wrong(
        wrong.pk, outcome="kept", answer=answer, by=by or rows.editor(), at=moment("2026-09-21")
    )


def test_it_is_to_be_answered_within_five_working_days():
    # Friday 18 September 2026; Sunday the 20th is worked, the 25th to the 27th are the holiday.
    assert said().due_on == date(2026, 9, 24)


def test_the_reader_says_it_without_an_account_and_reads_the_answer_on_the_page(client):
    notice = rows.published()
    assert f'href="/board/{notice.public_id}/wrong/"' in text(client.get(f"/board/{notice.public_id}/"))

    form = {"what": "建设地点不是青石镇", "contact": "0999-0000123"}
    answer = client.post(f"/board/{notice.public_id}/wrong/", form)
    assert "已收到" in text(client.get(answer.url))
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    answered(WrongReport.objects.get())

    page = text(client.get(f"/board/{notice.public_id}/"))
    assert "地点无误，附图为证" in page
    assert "建设地点不是青石镇" not in page
    assert "0999-0000123" not in page


@pytest.mark.parametrize("typed", [{}, {"what": ""}, {"what": "\x00"}, {"what": "x" * 501}])
def test_what_says_nothing_is_asked_again(client, typed):
    notice = rows.published()

    assert client.post(f"/board/{notice.public_id}/wrong/", typed).status_code == 422
    assert not WrongReport.objects.exists()


def test_the_same_said_twice_is_one_report_and_a_machine_does_not_fill_the_desk():
    notice = rows.published()
    assert said(notice) == said(notice)

    for n in range(9):
        said(notice, f"第 {n} 处")
    with pytest.raises(TooManyTries):
        said(notice, "再一处")


def test_of_what_is_not_on_the_board_nothing_can_be_wrong(client):
    waiting, gone = rows.pending(), rows.published()
    board.withdraw(gone.pk, reason="写错", by=builders.staff(Role.LEADER), at=moment("2026-09-18"))

    for notice in (waiting, gone):
        assert client.get(f"/board/{notice.public_id}/wrong/").status_code == 404
        with pytest.raises(NotPending):
            said(notice)


def test_an_editor_of_the_bureau_answers_once_and_names_nobody():
    wrong = said()
    with pytest.raises(NotYourNotice):
        answered(wrong, by=builders.staff(Role.OFFICER))
    with pytest.raises(PersonalData):
        answered(wrong, f"是 {rows.ID_NUMBER}")

    answered(wrong)

    with pytest.raises(NotPending):
        answered(wrong)


def test_the_desk_shows_what_waits_and_answers_it(client):
    wrong = said()
    editor = rows.editor()
    with time_machine.travel(moment("2026-09-25"), tick=False):
        client.force_login(editor, backend=settings.AUTHENTICATION_BACKENDS[-1])
        assert "已超期" in text(client.get("/desk/board/"))
    client.force_login(editor, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert "0999-0000123" in text(client.get(f"/desk/board/wrongs/{wrong.pk}/answer/"))
    answer = client.post(f"/desk/board/wrongs/{wrong.pk}/answer/", {"outcome": "corrected", "answer": "已更正"})

    assert answer.status_code == 302
    wrong.refresh_from_db()
    assert wrong.outcome == "corrected"
