"""A bureau's own words: two people make a version, it begins on its day, and what was sent reads as it was sent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from envportal.accounts.enums import Role
from envportal.audit.models import Event
from envportal.documents import actions, letters, rules
from envportal.documents.models import Letter, Wording
from envportal.documents.queries import wording as words
from envportal.documents.rules import versions
from envportal.documents.rules import wording as fit
from envportal.refusals import NotYours
from tests import builders
from tests.builders import moment
from tests.documents import specimens
from tests.documents.specimens import Kind

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-19")
CLOSING = "acceptance.closing"
OURS = "办理中有问题，请拨打窗口电话。审批不收取任何费用。"


@pytest.fixture
def officer():
    return builders.staff(Role.OFFICER, "周明远")


@pytest.fixture
def leader():
    return builders.staff(Role.LEADER, "韩松年")


def block(key: str = CLOSING, on: date = date(2026, 10, 19)) -> words.Block:
    return words.in_force(builders.bureau(), on)[key]


def version(**told: Any) -> dict[str, Any]:
    return {"text": OURS, "valid_from": date(2026, 11, 1), "why": "写明电话", "at": NOW, **told}


def agreed(officer, leader, key: str = CLOSING, **told: Any) -> Wording:
    proposal = actions.propose_wording(block(key), by=officer, **version(**told))
    return actions.agree_wording(proposal.pk, by=leader, at=NOW)


def test_a_letter_has_the_words_of_its_day_and_says_which_version(officer, leader):
    agreed(officer, leader)
    case = specimens.case()

    before = specimens.letter(of=case, on="2026-10-31")
    on_the_day = specimens.letter(of=case, on="2026-11-01")

    assert before.frame["wording"]["closing"]["version"] == 0
    assert on_the_day.frame["wording"]["closing"] == {"words": OURS, "key": CLOSING, "version": 1}
    assert OURS not in letters.html(before)
    assert OURS in letters.html(on_the_day)


def test_a_letter_sent_before_a_version_keeps_its_words_after_it(officer, leader):
    letter = specimens.letter(of=specimens.case(), on="2026-10-19")
    read = letters.html(letter)
    agreed(officer, leader, valid_from=date(2026, 10, 20))

    letter.refresh_from_db()

    assert letters.html(letter) == read


@pytest.mark.parametrize("kind", Kind.values)
def test_a_letter_sent_before_bureaus_had_words_of_their_own_reads_as_it_did(kind):
    letter = specimens.letter(kind)
    read = letters.html(letter)
    del letter.frame["wording"]

    assert letters.html(letter) == read


def test_the_next_version_has_the_next_number_and_the_one_before_stays(officer, leader):
    first = agreed(officer, leader)
    second = agreed(officer, leader, valid_from=date(2026, 12, 1), text="另一段文字。")

    assert (first.number, second.number) == (1, 2)
    assert block(on=date(2026, 11, 30)).text == OURS
    assert block(on=date(2026, 12, 1)).text == "另一段文字。"


def test_nobody_decides_on_their_own_words(leader):
    proposal = actions.propose_wording(block(), by=leader, **version())

    with pytest.raises(versions.NeedsSecondPerson):
        actions.agree_wording(proposal.pk, by=leader, at=NOW)
    with pytest.raises(versions.NeedsSecondPerson):
        actions.decline_wording(proposal.pk, answer="x", by=leader, at=NOW)
    with pytest.raises(IntegrityError, match=r"nobody_agrees_to_their_own_wording|CHECK"), transaction.atomic():
        Wording.objects.update(agreed_by=leader, agreed_at=NOW, number=1)


def test_another_bureaus_leader_does_not_decide(officer):
    proposal = actions.propose_wording(block(), by=officer, **version())
    stranger = builders.staff(Role.LEADER, at=builders.bureau("dongling", "东岭市生态环境局", "东环"))

    with pytest.raises(NotYours):
        actions.agree_wording(proposal.pk, by=stranger, at=NOW)


def test_another_bureaus_letters_keep_their_words(officer, leader):
    agreed(officer, leader)

    elsewhere = builders.bureau("dongling", "东岭市生态环境局", "东环")

    assert words.in_force(elsewhere, date(2026, 11, 1))[CLOSING].number == 0


@pytest.mark.parametrize(("first", "is_early"), [(date(2026, 10, 19), True), (date(2026, 10, 20), False)])
def test_a_version_begins_tomorrow_at_the_earliest(officer, first, is_early):
    if is_early:
        with pytest.raises(versions.BeginsTooEarly):
            actions.propose_wording(block(), by=officer, **version(valid_from=first))
    else:
        assert actions.propose_wording(block(), by=officer, **version(valid_from=first)).valid_from == first


def test_a_version_agreed_to_too_late_does_not_reach_back(officer, leader):
    proposal = actions.propose_wording(block(), by=officer, **version(valid_from=date(2026, 10, 20)))

    with pytest.raises(versions.BeginsTooEarly):
        actions.agree_wording(proposal.pk, by=leader, at=moment("2026-10-20"))


def test_no_version_begins_before_one_agreed_on(officer, leader):
    agreed(officer, leader, valid_from=date(2026, 12, 1))

    with pytest.raises(versions.BeginsTooEarly):
        actions.propose_wording(block(), by=officer, **version(text="夹在中间。"))


def test_words_that_change_nothing_are_refused(officer):
    with pytest.raises(versions.NothingChanges):
        actions.propose_wording(block(), by=officer, **version(text=block().text))


def test_one_version_waits_at_a_time_and_one_turned_down_makes_room(officer, leader):
    proposal = actions.propose_wording(block(), by=officer, **version())
    with pytest.raises(versions.IsProposed):
        actions.propose_wording(block(), by=leader, **version(text="又一段。"))

    actions.decline_wording(proposal.pk, answer="语气太硬", by=leader, at=NOW)

    assert actions.propose_wording(block(), by=officer, **version(text="又一段。")).number is None
    assert block(on=date(2027, 1, 1)).number == 0


def test_a_form_that_comes_twice_makes_one_version(officer, leader):
    one, two = (actions.propose_wording(block(), by=officer, key="p", **version()) for _n in range(2))
    for _n in range(2):
        actions.agree_wording(one.pk, by=leader, at=NOW, key="a")

    assert one == two
    assert [event.name for event in Event.objects.filter(name__startswith="wording")] == [
        "wording_proposed", "wording_agreed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["<b>收费</b>", "一&nbsp;二", "一段\n又一段", "{项目名称", "{不认识}", "{监督管理单位}负责监督。", "收到{}"],
)
def test_words_that_could_not_be_printed_are_refused(text):
    with pytest.raises(fit.UnfitWords):
        fit.require_fit(block(), text)


def test_what_a_sentence_must_say_is_not_left_out():
    with pytest.raises(fit.UnfitWords, match="管辖法院"):
        fit.require_fit(block("all.remedies"), block("all.remedies").text.replace("{管辖法院}", "法院"))


@pytest.mark.parametrize(("key", "word"), [("all.contact", "主送单位"), ("all.remedies", "复议后期限")])
def test_a_word_some_letters_would_have_nothing_for_is_not_offered_for_all_of_them(key, word):
    with pytest.raises(fit.UnfitWords):
        fit.require_fit(block(key), f"{block(key).text}{{{word}}}")


@pytest.mark.parametrize("key", list(words.shipped()))
def test_every_shipped_text_is_fit_to_be_proposed(key):
    fit.require_fit(words.shipped()[key], words.shipped()[key].text)


def test_a_word_in_braces_the_letter_has_nothing_for_is_refused_and_takes_no_number(officer, leader):
    agreed(officer, leader, text="承诺于{承诺办结日期}前办结。", valid_from=date(2026, 10, 20))
    case = specimens.case()

    with pytest.raises(rules.MissingField, match="承诺办结日期"):
        specimens.letter(of=case, on="2026-10-20", pledged_due_on="")

    assert specimens.letter(of=case, on="2026-10-20").number == "云环受〔2026〕1号"


def test_a_preview_reads_as_today_and_keeps_nothing(officer, leader):
    letter = specimens.letter(of=specimens.case(), on="2026-10-19")
    proposal = actions.propose_wording(block(), by=officer, **version())
    before = (Letter.objects.count(), Event.objects.count())

    shown = letters.preview(letter, words.block_of(proposal), at=moment("2026-10-25"))

    assert OURS in letters.html(shown)
    assert shown.pk is None
    assert (shown.number, letters.paper(shown)["day"]) == ("预览，不是文书", "2026年10月25日")
    assert (Letter.objects.count(), Event.objects.count()) == before


def test_a_difference_is_read_as_what_went_and_what_came():
    changes = fit.differences("应当在{受理日期}前补齐材料。", "请在{受理日期}前一次补齐材料。")

    assert changes == [
        ("del", "应当"), ("ins", "请"), ("", "在{受理日期}前"), ("ins", "一次"), ("", "补齐材料。"),
    ]  # fmt: skip
