"""Good answers become knowledge: written by one, published by another, searched, revised, reviewed, withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from approvals.questions import actions
from approvals.questions.guards import OutOfOrder, SamePerson, TellsWho
from approvals.questions.models import Article, Version, Vote
from approvals.questions.queries import articles, likeness
from disclosure.board.guards import PersonalData
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed, queries_of
from tests.builders import moment
from tests.questions import rows

pytestmark = pytest.mark.django_db
LATER = moment("2027-11-05")


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def test_the_writer_does_not_publish_and_a_second_person_does(of):
    one = rows.proposed(of)

    with pytest.raises(NotYours):
        actions.publish(one.pk, by=of.officer, at=rows.DONE)
    assert Client().get(f"/knowledge/{one.pk}/").status_code == 404
    one = actions.publish(one.pk, by=of.head, at=rows.DONE)
    assert (one.state, one.review_on, one.first_published_on) == ("published", date(2027, 11, 4), date(2026, 11, 4))


def test_a_head_who_wrote_it_needs_another_too(of):
    one = rows.published(of)
    actions.revise(one.pk, by=of.head, at=rows.DONE, **{**rows.WRITTEN, "reason": "名录改了"})

    with pytest.raises(SamePerson):
        actions.publish(one.pk, by=of.head, at=rows.DONE)
    with transaction.atomic(), pytest.raises(IntegrityError, match="nobody_publishes_alone"):
        Version.objects.filter(number=2).update(published_by=of.head, published_at=rows.DONE)


@pytest.mark.parametrize(("text", "refused"), [
    (f"请找{rows.NAME}", TellsWho), ("请拨 13800138000", TellsWho), ("身份证 11010519491231002X", PersonalData),
])  # fmt: skip
def test_nothing_of_a_person_becomes_public(of, text, refused):
    with pytest.raises(refused):
        rows.proposed(of, answer=text)
    assert not Article.objects.exists()


def test_a_new_version_is_public_only_once_it_is_published_and_keeps_the_old_with_its_reason(of):
    one = rows.published(of)
    actions.revise(
        one.pk, by=of.officer, at=LATER, **{**rows.WRITTEN, "answer": "按新名录报登记表。", "reason": "名录改了"}
    )

    assert "按新名录" not in Client().get(f"/knowledge/{one.pk}/").content.decode()
    actions.publish(one.pk, by=of.editor, at=LATER)
    page = Client().get(f"/knowledge/{one.pk}/").content.decode()
    assert "按新名录" in page
    assert "第 1 版" in page
    assert "名录改了" in page


def test_a_declined_version_leaves_what_was_published(of):
    one = rows.published(of)
    actions.revise(one.pk, by=of.officer, at=rows.DONE, **{**rows.WRITTEN, "reason": "换说法"})
    one = actions.decline(one.pk, reason="没有更清楚", by=of.editor, at=rows.DONE)

    assert (one.state, one.current.number) == ("published", 1)
    never = actions.decline(rows_other(of).pk, reason="太特殊", by=of.editor, at=rows.DONE)
    assert never.state == "declined"


def rows_other(of: rows.Office) -> Article:
    source = rows.answered(of, "k9")
    return actions.propose(source.pk, topic="other", by=of.officer, at=rows.DONE, **rows.WRITTEN)


def test_what_nobody_looked_at_for_a_year_is_overdue_until_somebody_confirms_it(of):
    one = rows.published(of)
    rows_ = Article.objects.all()

    assert list(articles.overdue(rows_, date(2027, 11, 4))) == []
    assert list(articles.overdue(rows_, date(2027, 11, 5))) == [one]
    one = actions.confirm(one.pk, by=of.head, at=LATER)
    assert one.review_on == date(2028, 11, 6)  # the 5th is a Sunday
    assert list(articles.overdue(rows_, date(2027, 11, 5))) == []


def test_a_withdrawn_article_leaves_its_title_day_and_reason(of):
    one = rows.published(of)
    actions.withdraw(one.pk, reason="名录已经废止", by=of.editor, at=rows.DONE)

    page = Client().get(f"/knowledge/{one.pk}/").content.decode()
    assert "名录已经废止" in page
    assert rows.SAID["applies"] not in page
    assert "名录已经废止" in Client().get("/knowledge/").content.decode()
    with pytest.raises(OutOfOrder):
        actions.withdraw(one.pk, reason="再下架", by=of.editor, at=rows.DONE)


def test_one_or_two_characters_find_it_and_a_topic_narrows(of):
    rows.published(of)
    client = Client()

    for query, is_there in (("q=纸", True), ("q=名录 食品", True), ("q=辐射", False), ("topic=document", True),
                            ("topic=waste", False)):  # fmt: skip
        page = client.get(f"/knowledge/?{query}").content.decode()
        assert (rows.WRITTEN["question"] in page) is is_there, query


def test_the_list_is_taken_away_without_a_name(of):
    rows.published(of)

    table = Client().get("/knowledge/?format=csv").content.decode()

    assert rows.WRITTEN["question"] in table
    assert rows.NAME not in table


def test_whether_it_helped_is_counted_once_from_one_place(of):
    one = rows.published(of)
    for said in ("yes", "yes", "no"):
        assert Client().post(f"/knowledge/{one.pk}/helpful/", {"helpful": said}).status_code == 200
    actions.vote(one.pk, is_yes=False, address="203.0.113.9", at=rows.DONE)

    assert sorted(Vote.objects.values_list("is_yes", flat=True)) == [False, True]
    assert "198.51" not in "".join(Vote.objects.values_list("source", flat=True))
    assert Client().post(f"/knowledge/{one.pk}/helpful/", {"helpful": "?"}).status_code == 422


def test_what_is_like_a_question_is_found_and_what_is_not_is_not(of):
    one = rows.published(of)

    assert likeness.articles_like("食品厂增加生产线要办环评吗？纸容器的", of.bureau) == [one]
    assert likeness.articles_like("夜里噪声扰民找谁投诉？", of.bureau) == []
    assert likeness.articles_like("", of.bureau) == []


def test_the_desk_lists_what_waits_and_what_is_overdue_with_the_same_queries(of):
    one = rows.published(of)
    client = just_confirmed(of.editor)
    few = queries_of(client, "/desk/knowledge/")
    for _n in range(2):
        other = rows_other_key(of, f"x{_n}")
        assert other.state == "proposed"

    assert queries_of(client, "/desk/knowledge/") == few
    page = client.get("/desk/knowledge/?only=open").content.decode()
    assert page.count("等人发布") >= 2
    with time_machine.travel(LATER, tick=False):
        page = just_confirmed(of.editor).get("/desk/knowledge/?only=overdue").content.decode()
    assert f'href="/desk/knowledge/{one.pk}/"' in page


def rows_other_key(of: rows.Office, key: str) -> Article:
    source = rows.answered(of, key, address=key)
    return actions.propose(source.pk, topic="other", by=of.officer, at=rows.DONE, **rows.WRITTEN)
