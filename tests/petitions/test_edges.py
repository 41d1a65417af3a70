"""Where a petition could get stuck, leak or be counted wrongly: each edge once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from disclosure.board.models import Notice
from enforcement.petitions import actions, guards, queries
from enforcement.petitions.actions import common
from enforcement.petitions.forms.public import named_by_number
from enforcement.petitions.models import Petition
from enforcement.petitions.states import State
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.letters.paper import paper
from envportal.documents.models import Letter
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.petitions import rows

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db
REVOKED: Any = {"conclusion": "revoked", "text": "没有夜间监测。", "organ": "江原省生态环境厅"}


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def running(petition: Petition) -> dict[str, date]:
    return {clock.matter: clock.due_on for clock in Clock.objects.filter(case=petition.pk).exclude(state="stopped")}


def by_name(of: rows.Office, key: str = "n", **changes: Any) -> Petition:
    one = actions.report(of.bureau, rows.named(**changes), key=key, address=key, at=rows.CAME)
    return actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)


def fresh(petition: Petition) -> Petition:
    return Petition.objects.get(pk=petition.pk)


# WHO REPORTED -------------------------------------------------------------------------
def test_every_look_at_the_reporter_is_logged_whatever_key_the_form_carries(of: rows.Office) -> None:
    one, key = by_name(of), "6c1f9f5e-52f5-4f3e-9b67-0f1f4b1d0a11"
    actions.report(of.bureau, rows.told(), key=key, address="x", at=rows.CAME)  # a key of somebody else's form

    for _look in range(2):
        actions.see_reporter(one.pk, reason="核实位置", by=of.officer, at=rows.TAKEN, key=key)

    assert [event.name for event in log.history(one.case)].count("petition_reporter_seen") == 2


@time_machine.travel("2026-11-04 10:00 +0800", tick=False)
def test_a_look_that_is_refused_is_answered_on_the_page(of: rows.Office) -> None:
    one, nobody, client = by_name(of), rows.routed(of, "k9"), just_confirmed(of.officer)

    first = client.post(f"/desk/petitions/{one.pk}/reporter/", {"reason": f"找{rows.NAME}"})
    assert first.status_code == 200
    assert list(log.history(one.case))[-1].facts["reason"] == "找■■"
    refused = client.post(f"/desk/petitions/{one.pk}/reporter/", {"reason": f"找{rows.NAME}"})
    assert (refused.status_code, "请改写" in refused.content.decode()) == (409, True)
    assert client.post(f"/desk/petitions/{nobody.pk}/reporter/", {"reason": "x"}).status_code == 409


def test_where_and_about_whom_is_kept_without_the_name_of_who_says_it(of: rows.Office) -> None:
    where = {"division": f"青石镇{rows.NAME}", "place": f"{rows.NAME}家门口", "happened": f"问 {rows.CONTACT}"}
    one = by_name(of, **where, about=f"{rows.NAME}的邻居")

    told = (one.division, one.place, one.happened, one.about, one.case.title)
    assert not any(secret in words for words in told for secret in (rows.NAME, rows.CONTACT))


def test_the_township_is_no_secret_though_the_reporter_lives_there_too(of: rows.Office) -> None:
    one = actions.report(
        of.bureau, rows.told(name=rows.NAME, address="青石镇 三组八号"), key="n", address="x", at=rows.CAME
    )
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)
    actions.accept(one.pk, by=of.officer, at=rows.TAKEN)
    one = actions.answer(one.pk, by=of.officer, at=rows.DONE, **{**rows.SAID, "found": "青石镇三组八号反映，已核实。"})

    assert (one.state, one.division) == (State.ANSWERED, "青石镇")
    assert one.answers.get().found == "青石镇■■反映，已核实。"


def test_a_result_names_none_of_those_whose_reports_were_merged(of: rows.Office) -> None:
    main, other = by_name(of), rows.reported(of, "k2")
    actions.accept(main.pk, by=of.officer, at=rows.TAKEN)
    actions.merge(other.pk, into=main, reason="同一件", by=of.clerk, at=rows.TAKEN)
    actions.answer(main.pk, by=of.officer, at=rows.DONE, **rows.SAID)
    told = {"problem": f"与{rows.NAME}反映的相同", "found": "属实", "done": "已改", "responsible": "无"}

    actions.submit_result(other.pk, by=of.officer, at=moment("2026-11-23"), **told)

    assert dict(Notice.objects.get().facts)["交办问题基本情况"] == "与■■反映的相同"


def test_the_name_of_a_file_says_nothing_of_who_sent_it() -> None:
    pdf = SimpleUploadedFile(f"{rows.NAME}.pdf", b"%PDF-1.4 broken", "application/pdf")

    assert named_by_number(pdf, 1).name == "附件1.pdf"


# LANGUAGE -----------------------------------------------------------------------------
def test_letters_are_chinese_whatever_language_the_page_was_read_in(of: rows.Office) -> None:
    with translation.override("en"):
        one = rows.answered.__wrapped__(of, kind="petition")  # type: ignore[attr-defined]
        actions.ask_review(one.pk, reason="没有解决", by=None, at=moment("2026-12-01"))
        actions.answer_review(one.pk, by=of.leader, at=moment("2026-12-02"), **REVOKED)

    told = [str(letter.fields) + letter.title for letter in Letter.objects.filter(case=one.pk)]
    assert not any(word in text for text in told for word in ("Petition", "True", "Online", "Review", "Revoke", "Tip"))
    assert Letter.objects.get(case=one.pk, kind="petition_reviewed").fields["conclusion"] == "撤销，重新办理"


# NOTHING STAYS BEHIND -----------------------------------------------------------------
def test_nothing_is_merged_into_what_is_not_taken_up_yet_or_is_in_review(of: rows.Office) -> None:
    other, routed = rows.reported(of, "k2"), rows.routed(of)
    reviewed = rows.answered(of, "k3", kind="petition")
    actions.ask_review(reviewed.pk, reason="没有解决", by=None, at=moment("2026-11-23"))

    for main in (routed, fresh(reviewed)):
        with pytest.raises(guards.NotPossible):
            actions.merge(other.pk, into=main, reason="同一件", by=of.clerk, at=moment("2026-11-24"))
        assert main not in queries.like(other)


def test_what_is_merged_while_the_answer_waits_for_its_lock_is_answered_too(
    of: rows.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, other, real = rows.taken_up(of), rows.reported(of, "k2"), common.locked_together
    done: list[int] = []

    def meanwhile(*pks: int) -> list[Petition]:
        if not done:
            done.append(1)
            actions.merge(other.pk, into=main, reason="同一件", by=of.clerk, at=rows.TAKEN)
        return real(*pks)

    monkeypatch.setattr(common, "locked_together", meanwhile)
    actions.answer(main.pk, by=of.officer, at=rows.DONE, **rows.SAID)

    assert fresh(other).state == State.ANSWERED


def test_more_time_asked_for_in_one_handling_is_not_granted_in_the_next(of: rows.Office) -> None:
    one = rows.taken_up(of)
    actions.ask_extension(one.pk, days=10, reason="等监测", by=of.officer, at=moment("2026-11-10"))
    actions.answer(one.pk, by=of.officer, at=rows.DONE, **rows.SAID)
    assert queries.open_extension(one) is None
    actions.rate(one.pk, satisfied="no", said="还在响", at=moment("2026-11-23"))
    actions.reopen(one.pk, holder=of.other, reason="重新核查", by=of.head, at=moment("2026-11-24"))

    assert actions.ask_extension(one.pk, days=20, reason="等安装", by=of.other, at=moment("2026-11-25")).days == 20


def test_one_that_had_more_time_before_it_was_merged_does_not_keep_the_other_from_it(of: rows.Office) -> None:
    main, other = rows.taken_up(of), rows.taken_up(of, "k2")
    for one, day in ((other, "2026-11-10"), (main, "2026-11-12")):
        actions.ask_extension(one.pk, days=10, reason="等监测", by=of.officer, at=moment(day))
        if one == other:
            actions.decide_extension(other.pk, is_granted=True, by=of.leader, at=moment(day))
            actions.merge(other.pk, into=main, reason="同一件", by=of.officer, at=moment("2026-11-11"))
    actions.decide_extension(main.pk, is_granted=True, by=of.leader, at=moment("2026-11-13"))

    assert running(main) == {Matter.HOTLINE_REPLY: date(2027, 1, 13)}


def test_what_a_second_review_revokes_is_handled_anew_and_its_letter_does_not_end_it(of: rows.Office) -> None:
    one = rows.answered(of, kind="petition")
    actions.ask_review(one.pk, reason="没有解决", by=None, at=moment("2026-12-01"))
    upheld = {**REVOKED, "conclusion": "upheld"}
    actions.answer_review(one.pk, by=of.leader, at=moment("2026-12-02"), **upheld)
    actions.ask_review(one.pk, reason="仍不服", by=None, at=moment("2026-12-03"))
    actions.answer_review(one.pk, by=of.deputy, at=moment("2026-12-04"), **REVOKED)

    one = actions.reopen(one.pk, holder=of.other, reason="复核撤销", by=of.head, at=moment("2026-12-07"))

    assert one.state == State.HANDLING
    letter = Letter.objects.filter(case=one.pk, kind="petition_reviewed").latest("pk")
    seen = paper(letter)
    page = render_to_string(str(seen["letter_template"]), seen)
    assert "到此终结" not in page


def test_a_concluded_petition_that_somebody_is_not_satisfied_with_can_be_settled(of: rows.Office) -> None:
    one, upheld = rows.answered(of, kind="petition"), {**REVOKED, "conclusion": "upheld"}
    for day, who in (("2026-12-01", of.leader), ("2026-12-03", of.deputy)):
        actions.ask_review(one.pk, reason="没有解决", by=None, at=moment(day))
        actions.answer_review(one.pk, by=who, at=moment(day, "16:00"), **upheld)
    actions.rate(one.pk, satisfied="no", said="还在响", at=moment("2026-12-04"))

    one = actions.settle(one.pk, reason="信访程序已经终结", by=of.head, at=moment("2026-12-07"))

    assert one.answers.get().settled_by == of.head


# ANOTHER PERSON -----------------------------------------------------------------------
def test_who_held_or_answered_it_once_does_not_handle_it_anew_whoever_signed_since(of: rows.Office) -> None:
    one = rows.taken_up(of)
    actions.answer(one.pk, by=of.head, at=rows.DONE, **rows.SAID)
    actions.rate(one.pk, satisfied="no", said="还在响", at=moment("2026-11-23"))
    actions.reopen(one.pk, holder=of.other, reason="重新核查", by=of.head, at=moment("2026-11-24"))
    with pytest.raises(guards.SamePerson):
        actions.answer(one.pk, by=of.head, at=moment("2026-11-25"), **rows.SAID)
    actions.answer(one.pk, by=of.other, at=moment("2026-11-25"), **rows.SAID)
    actions.rate(one.pk, satisfied="no", said="还在响", at=moment("2026-11-26"))

    with pytest.raises(guards.SamePerson):
        actions.reopen(one.pk, holder=of.officer, reason="重新核查", by=of.head, at=moment("2026-11-27"))
    assert actions.reopen(one.pk, holder=of.third, reason="再查", by=of.head, at=moment("2026-11-27")).pk


# DATES AND TWO CLICKS -----------------------------------------------------------------
def test_a_review_on_paper_is_not_older_than_the_answer_it_is_about(of: rows.Office) -> None:
    one = rows.answered(of, kind="petition")

    with pytest.raises(guards.NotPossible):
        actions.ask_review(one.pk, reason="x", by=of.clerk, asked_on=date(2026, 11, 19), at=moment("2026-11-23"))
    assert actions.ask_review(one.pk, reason="x", by=of.clerk, asked_on=date(2026, 11, 20), at=moment("2026-11-23")).pk


@time_machine.travel("2026-11-23 10:00 +0800", tick=False)
def test_two_clicks_ask_for_one_review(of: rows.Office) -> None:
    one = rows.answered(of, kind="petition")
    told = {"no": one.case.number, "code": query_code(one.case), "reason": "没有解决"}

    answers = [Client().post("/report/review/", told) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert one.reviews.count() == 1


ORDER = {
    "channel": "hotline", "order_number": "YX-1", "received_at": "2026-11-02 09:30", "kind": "tip_off",
    "what": "夜里有味", "division": "青石镇", "place": "路口", "pollution": ["odour"],
}  # fmt: skip


@time_machine.travel("2026-11-03 10:00 +0800", tick=False)
def test_an_order_is_known_however_it_is_typed_and_two_clicks_lead_to_its_receipt(of: rows.Office) -> None:
    client, key = just_confirmed(of.clerk), "6c1f9f5e-52f5-4f3e-9b67-0f1f4b1d0a12"
    for _click in range(2):
        answer = client.post("/desk/petitions/new/", {**ORDER, "_key": key})
        assert answer["Location"] == f"/desk/petitions/{Petition.objects.get().pk}/receipt/"

    client.post("/desk/petitions/new/", {**ORDER, "order_number": "ｙｘ－１ "})

    assert Petition.objects.count() == 1


@time_machine.travel("2026-11-03 10:00 +0800", tick=False)
def test_a_strange_moment_is_answered_in_place(of: rows.Office) -> None:
    client = just_confirmed(of.clerk)
    for told in ("0001-01-01 00:00", "1950-01-01 09:00", "9999-12-31 23:59"):
        answer = client.post("/desk/petitions/new/", {**ORDER, "received_at": told})
        assert (told, answer.status_code) in {(told, 409), (told, 422)}


@time_machine.travel("2026-11-10 10:00 +0800", tick=False)
def test_what_is_not_there_is_not_found_and_bad_dates_are_refused(of: rows.Office) -> None:
    one, client = rows.taken_up(of), just_confirmed(of.officer)
    page = f"/desk/petitions/{one.pk}/"

    assert client.post(f"{page}mediations/999/", {"kept": "kept", "kept_why": "看过"}).status_code == 404
    met = {"met_on": "2026-11-09", "place": "社区", "attended": "厂方", "agreed": "停风机", "due_on": "2026-11-08"}
    assert client.post(f"{page}mediate/", met).status_code in {409, 422}
    assert client.post(f"{page}mediate/", {**met, "agreed": "", "no_agreement_why": "没谈成"}).status_code == 302
    talks = one.mediations.get()
    assert client.post(f"{page}mediations/{talks.pk}/", {"kept": "kept", "kept_why": "看过"}).status_code == 409
