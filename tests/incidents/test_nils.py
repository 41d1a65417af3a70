"""That nothing happened is drafted at the end of a period, said by a person, and impossible while something did."""

from datetime import date

import pytest

from disclosure.board import board
from disclosure.board.guards import NotNil
from disclosure.board.models import DisclosureItem, NilReturn
from disclosure.board.queries import catalogue
from enforcement.incidents import actions, tasks
from envportal.accounts.enums import Role
from tests.accounts.conftest import just_confirmed
from tests.builders import moment, staff
from tests.incidents.conftest import called, graded

pytestmark = pytest.mark.django_db
OVER = moment("2026-10-01", "00:20")
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def test_a_quiet_quarter_is_drafted_once_and_said_by_a_person(office):
    editor = staff(Role.EDITOR)
    [draft] = actions.draft_nil_returns(at=OVER)
    assert actions.draft_nil_returns(at=OVER) == []
    assert (draft.first_day, draft.last_day, draft.said_by, draft.published_at) == (FIRST, LAST, None, None)
    assert "系统按期起草" in just_confirmed(editor).get("/desk/board/catalogue/").content.decode()

    board.publish_nil(draft.pk, by=editor, at=moment("2026-10-08"))

    assert catalogue.latest_nils(office.bureau)["incident"].pk == draft.pk


@pytest.mark.parametrize(
    ("at", "drafted"), [("2026-06-30", 1), ("2026-07-01", 0), ("2026-09-30", 0), ("2026-10-01", 1)]
)
def test_nothing_is_drafted_for_a_period_in_which_something_came_to_light(office, at, drafted):
    called(office.inspector, moment(at, "00:10"))

    assert len(actions.draft_nil_returns(at=OVER)) == drafted


def test_what_occurred_on_the_last_day_and_was_heard_of_the_next_one_is_of_that_period_too(office):
    called(office.inspector, moment("2026-10-01", "00:10"), occurred_at=moment("2026-09-30", "23:40"))

    assert actions.draft_nil_returns(at=OVER) == []


def test_a_nil_return_does_not_stand_against_what_came_to_light_later(office, client):
    [draft] = actions.draft_nil_returns(at=OVER)
    board.publish_nil(draft.pk, by=staff(Role.EDITOR), at=moment("2026-10-08"))
    assert "0 起" in client.get("/incidents/").content.decode()
    told_before = catalogue.latest_nils(office.bureau)["incident"]

    incident = called(office.inspector, moment("2026-10-09"), discovered_at=moment("2026-09-30", "08:00"))
    assert "0 起" in client.get("/incidents/").content.decode()
    graded(incident, office.inspector, "4", moment("2026-10-09"))

    page = client.get("/incidents/").content.decode()
    assert ("0 起" in page, "不再作数" in page) == (False, True)
    assert (told_before, catalogue.latest_nils(office.bureau)) == (draft, {})
    actions.dismiss(incident.pk, why="误报", is_hoax=False, by=office.head, at=moment("2026-10-10"))
    assert "0 起" in client.get("/incidents/").content.decode()


def test_nobody_can_say_that_nothing_happened_while_one_is_not_public_yet(office):
    called(office.inspector)

    with pytest.raises(NotNil, match="1 起"):
        board.say_nil(
            board.column("incident"), first_day=FIRST, last_day=LAST, by=staff(Role.EDITOR), at=moment("2026-10-08")
        )  # fmt: skip


def test_a_draft_is_not_published_once_one_came_to_light(office):
    [draft] = actions.draft_nil_returns(at=OVER)
    called(office.inspector)

    editor = staff(Role.EDITOR)
    with pytest.raises(NotNil):
        board.publish_nil(draft.pk, by=editor, at=moment("2026-10-08"))
    page = just_confirmed(editor).get("/desk/board/catalogue/").content.decode()
    assert ("这段时间发生过，不能发布" in page, f"/desk/board/nils/{draft.pk}/publish/" in page) == (True, False)


def test_what_was_no_incident_leaves_the_period_empty(office):
    incident = called(office.inspector)
    actions.dismiss(incident.pk, why="谎报", is_hoax=True, by=office.head, at=moment("2026-10-01", "00:10"))

    assert len(actions.draft_nil_returns(at=OVER)) == 1


def test_the_part_of_a_period_that_was_said_is_not_said_again(office):
    board.draft_nil("incident", office.bureau, first_day=FIRST, last_day=date(2026, 7, 31), at=OVER)

    [draft] = actions.draft_nil_returns(at=OVER)

    assert (draft.first_day, draft.last_day) == (date(2026, 8, 1), LAST)


def test_the_column_is_silent_where_neither_was_published(office):
    DisclosureItem.objects.filter(code="incident").update(valid_from=date(2026, 1, 1))
    item = catalogue.items(LAST)[[one.code for one in catalogue.items(LAST)].index("incident")]

    assert catalogue.kept_one(item, office.bureau, date(2026, 4, 2)).silent_since == date(2026, 4, 1)
    incident = graded(called(office.inspector), office.inspector, "4", OVER)
    assert catalogue.kept_one(item, office.bureau, date(2026, 10, 2)).silent_since is not None
    notice = actions.publish(
        incident.pk, stage="incident_initial", facts={"处置情况": "已拦截"}, by=office.inspector, at=OVER
    )
    board.publish(notice.pk, by=staff(Role.EDITOR), at=OVER)
    assert catalogue.kept_one(item, office.bureau, date(2026, 10, 2)).silent_since is None


def test_the_task_looks_at_the_wall(office):
    assert tasks.draft_nil_returns() == NilReturn.objects.count() == 1
