"""The opinion box: answered within its term by one person, released by another, public unless its author wants not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from disclosure.participation import actions, guards
from disclosure.participation.models import Submission
from disclosure.participation.queries import public
from disclosure.participation.rules.terms import term_on
from tests import builders, world
from tests.builders import moment
from tests.participation import rows

pytestmark = pytest.mark.django_db
SAID = {"heading": "夜间施工噪声", "text": "请拨 12369。", "cannot_why": ""}
RELEASED: dict[str, Any] = {"hidden_why": "", "moderation_note": "", "also": ""}


def answer(of: world.World, one: Submission, **said: str) -> Submission:
    return actions.answer(one.pk, by=of.clerk, at=moment("2026-10-15"), **{**SAID, **said})


def release(of: world.World, one: Submission, **how: Any) -> Submission:
    return actions.moderate(one.pk, by=of.editor, at=moment("2026-10-16"), **{**RELEASED, **how})


def test_a_message_is_answered_in_seven_working_days_and_a_complex_one_in_fifteen():
    yunxi = world.world()
    one = rows.message(yunxi.bureau)

    longer = actions.take_longer(one.pk, longer_why="需要监测。", by=yunxi.clerk, at=moment("2026-10-20"))

    assert one.due_on == date(2026, 10, 23)
    assert longer.due_on == date(2026, 11, 4)
    with pytest.raises(guards.OutOfOrder):
        actions.take_longer(one.pk, longer_why="再等等。", by=yunxi.clerk, at=moment("2026-10-21"))


def test_the_term_is_the_bureaus_own_and_says_so():
    assert (term_on(date(2026, 10, 14)).ordinary, term_on(date(2026, 10, 14)).complex) == (7, 15)
    assert "不是法律规定" in term_on(date(2026, 10, 14)).basis


def test_nobody_outside_reads_an_answer_before_a_second_person_releases_it():
    yunxi = world.world()
    one = answer(yunxi, rows.message(yunxi.bureau))

    assert list(public.answered()) == []
    release(yunxi, one)

    shown = public.answered().get()
    assert (shown.public_text, shown.reply.text) == ("夜间施工噪声找谁？", "请拨 12369。")
    assert shown.reply.released_by == yunxi.editor


def test_the_last_day_still_takes_longer_and_the_day_after_does_not():
    yunxi = world.world()
    one, other = rows.message(yunxi.bureau), rows.message(yunxi.bureau)  # due on 23 October

    actions.take_longer(one.pk, longer_why="需要监测。", by=yunxi.clerk, at=moment("2026-10-23", "23:00"))
    with pytest.raises(guards.OutOfOrder):
        actions.take_longer(other.pk, longer_why="需要监测。", by=yunxi.clerk, at=moment("2026-10-24"))


def test_who_wrote_the_answer_does_not_release_it():
    yunxi = world.world()
    world.give_role(yunxi.clerk, "editor")
    one = answer(yunxi, rows.message(yunxi.bureau))

    with pytest.raises(guards.SamePerson):
        actions.moderate(one.pk, by=yunxi.clerk, at=moment("2026-10-16"), **RELEASED)


def test_without_an_answer_there_is_nothing_to_release():
    yunxi = world.world()

    with pytest.raises(guards.OutOfOrder):
        release(yunxi, rows.message(yunxi.bureau))


def test_what_was_released_is_not_answered_again():
    yunxi = world.world()
    one = release(yunxi, answer(yunxi, rows.message(yunxi.bureau)))

    with pytest.raises(guards.OutOfOrder):
        answer(yunxi, one, text="别的话")


def test_a_private_message_is_answered_and_never_shown():
    yunxi = world.world()
    one = release(yunxi, answer(yunxi, rows.message(yunxi.bureau, is_private=True)))

    assert (one.state, one.hidden_why) == ("hidden", "asked")
    assert list(public.answered()) == []
    assert public.box(date(2026, 10, 16)).private == 1
    found = actions.ask(one.number, actions.code_of(one.key), address="a", at=moment("2026-10-16"))
    assert found is not None
    assert found.reply.released_at is not None


def test_another_bureau_neither_answers_nor_releases():
    yunxi, dongling = world.world(), world.world(code="dongling")
    one = rows.message(yunxi.bureau)

    with pytest.raises(guards.NotYourRoom):
        answer(dongling, one)
    with pytest.raises(guards.NotYourRoom):
        release(dongling, answer(yunxi, one))
    with pytest.raises(guards.NotYourRoom):
        actions.answer(one.pk, by=builders.staff("finance", at=yunxi.bureau), at=moment("2026-10-15"), **SAID)


@pytest.mark.parametrize(("today", "late"), [(date(2026, 10, 23), 0), (date(2026, 10, 24), 1)])
def test_due_today_is_not_late(today: date, late: int):
    rows.message(world.world().bureau)

    assert public.box(today).late == late
