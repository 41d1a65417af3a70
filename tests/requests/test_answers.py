"""What each kind of answer has to say, who signs it, what its letter says of remedies."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from disclosure.requests import actions, guards
from disclosure.requests.models import Answer, Request
from disclosure.requests.rules import answers
from disclosure.requests.states import GRANTED, Outcome
from envportal.deadlines.models import Clock
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.builders import moment
from tests.documents import corpus
from tests.requests import rows

pytestmark = pytest.mark.django_db
AT = moment("2026-10-14")
TOLD = {
    "ground": "process", "reasons": "仍在讨论中", "supplied": "报告 1 份", "place": "http://127.0.0.1/board/",
    "search": "查了档案系统 2024 至 2026 年", "earlier": "云环公复〔2026〕1号", "organ": "云溪市水利局",
    "organ_contact": "0999-000 0001",
}  # fmt: skip


def test_every_kind_of_answer_asks_for_what_the_regulation_wants_and_keeps_nothing_else():
    for outcome, kind in answers.KINDS.items():
        for name in kind.needs:
            with pytest.raises(guards.AnswerWanting) as refused:
                answers.fit(outcome, {**TOLD, name: ""})
            assert refused.value.name == name
        kept = answers.fit(outcome, TOLD)
        assert kept.keys() == {*kind.needs, *kind.takes}
    with pytest.raises(guards.AnswerWanting):  # who is named can be reached
        answers.fit(Outcome.NOT_OURS, {**TOLD, "organ_contact": ""})


def test_what_keeps_something_back_says_reconsideration_first_and_what_gives_leaves_the_choice(of):
    said = {}
    for outcome, kind in answers.KINDS.items():
        one = rows.received(of)
        if outcome == Outcome.UNCLEAR:
            continue
        if outcome == Outcome.EXCESSIVE:
            actions.explain(one.pk, why="太多", by=of.editor, at=AT)
            actions.explained(one.pk, text="做研究", on=AT.date(), by=of.clerk, at=AT)
        told: Any = {name: TOLD[name] for name in (*kind.needs, *kind.takes) if name in TOLD}
        actions.draft(one.pk, outcome=outcome, by=of.editor, at=AT, **told)
        signed = actions.sign(one.pk, by=of.leader, at=AT)
        letter = Letter.objects.get(case=signed.case, kind__in=("info_answer", "info_refused"))
        words = letter.frame["wording"]
        said[outcome] = (words.get("remedies_first") or words["remedies"])["words"]
        assert letter.fields["law"].endswith(kind.article), outcome

    assert {outcome for outcome, words in said.items() if "应当" in words and "先向" in words} == set(said) - GRANTED
    assert all("也可以" in said[outcome] for outcome in GRANTED)


def test_who_drafts_does_not_sign_and_who_only_takes_in_does_neither(of, one):
    with pytest.raises(NotYours):
        actions.draft(one.pk, outcome="supplied", supplied="一份", by=of.clerk, at=AT)
    with pytest.raises(NotYours):
        actions.draft(one.pk, outcome="supplied", supplied="一份", by=of.officer, at=AT)  # not handling it
    actions.draft(one.pk, outcome="supplied", supplied="一份", by=of.editor, at=AT)
    with pytest.raises(NotYours):
        actions.sign(one.pk, by=of.second, at=AT)
    assert Message.objects.filter(template="request_to_sign", to_user=of.leader).count() == 1

    actions.send_back(one.pk, why="写明页数", by=of.leader, at=AT)
    assert Message.objects.filter(template="request_sent_back", to_user=of.editor).exists()
    actions.draft(one.pk, outcome="supplied", supplied="12 页", by=of.editor, at=AT)
    Answer.objects.filter(request=one).update(drafted_by=of.leader)
    with pytest.raises(guards.SamePerson):
        actions.sign(one.pk, by=of.leader, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.filter(request=one).update(signed_by=of.leader)


def test_an_answer_that_gives_brings_its_file_and_ends_everything_once(of, one):
    actions.draft(
        one.pk, outcome="partly", supplied="报告，工艺参数已遮去", ground="third_party", reasons="商业秘密",
        file=corpus.upload(corpus.pdf(), "报告.pdf"), by=of.editor, at=AT,
    )  # fmt: skip
    signed = actions.sign(one.pk, by=of.leader, at=AT, key="k")
    again = actions.sign(one.pk, by=of.leader, at=AT, key="k")

    letter = Letter.objects.get(case=one.case)
    assert (signed.pk, again.state) == (again.pk, "answered")
    assert letter.fields["attachments"] == ["报告.pdf"]
    assert "第十五条" in letter.fields["law"]
    assert "第三十七条" in letter.fields["law"]
    assert Request.objects.get(pk=one.pk).case.closed_on.isoformat() == "2026-10-14"
    with pytest.raises(guards.OutOfOrder):
        actions.draft(one.pk, outcome="supplied", supplied="一份", by=of.editor, at=AT)


def test_no_clock_runs_on_once_a_request_has_ended_whichever_way(of):
    signed, early, late = rows.received(of), rows.sent(of), rows.received(of)
    rows.answered(of, signed, AT)
    actions.withdraw(early.pk, by=None, at=AT)
    actions.withdraw(late.pk, by=None, at=AT)

    told = Clock.objects.filter(case__in=[signed.pk, early.pk, late.pk]).values_list("matter", "state", "stopped_on")
    matters = {"information_confirm", "information_reply"}
    assert {(matter, state, stopped) for matter, state, stopped in told} == {
        (matter, "stopped", AT.date()) for matter in matters
    }


def test_a_third_party_that_refuses_is_overruled_for_the_public_interest_and_told(of, one):
    drafted = actions.consult(one.pk, party="third", name="云溪纸业有限公司", what="参数", by=of.editor, at=AT)
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=AT)
    actions.reached(one.pk, consultation=drafted.pk, on=AT.date(), by=of.editor, at=AT)
    actions.opinion(
        one.pk, consultation=drafted.pk, opinion="refuses", reasons="商业秘密", on=AT.date(), by=of.editor, at=AT
    )
    with pytest.raises(guards.AnswerWanting):
        actions.draft(one.pk, outcome="supplied", supplied="一份", by=of.editor, at=AT)

    actions.draft(one.pk, outcome="supplied", supplied="一份", reasons="不公开会影响下游饮水安全", by=of.editor, at=AT)
    actions.sign(one.pk, by=of.leader, at=AT)

    told = Letter.objects.get(kind="info_third_told")
    assert (told.fields["addressee"], told.fields["reasons"]) == ("云溪纸业有限公司", "不公开会影响下游饮水安全")


def test_what_a_third_party_agrees_to_is_not_kept_back_for_its_sake():
    with pytest.raises(guards.AnswerWanting):
        answers.require_third_party("refused", {"ground": "third_party"}, {"agrees"})
    answers.require_third_party("refused", {"ground": "third_party"}, {"agrees", "refuses"})
    answers.require_third_party("refused", {"ground": "process"}, {"agrees"})


def consulted(
    of: rows.Office, one: Request, opinion: str, party: str = "third", name: str = "云溪纸业有限公司"
) -> None:
    drafted = actions.consult(one.pk, party=party, name=name, what="参数", by=of.editor, at=AT)
    actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=AT)
    actions.reached(one.pk, consultation=drafted.pk, on=AT.date(), by=of.editor, at=AT)
    actions.opinion(
        one.pk, consultation=drafted.pk, opinion=opinion, reasons="商业秘密", on=AT.date(), by=of.editor, at=AT
    )


def test_a_third_party_whose_part_is_kept_back_is_not_told_that_it_was_overruled(of, one):
    consulted(of, one, "refuses")

    rows.answered(of, one, AT, outcome="partly", supplied="已遮去参数", ground="third_party", reasons="参数是商业秘密")

    assert not Letter.objects.filter(kind="info_third_told").exists()


def test_an_organ_that_made_it_too_is_no_third_party(of):
    agrees, refuses = rows.received(of), rows.received(of)
    consulted(of, agrees, "agrees", "organ", "云溪市水利局")
    consulted(of, refuses, "refuses", "organ", "云溪市水利局")

    rows.answered(of, agrees, AT, outcome="refused", ground="third_party", reasons="商业秘密")
    rows.answered(of, refuses, AT)

    assert not Letter.objects.filter(kind="info_third_told").exists()


def test_what_is_drafted_again_keeps_its_file_unless_it_is_left_out(of, one):
    actions.draft(
        one.pk, outcome="supplied", supplied="一份", file=corpus.upload(corpus.pdf(), "报告.pdf"), by=of.editor, at=AT
    )
    actions.send_back(one.pk, why="写明页数", by=of.leader, at=AT)
    actions.draft(one.pk, outcome="supplied", supplied="12 页", keeps_document=True, by=of.editor, at=AT)
    assert Answer.objects.get().document.name == "报告.pdf"

    actions.send_back(one.pk, why="报告没有遮", by=of.leader, at=AT)
    actions.draft(one.pk, outcome="refused", ground="secret", reasons="密", keeps_document=True, by=of.editor, at=AT)
    assert Answer.objects.get().document is None


def test_who_takes_a_request_back_leaves_nothing_of_the_draft(of, one):
    actions.draft(
        one.pk, outcome="supplied", supplied="一份", remark="急", file=corpus.upload(corpus.pdf(), "报告.pdf"),
        by=of.editor, at=AT,
    )  # fmt: skip
    actions.withdraw(one.pk, by=None, at=AT)

    left = Answer.objects.get()
    assert (left.outcome, left.document, left.note, left.supplied) == ("withdrawn", None, "", "")
