"""Letters that name the end of a limit carry every day of it: counted or not, and why."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from approvals.applications import actions
from envportal.documents.enums import LetterKind
from envportal.documents.models import Letter
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi():
    return world.world()


def letter(application, kind: str) -> Letter:
    found: Letter = application.case.letters.get(kind=kind)
    return found


def cells(letter: Letter) -> dict[str, list[str]]:
    """By their labels; of days of the same number in two months the first."""
    found: dict[str, list[str]] = {}
    for week in letter.fields["sheet"]["weeks"]:
        for cell in week:
            found.setdefault(cell[0] if cell else "", cell[1:])
    return found


def lines(letter: Letter) -> list[str]:
    return [line for week in letter.fields["sheet"]["weeks"] for cell in week for line in cell[1:]]


def test_the_acceptance_letter_has_law_and_pledge_day_by_day(yunxi):
    said = letter(world.accepted(yunxi), LetterKind.ACCEPTANCE)
    days = cells(said)

    assert (days["9/14"], days["17"]) == (["法 起", ""], ["法 3", "诺 起"])
    assert [line for line in lines(said) if line.endswith("满")] == ["法 30满", "诺 18满"]
    notes = said.fields["sheet"]["notes"]
    assert notes[0].startswith("法定：30 日。收件后经过 30 天，10月14日 计满 30 天。依据：")
    assert "9月20日：调休上班，计入（承诺）；9月25日—27日：法定节假日（中秋节），不计入（承诺）" in notes[2]
    assert notes[3] == "节假日和调休上班依据：国务院办公厅关于2026年部分节假日安排的通知（文号未记录）。"
    assert "到成文日，收件以来 3 天：本局 3 天，申请人 0 天，第三方 0 天。" in notes
    assert notes[-1].startswith("法：法定时限；诺：承诺时限。")


def test_the_days_are_chinese_whoever_takes_the_step(yunxi):
    application = world.submitted(yunxi)
    with translation.override("en"):
        actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-17"))

    assert "法 起" in cells(letter(application, LetterKind.ACCEPTANCE))["9/14"]


def test_the_letter_on_a_special_step_foresees_the_pause_before_it_is_on_record(yunxi):
    application = world.accepted(yunxi)
    actions.commission_expert_review(
        application.pk, reason="新增印刷线", experts="评审专家组", planned_days=7, by=yunxi.officer,
        at=moment("2026-09-23", "09:00"),
    )  # fmt: skip
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23", "15:12"))

    said = letter(application, LetterKind.SPECIAL_STEP)

    assert [cells(said)[day] for day in ("23", "24", "30")] == [
        ["法 9", "诺 5"], ["法 停", "诺 停"], ["法 停", "诺 停"],
    ]  # fmt: skip
    assert "9月24日—30日：暂停：专家评审（行政许可法第45条），不计入（法定、承诺）" in said.fields["sheet"]["notes"][2]
    assert said.fields["sheet"]["notes"][0].endswith(
        "10月21日 计满 30 天。依据：生态环境法典第102条，行政许可法第45条。"
    )


def test_the_extension_letter_has_the_longer_pledge(yunxi):
    world.pledge(yunxi.bureau, amount=10, since=date(2026, 9, 1))
    application = world.accepted(yunxi)
    actions.extend(application.pk, days=2, reason="监测未完成。", by=yunxi.leader, at=moment("2026-09-25"))

    assert "诺 10满" in lines(letter(application, LetterKind.ACCEPTANCE))
    assert "诺 12满" in lines(letter(application, LetterKind.EXTENSION))
