"""The pages of a void letter: who sees what of it, and the way from the case to the letter in its place."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from envportal.documents.models import Letter, Voiding
from tests import world
from tests.applications.test_voiding import approved, deputy, on_paper, replaced

pytestmark = pytest.mark.django_db


def test_both_sides_read_the_difference_and_only_the_desk_reads_who_and_why() -> None:
    yunxi = world.world()
    old, new = replaced(yunxi, approved(yunxi))
    desk, mine = Client(), Client()
    desk.force_login(yunxi.officer)
    mine.force_login(yunxi.applicant)

    inside = desk.get(reverse("documents:desk_letter", args=[old.pk])).content.decode()
    outside = mine.get(reverse("documents:letter", args=[old.pk])).content.decode()
    shown = mine.get(reverse("documents:letter", args=[new.pk])).content.decode()

    assert ("第二条有错字" in inside, deputy(yunxi).name in inside) == (True, True)
    assert ("第二条有错字" in outside, deputy(yunxi).name in outside) == (False, False)
    assert "文字差错" in outside
    assert "<del>" in shown
    assert "（改为）" in shown


def test_the_pages_of_voiding_lead_from_the_case_to_the_new_letter() -> None:
    yunxi = world.world()
    letter = approved(yunxi)
    officer, leader = Client(), Client()
    officer.force_login(yunxi.officer)
    leader.force_login(deputy(yunxi))
    case = letter.case_id
    step = reverse("applications:propose_void", args=[case, letter.pk])

    form = officer.get(step).content.decode()
    unchanged = officer.post(step, {"ground": "typo", "reason": "错字", **said(letter)})
    officer.post(step, {"ground": "typo", "reason": "错字", **said(letter), "said_conclusion": "经审查，可以建设。"})
    voiding = Voiding.objects.get()
    decide = reverse("applications:agree_void", args=[case, voiding.pk])
    read = leader.get(decide).content.decode()
    done = leader.post(decide)

    assert "说明（不公开）" in form
    assert (unchanged.status_code, done.status_code) == (409, 302)
    assert voiding.changes == {"conclusion": "经审查，可以建设。"}
    assert "<ins>" in read
    assert Letter.objects.get(replaces=letter).fields["conclusion"] == "经审查，可以建设。"
    assert leader.post(decide).status_code == 409


def said(letter: Letter) -> dict[str, str]:
    """What the form shows before anybody types."""
    fields = {f"said_{name}": value for name, value in letter.fields.items() if name not in {"days", "planned"}}
    return {name: "\n".join(value) if isinstance(value, list) else str(value) for name, value in fields.items()}


def test_a_void_letter_waits_for_no_service_and_its_pdf_stays_to_be_fetched() -> None:
    yunxi = world.world()
    old, _new = replaced(yunxi, on_paper(approved(yunxi)))
    clerk = Client()
    clerk.force_login(yunxi.clerk)

    desk = clerk.get("/desk/").content.decode()
    public = Client().get(f"/v/{old.code}/").content.decode()

    assert (old.number in desk, "云环审〔2026〕2号" in desk) == (False, True)
    assert ("已被替换" in public, "文字差错" in public, "第二条有错字" in public) == (True, True, False)


def test_a_letter_of_another_case_is_not_found_under_this_one() -> None:
    yunxi = world.world()
    letter = approved(yunxi)
    other = world.submitted(yunxi)
    officer = Client()
    officer.force_login(yunxi.clerk)

    answer = officer.get(reverse("applications:propose_void", args=[other.pk, letter.pk]))

    assert answer.status_code == 404
