"""Bulletins: frozen when composed, published by a second person, corrected for a reason."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from disclosure.board.queries import datasets
from disclosure.quality import actions
from disclosure.quality.guards.refusals import NothingToTell, NotWaiting, NotYourBureau, SamePerson
from disclosure.quality.models import Bulletin, Reading
from disclosure.quality.queries.editions import edition
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.documents import tasks
from envportal.supervision.queries.cases import cases_in_view
from tests import builders
from tests.builders import moment
from tests.quality import places

pytestmark = pytest.mark.django_db
AT, LATER = moment("2026-11-02"), moment("2026-11-03")
ON = date(2026, 10, 1)


@pytest.fixture
def water() -> None:
    places.read(places.section(), "2026-10-01", "month", DO="8", NH3__N="1.21")


def compose(by: User, **told: str) -> Bulletin:
    return actions.compose(medium="water", on=ON, span="month", by=by, at=AT, **told)


@pytest.mark.usefixtures("water")
def test_a_bulletin_is_composed_by_one_and_published_by_another(editor: User, leader: User):
    made = compose(editor, comment="本月正常")
    published = actions.publish(made.pk, by=leader, at=LATER)

    assert (published.public_id, published.state, published.version) == ("yunxi-water-2026-10", "published", 1)
    assert (published.composed_by, published.published_by, published.published_at) == (editor, leader, LATER)
    assert published.facts["stations"][0]["over"] == [["氨氮", "1.21", "mg/L", "0.21"]]
    names = Event.objects.filter(name__startswith="bulletin").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["bulletin_composed", "bulletin_published"]
    assert edition() == (1, LATER)


@pytest.mark.usefixtures("water")
def test_who_composed_it_does_not_publish_it(editor: User):
    made = compose(editor)

    with pytest.raises(SamePerson):
        actions.publish(made.pk, by=editor, at=LATER)


@pytest.mark.usefixtures("water")
@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.SUPERVISOR, Role.LEADER])
def test_only_an_editor_composes(role: Role):
    with pytest.raises(NotYourBureau):
        compose(builders.staff(role))


@pytest.mark.usefixtures("water")
def test_another_bureaus_leader_does_not_publish_it(editor: User):
    made = compose(editor)
    stranger = builders.staff(Role.LEADER, at=builders.bureau("dongling", "东岭局", "东环"))

    with pytest.raises(NotYourBureau):
        actions.publish(made.pk, by=stranger, at=LATER)


@pytest.mark.usefixtures("water")
def test_what_changes_afterwards_does_not_change_the_bulletin(editor: User, leader: User):
    made = compose(editor)
    Reading.objects.filter(parameter="NH3-N").update(value=9)

    actions.publish(made.pk, by=leader, at=LATER)

    assert Bulletin.objects.get().facts["stations"][0]["number"] == 4


@pytest.mark.usefixtures("water")
def test_a_correction_is_a_second_version_for_a_reason(editor: User, leader: User):
    first = actions.publish(compose(editor).pk, by=leader, at=LATER)
    with pytest.raises(NotWaiting):
        compose(editor)

    second = actions.publish(compose(editor, reason="氨氮有误").pk, by=leader, at=LATER)

    first = Bulletin.objects.get(pk=first.pk)
    assert (first.state, second.state) == ("superseded", "published")
    assert (second.version, second.supersedes, second.public_id) == (2, first, "yunxi-water-2026-10-2")


@pytest.mark.usefixtures("water")
def test_a_draft_composed_again_gives_way_also_where_it_was_a_correction(editor: User, leader: User):
    actions.publish(compose(editor).pk, by=leader, at=LATER)
    given_up = compose(editor, reason="氨氮有误")

    again = compose(editor, reason="氨氮、总磷有误")

    assert Bulletin.objects.get(pk=given_up.pk).state == "dropped"
    assert (again.version, again.state) == (2, "draft")


@pytest.mark.usefixtures("water")
def test_the_same_form_sent_twice_makes_one_bulletin(editor: User):
    first = actions.compose(medium="water", on=ON, span="month", by=editor, at=AT, key="k")

    assert actions.compose(medium="water", on=ON, span="month", by=editor, at=AT, key="k") == first


@pytest.mark.usefixtures("water")
def test_a_published_bulletin_is_neither_published_again_nor_given_up(editor: User, leader: User):
    made = actions.publish(compose(editor).pk, by=leader, at=LATER)

    for step in (actions.publish, actions.abandon):
        with pytest.raises(NotWaiting if step is actions.publish else (NotWaiting, NotYourBureau)):
            step(made.pk, by=leader, at=LATER)


def test_of_nothing_no_bulletin_is_made(editor: User):
    places.section()

    with pytest.raises(NothingToTell):
        compose(editor)


@pytest.mark.usefixtures("water")
def test_a_published_bulletin_is_an_official_letter_with_the_same_figures(editor: User, leader: User):
    made = compose(editor, comment="本月正常")
    assert made.letter is None
    letter = actions.publish(made.pk, by=leader, at=LATER).letter

    assert letter is not None
    assert (letter.kind, letter.number) == ("bulletin", "云环质报〔2026〕1号")
    assert letter.title.endswith("生态环境局2026年10月地表水月报")
    assert letter.fields["statements"][0] == "监测并评价 1 个断面，Ⅰ—Ⅲ类 0 个，占 0%"
    [table] = letter.fields["tables"]
    row = dict(zip(table["head"], table["rows"][0], strict=True))
    assert (row["本月类别"], row["达标"], row["超标指标及倍数"]) == ("Ⅳ", "未达标", "氨氮 1.21 mg/L，超 0.21 倍")
    assert letter.fields["comment"] == "本月正常"
    assert (letter.case.kind, letter.case.number, letter.to) == ("bulletin", "云环质〔2026〕1号", None)


@pytest.mark.usefixtures("water")
def test_a_corrected_bulletin_is_a_new_letter_that_replaces_the_old_one_and_says_why(editor: User, leader: User):
    first = actions.publish(compose(editor).pk, by=leader, at=LATER)
    second = actions.publish(compose(editor, reason="补录了一个断面").pk, by=leader, at=LATER)

    assert second.letter is not None
    assert (second.letter.replaces, second.letter.case) == (first.letter, first.letter and first.letter.case)
    assert "补录了一个断面" in second.letter.fields["correction"]


@pytest.mark.usefixtures("water")
def test_everybody_fetches_the_letter_once_it_is_printed(editor: User, leader: User, client: Client):
    made = actions.publish(compose(editor).pk, by=leader, at=LATER)
    page, pdf = f"/quality/bulletins/{made.public_id}/", f"/quality/bulletins/{made.public_id}/bulletin.pdf"
    before = client.get(page)
    assert "正在生成" in before.content.decode()
    assert client.get(pdf).status_code == 404

    tasks.render_pending()

    after = client.get(page, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "云环质报〔2026〕1号" in after.content.decode()
    assert b"".join(client.get(pdf)).startswith(b"%PDF")


@pytest.mark.usefixtures("water")
def test_a_bulletin_is_no_case_anybody_waits_for(editor: User, leader: User):
    letter = actions.publish(compose(editor).pk, by=leader, at=LATER).letter
    asked_for = builders.case(bureau=editor.bureau, number="云环收〔2026〕1号", opened_on="2026-10-01")

    seen = set(cases_in_view(leader).values_list("pk", flat=True))

    assert letter is not None
    assert seen == {asked_for.pk}


@pytest.mark.usefixtures("water")
def test_published_bulletins_are_open_data_and_stand_in_the_sitemap(editor: User, leader: User, client: Client):
    told = datasets.dataset("bulletins")
    assert told is not None
    assert told.pages is not None
    compose(editor)
    assert list(told.rows()) == []

    published = actions.publish(Bulletin.objects.get().pk, by=leader, at=LATER)
    [row] = told.rows()
    [entry] = told.pages(1, published.pk)

    assert (row["id"], row["state"], row["published_at"]) == (published.public_id, "published", LATER)
    assert json.loads(str(row["facts"])) == published.facts
    assert entry.path == f"/quality/bulletins/{published.public_id}/"
    assert entry.path in client.get(f"/sitemap/bulletins/{published.pk // 10_000}.xml").content.decode()
