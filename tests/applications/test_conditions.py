"""批准条件: a row each, numbered, with what it is about; in letter, notice and bundle too; offered to the library."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from approvals.applications import actions, queries
from approvals.applications.actions.review import TopicMissing
from approvals.applications.forms.opinion import OpinionForm, from_rows, in_rows
from approvals.applications.models import Application, Condition
from approvals.applications.queries import Worded, topic_of, typed
from approvals.applications.queries.bundle import bundle
from disclosure.board.models import Notice
from envportal.documents import letters
from envportal.documents.models import Letter, Wording
from envportal.documents.queries import wording as words
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment

NINTH = moment("2026-10-09")
AIR, NOISE = Worded("air", "密闭收集废气。"), Worded("noise", "夜间不生产。")


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return world.world()


@pytest.fixture(scope="module")
def signed(yunxi: world.World) -> Application:
    return world.sign(yunxi, world.proposed(yunxi), moment("2026-10-20"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("厂界噪声执行 2 类标准。", "noise"), ("施工期噪声控制。", "construction"), ("活性炭吸附废气。", "air"),
        ("生产废水回用。", "water"), ("危险废物委托处置。", "solid"), ("编制应急预案。", "risk"),
        ("挥发性有机物总量来自关停企业。", "total"), ("排放口安装在线监测。", "monitoring"),
        ("恢复植被。", "ecology"), ("依法取得排污许可证。", "three"), ("其余按报告表。", ""),
    ],
)  # fmt: skip
def test_what_a_condition_is_about_is_suggested_by_its_words(text: str, topic: str) -> None:
    assert topic_of(text) == topic


def test_every_entry_of_the_library_has_its_own_topic_and_is_recognised_filled_in() -> None:
    library = [block for block in words.shipped().values() if block.is_condition]

    found = {block.key: topic_of(block.text.replace("【", "").replace("】", ""), library) for block in library}

    assert found == {block.key: block.topic for block in library}


def test_lines_become_conditions_and_what_says_nothing_of_it_is_about_something_else() -> None:
    assert typed("密闭收集废气。\n\n 其余按报告表。 ") == [AIR, Worded("other", "其余按报告表。")]


def form(**said: str) -> OpinionForm:
    return OpinionForm({"conclusion": "approve", "text": "同意。", "ground": "", **said}, rows=4)


def test_rows_that_were_begun_are_conditions_and_several_pasted_lines_are_several() -> None:
    filled = form(condition_1="密闭收集废气。\n设集气罩。", topic_1="air", condition_3="夜间不生产。", topic_3="noise")

    assert filled.is_valid()
    assert filled.cleaned_data["conditions"] == [AIR, Worded("air", "设集气罩。"), NOISE]


def test_a_condition_without_its_topic_or_with_an_open_place_is_told_at_its_row() -> None:
    filled = form(condition_2="夜间不生产。", condition_3="排气筒不低于【排气筒高度】。", topic_3="air")

    assert not filled.is_valid()
    assert set(filled.errors) == {"topic_2", "condition_3"}


def test_no_row_is_left_out_and_more_than_may_be_are_refused_in_one_sentence() -> None:
    rows = in_rows([Worded("noise", f"第{n}条。") for n in range(1, 202)])
    assert [one.text for one in from_rows(rows)][60:] == [f"第{n}条。" for n in range(61, 202)]

    sent = {"conclusion": "approve", "text": "同意。", "ground": "", **rows}
    too_many, fit = OpinionForm(sent, rows=201), OpinionForm({**sent, "condition_201": ""}, rows=201)

    assert too_many.non_field_errors() == ["批准条件最多 200 条，现在有 201 条"]
    assert fit.is_valid()
    assert len(fit.cleaned_data["conditions"]) == 200


def test_a_refusal_has_no_conditions_whatever_stands_in_the_rows() -> None:
    filled = form(conclusion="refuse", ground="5", condition_1="夜间不生产。")

    assert filled.is_valid()
    assert filled.cleaned_data["conditions"] == []


def test_what_was_typed_so_far_comes_back_with_the_topic_its_words_suggest() -> None:
    assert from_rows({"condition_2": "夜间不生产。", "topic_2": "", "condition_5": "按报告表", "topic_5": "risk"}) == [
        NOISE, Worded("risk", "按报告表"),
    ]  # fmt: skip
    assert in_rows([NOISE]) == {"condition_1": "夜间不生产。", "topic_1": "noise"}


@pytest.mark.django_db
def test_each_is_a_row_with_number_topic_and_words(signed: Application) -> None:
    found = signed.opinions.get().conditions.values_list("number", "topic", "text")

    assert list(found) == [(1, *AIR), (2, *NOISE)]


@pytest.mark.django_db
def test_none_is_written_without_what_it_is_about(yunxi: world.World) -> None:
    application = world.accepted(yunxi, project_code="2609-990102-07-02-418824")

    with pytest.raises(TopicMissing):
        actions.write_opinion(
            application.pk, conclusion="approve", text="同意。", conditions=[Worded("", "夜间不生产。")],
            by=yunxi.officer, at=NINTH,
        )  # fmt: skip
    assert not Condition.objects.filter(opinion__application=application).exists()


@pytest.mark.django_db
def test_the_letter_has_them_under_what_they_are_about_and_keeps_the_codes(signed: Application) -> None:
    letter = Letter.objects.get(kind=Letter.Kind.APPROVAL)
    html = letters.html(letter)

    assert (letter.fields["conditions"], letter.fields["topics"]) == ([AIR.text, NOISE.text], ["air", "noise"])
    places = [html.index(text) for text in ("大气污染防治", AIR.text, "噪声污染防治", NOISE.text)]
    assert places == sorted(places)


@pytest.mark.django_db
def test_notice_and_bundle_say_number_topic_and_words(signed: Application) -> None:
    facts = dict(Notice.objects.get(kind=Notice.Kind.DECISION).facts)
    files = {entry.name: entry.content for entry in bundle(signed, moment("2026-10-21").date(), inside=True).entries}

    assert facts["批准条件"] == "1. 大气污染防治：密闭收集废气。\n2. 噪声污染防治：夜间不生产。"
    assert json.loads(files["case.json"] or b"")["conditions"] == [
        {"number": 1, "topic": "air", "topic_name": "大气污染防治", "text": AIR.text},
        {"number": 2, "topic": "noise", "topic_name": "噪声污染防治", "text": NOISE.text},
    ]


@pytest.mark.django_db
def test_one_written_by_hand_is_offered_to_the_library_from_its_case(yunxi: world.World, signed: Application) -> None:
    condition = signed.opinions.get().conditions.get(number=2)
    address = f"/desk/cases/{signed.pk}/conditions/{condition.pk}/offer/"
    said: dict[str, Any] = {
        "topic": "noise", "title": "夜间停产", "industries": "", "text": "夜间不得生产。", "valid_from": "2026-10-22",
        "why": "常用",
    }  # fmt: skip
    with time_machine.travel(moment("2026-10-20", "15:00"), tick=True):
        officer = just_confirmed(yunxi.officer)
        assert address in officer.get(f"/desk/cases/{signed.pk}/").content.decode()
        assert "夜间不生产。" in officer.get(address).content.decode()
        assert officer.post(address, {**said, "title": "", "_key": str(uuid4())}).status_code == 422
        assert officer.post(address, {**said, "_key": str(uuid4())}).status_code == 302
        assert just_confirmed(yunxi.clerk).get(address).status_code == 403

    offered = Wording.objects.get()
    assert (offered.topic, offered.text, offered.proposed_by, offered.agreed_by) == (
        "noise", "夜间不得生产。", yunxi.officer, None,
    )  # fmt: skip


@pytest.mark.django_db
def test_what_is_from_the_library_as_it_stands_is_not_offered_again(yunxi: world.World) -> None:
    application = world.accepted(yunxi, project_code="2609-990102-07-02-418825")
    shipped = words.shipped()["condition.solid.general"]
    conditions = [Worded(shipped.topic, shipped.text), NOISE]
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意。", conditions=conditions, by=yunxi.officer, at=NINTH
    )

    opinion = application.opinions.get()
    assert queries.own_words(opinion, NINTH.date()) == {opinion.conditions.get(number=2).pk}
