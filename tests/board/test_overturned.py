"""A published penalty that no longer stands: its notice is withdrawn within three working days, with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from disclosure.board import actions, board
from disclosure.board.guards import NotPending, NotYourNotice
from disclosure.board.models import Notice, Overturned
from disclosure.board.queries.catalogue import overdue
from envportal.accounts.enums import Role
from envportal.audit.models import Event
from tests import builders
from tests.accounts.conftest import signed_in
from tests.board import rows
from tests.board.rows import text
from tests.board.test_writing import PENALTY, drafted, published
from tests.builders import moment

pytestmark = pytest.mark.django_db
# Thursday; the national holiday is the week after: three working days end on Friday 9 October 2026.
ON, AT, LAST = date(2026, 9, 29), moment("2026-09-29", "15:00"), date(2026, 10, 9)


def say(notice: Notice, **changes: Any) -> Notice:
    told: dict[str, Any] = {
        "how": "revoked",
        "on": ON,
        "document": "某政复决〔2026〕12号",
        "by": rows.editor(),
        "at": AT,
    }
    return actions.say_overturned(notice.pk, **{**told, **changes})


def test_three_working_days_run_from_the_day_after_and_the_third_is_the_last():
    notice = say(published())

    one = Overturned.objects.get()
    assert (one.due_on, one.kept) == (LAST, None)
    assert overdue(notice.bureau, LAST).get("penalty", 0) == 0
    assert overdue(notice.bureau, date(2026, 10, 10))["penalty"] == 1
    board.withdraw(notice.pk, reason="被撤销", by=builders.staff(Role.LEADER), at=moment("2026-10-09", "23:59"))
    assert Overturned.objects.get().kept is True
    assert overdue(notice.bureau, date(2026, 10, 10)).get("penalty", 0) == 0
    assert Event.objects.filter(name="penalty_overturned").count() == 1


def test_it_is_said_once_by_an_editor_of_what_is_public_and_of_no_day_to_come():
    notice = published()

    with pytest.raises(NotYourNotice):
        say(notice, by=builders.staff(Role.OFFICER))
    for on in (date(2026, 9, 9), date(2026, 9, 30)):
        with pytest.raises(NotPending):
            say(notice, on=on)
    say(notice)
    with pytest.raises(NotPending):
        say(notice)
    with pytest.raises(NotPending):
        say(drafted(当事人="云溪另一家纸业有限公司"))


def corrected(notice: Notice) -> Notice:
    typed = {**PENALTY, "违法事实": "外排废水总磷超标"}
    return actions.rewrite(
        notice.pk, typed=typed, arose_on=date(2026, 9, 10), reason="事实写错", by=rows.editor(), at=AT
    )


def test_no_correction_ends_the_three_days_only_the_withdrawal_does():
    notice, leader, other = published(), builders.staff(Role.LEADER), builders.staff(Role.EDITOR, "第三位")
    waiting = corrected(notice)
    say(notice)

    with pytest.raises(NotPending):
        corrected(notice)
    with pytest.raises(NotPending):
        board.publish(waiting.pk, by=other, at=AT)
    # The correction that waits is late, too.
    assert overdue(notice.bureau, date(2026, 10, 10))["penalty"] == 2
    board.withdraw(notice.pk, reason="被撤销", by=leader, at=AT)
    assert board.publish(waiting.pk, by=other, at=AT).state == "published"


@time_machine.travel(AT, tick=False)
def test_the_desk_shows_the_last_day_and_a_leader_finds_the_reason_written():
    notice = published()
    desk = signed_in(rows.editor())
    typed = {"how": "revoked", "on": "2026-09-29", "document": "某政复决〔2026〕12号"}

    assert desk.post(f"/desk/board/{notice.pk}/overturned/", {**typed, "document": ""}).status_code == 422
    assert desk.post(f"/desk/board/{notice.pk}/overturned/", typed).status_code == 302

    queue = text(desk.get("/desk/board/"))
    assert "应撤回的处罚公示" in queue
    assert "10月9日" in queue
    leader = signed_in(builders.staff(Role.LEADER))
    assert "处罚决定被撤销（某政复决〔2026〕12号）" in text(leader.get(f"/desk/board/{notice.pk}/withdraw/"))


def test_penalties_are_what_the_law_speaks_of():
    assert PENALTY["决定日期"] == date(2026, 9, 10)
    actions.load_catalogue()
    news = actions.draft(
        "news", typed={"标题": "x", "正文": "y"}, arose_on=date(2026, 9, 10), by=rows.editor(), at=moment("2026-09-14")
    )
    board.publish(news.pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-15"))

    with pytest.raises(NotPending):
        say(news)
