"""变动: declared before it is built; a major one waits for an approval of its own."""

from datetime import date

import pytest

from approvals.aftercare import actions
from approvals.aftercare.guards import ChangedMuch, NotPossible, OutOfOrder
from approvals.aftercare.models import Aftercare, Milestone
from approvals.aftercare.queries.facts import completion_facts
from approvals.aftercare.rules import changes
from approvals.aftercare.states import Step
from tests import builders, world
from tests.aftercare.rows import built, followed, report
from tests.builders import moment
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> World:
    return world.world()


def declared(of: World, care: Aftercare) -> int:
    actions.declare_change(
        care.pk, aspects=["scale"], words="增加两条成型线", planned_on=None, by=of.applicant, at=moment("2026-03-02")
    )
    return care.changes.get().pk


def judge(of: World, care: Aftercare, change: int, *, is_major: bool, items: tuple[str, ...] = ()) -> None:
    actions.judge_change(
        care.pk, change=change, is_major=is_major, items=items, reason="产能增加 35%", by=of.officer,
        at=moment("2026-03-04"),
    )  # fmt: skip


def test_a_major_change_stands_against_acceptance_until_it_is_approved_anew(of):
    care = built(of, followed(of))
    change = declared(of, care)
    judge(of, care, change, is_major=True, items=("2",))
    with pytest.raises(ChangedMuch):
        report(of, care, Step.REPORTED, "2026-07-01")

    new = world.submitted(of).case
    actions.name_new(care.pk, change=change, number=str(new.number), by=of.applicant, at=moment("2026-10-09"))
    with pytest.raises(ChangedMuch):
        report(of, care, Step.REPORTED, "2026-07-01", at="2026-10-09")
    actions.begin(
        new, [], document_number="云环审〔2026〕40号", decided_on=date(2026, 10, 20), portal_service=True, by=of.leader,
        at=moment("2026-10-20"),
    )  # fmt: skip

    assert report(of, care, Step.REPORTED, "2026-10-21").state == "followed"


def test_a_change_that_is_not_major_belongs_to_the_acceptance(of):
    care = built(of, followed(of))
    change = declared(of, care)
    with pytest.raises(ChangedMuch):
        report(of, care, Step.REPORTED, "2026-07-01")

    judge(of, care, change, is_major=False)

    report(of, care, Step.REPORTED, "2026-07-01")
    with pytest.raises(OutOfOrder):
        judge(of, care, change, is_major=True)


def test_what_stands_on_the_list_is_major(of):
    care = followed(of)
    change = declared(of, care)
    assert len(changes.listed()) == 13

    with pytest.raises(NotPossible, match="属于重大变动"):
        judge(of, care, change, is_major=False, items=("2",))


def test_another_enterprises_application_is_not_found(of):
    care = followed(of)
    change = declared(of, care)
    judge(of, care, change, is_major=True, items=("2",))
    other = builders.case(
        number="云环收〔2026〕99号", opened_on=date(2026, 3, 3), bureau=of.bureau, enterprise=world.drafting_unit(of)
    )

    with pytest.raises(NotPossible, match="没有找到"):
        actions.name_new(care.pk, change=change, number=str(other.number), by=of.applicant, at=moment("2026-03-05"))


def test_an_application_filed_before_the_change_was_judged_is_not_for_it(of):
    care = followed(of)
    change = declared(of, care)
    judge(of, care, change, is_major=True, items=("2",))
    before = builders.case(
        number="云环收〔2026〕9号", opened_on=date(2026, 3, 3), bureau=of.bureau, enterprise=of.owner
    )

    with pytest.raises(NotPossible, match="早于"):
        actions.name_new(care.pk, change=change, number=str(before.number), by=of.applicant, at=moment("2026-03-05"))


def test_why_a_published_conclusion_was_put_right_is_no_conclusion(of):
    care = built(of, followed(of))
    report(of, care, Step.REPORTED, "2026-06-02")
    report(of, care, Step.PUBLISHED, "2026-06-05", words="验收合格", link="https://owner.example/report")
    wrong = Milestone.objects.get(step=Step.PUBLISHED)
    actions.correct(
        care.pk, milestone=wrong.pk, on=date(2026, 6, 4), words="日期写错", by=of.applicant, at=moment("2026-07-01")
    )  # fmt: skip

    told = completion_facts(care, care.phases.get(), Milestone.objects.get(corrects=wrong))

    assert (told["验收意见"], told["变动情况"]) == ("验收合格", "无变动")
