"""Whoever writes about a petition learns nothing of who reported it by what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enforcement.petitions import actions, guards
from enforcement.petitions.models import Petition
from envportal.audit import log
from envportal.messaging.models import Message
from tests.accounts.conftest import just_confirmed
from tests.petitions import rows

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def handled(of: rows.Office, key: str = "n") -> Petition:
    one = actions.report(of.bureau, rows.named(), key=key, address=key, at=rows.CAME)
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)
    return actions.accept(one.pk, by=of.officer, at=rows.TAKEN)


def covered(one: Petition) -> list[str]:
    return [str(event.actor_name) for event in log.history(one.case) if event.name == "petition_words_covered"]


def test_a_guess_that_fits_and_one_that_does_not_get_the_same_answer(of: rows.Office) -> None:
    client = just_confirmed(of.officer)

    def guess(one: Petition, name: str) -> HttpResponse:
        typed = {"finding": "true", "found": f"{name}在现场", "done": "已改", "responsible": "无"}
        answer: HttpResponse = client.post(f"/desk/petitions/{one.pk}/answer/", typed)
        return answer

    right, wrong = handled(of), handled(of, "m")
    fits, does_not = guess(right, rows.NAME), guess(wrong, "画眉鸟")

    assert (fits.status_code, fits.content) == (does_not.status_code, does_not.content) == (302, b"")
    for one, name in ((right, "■■"), (wrong, "画眉鸟")):
        assert Petition.objects.get(pk=one.pk).answers.get().found == f"{name}在现场"
    # The right one stands on the log, and those who watch the bureau are told who it was.
    assert (covered(right), covered(wrong)) == (["程野"], [])
    message = Message.objects.get(template="petition_words_covered")
    assert (message.to_user, "程野" in message.body) == (of.supervisor, True)
    assert rows.NAME not in message.body + message.subject


def test_who_has_seen_the_reporter_is_told_to_write_it_otherwise(of: rows.Office) -> None:
    one = handled(of)
    actions.see_reporter(one.pk, reason="核实位置", by=of.officer, at=rows.TAKEN)

    with pytest.raises(guards.TellsWho):
        actions.answer(one.pk, by=of.officer, at=rows.DONE, **{**rows.SAID, "found": f"{rows.NAME}反映"})
    assert covered(one) == []


def test_a_look_at_one_report_is_none_at_another_it_was_merged_with(of: rows.Office) -> None:
    main, other = handled(of), actions.report(of.bureau, rows.told(name="画眉鸟"), key="m", address="m", at=rows.CAME)
    actions.merge(other.pk, into=main, reason="同一件", by=of.clerk, at=rows.TAKEN)
    actions.see_reporter(main.pk, reason="核实位置", by=of.officer, at=rows.TAKEN)

    one = actions.answer(main.pk, by=of.officer, at=rows.DONE, **{**rows.SAID, "found": "画眉鸟也反映过"})

    assert one.answers.get().found == "■■也反映过"
