"""Items answered by the applicant and judged by the window, one by one; the library they are picked from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions, queries
from approvals.applications.actions.corrections import ItemsLeft, NoItem, NothingToJudge
from approvals.applications.actions.filing import Incomplete
from approvals.applications.models import CorrectionItem
from approvals.applications.rules import ActedBefore
from approvals.applications.states import FileKind
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.documents import actions as documents
from envportal.documents.enums import Library
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.refusals import NotYours
from tests import builders, world
from tests.applications.test_corrections import ASKED, ITEM, PUBLIC, asked, returned
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


def test_every_item_is_answered_before_the_supplement_is_handed_in() -> None:
    yunxi = world.world()
    application = asked(yunxi, ITEM, PUBLIC)
    first, _second = application.corrections.get().items.all()
    actions.answer_item(application.pk, item=first.pk, answer="已补", by=yunxi.applicant, at=moment("2026-09-22"))

    with pytest.raises(Incomplete, match="公开本与全文不一致"):
        actions.supplement(application.pk, by=yunxi.applicant, at=moment("2026-09-22"))


def test_an_answer_comes_with_its_paper_which_stands_among_the_files() -> None:
    yunxi = world.world()
    application = asked(yunxi)
    item = application.corrections.get().items.get()

    actions.answer_item(
        application.pk, item=item.pk, answer="见附件", file=corpus.upload(corpus.pdf(4), "监测报告.pdf"),
        by=yunxi.applicant, at=moment("2026-09-22"),
    )  # fmt: skip

    item.refresh_from_db()
    assert item.answer == "见附件"
    assert [one.name for one in item.files.all()] == ["监测报告.pdf"]
    assert [one.name for one in queries.files(application, FileKind.SUPPLEMENT)] == ["监测报告.pdf"]


def test_an_answer_after_the_supplement_or_to_anothers_item_is_refused() -> None:
    yunxi = world.world()
    application, last = returned(yunxi)

    with pytest.raises(NoItem):
        actions.answer_item(
            application.pk, item=last.items.get().pk, answer="再补", by=yunxi.applicant, at=moment("2026-09-24")
        )


def test_a_verdict_is_given_once_for_each_item_and_says_what_is_missing() -> None:
    yunxi = world.world()
    application, _last = returned(yunxi)
    at = moment("2026-09-24")

    with pytest.raises(ItemsLeft):
        actions.judge_correction(application.pk, verdicts=[], by=yunxi.clerk, at=at)
    with pytest.raises(ItemsLeft):
        actions.judge_correction(application.pk, verdicts=[{"verdict": "open", "why": ""}], by=yunxi.clerk, at=at)
    actions.judge_correction(application.pk, verdicts=[{"verdict": "settled", "why": ""}], by=yunxi.clerk, at=at)
    with pytest.raises(NothingToJudge):
        actions.judge_correction(application.pk, verdicts=[{"verdict": "settled", "why": ""}], by=yunxi.clerk, at=at)


def test_who_reviews_neither_judges_nor_accepts_and_the_applicant_does_not_either() -> None:
    yunxi = world.world()
    application, _last = returned(yunxi)
    verdicts: Any = [{"verdict": "settled", "why": ""}]

    for person in (yunxi.officer, yunxi.applicant, yunxi.leader):
        with pytest.raises(NotYours):
            actions.judge_correction(application.pk, verdicts=verdicts, by=person, at=moment("2026-09-24"))
    world.give_role(yunxi.clerk, "officer")
    actions.judge_correction(application.pk, verdicts=verdicts, by=yunxi.clerk, at=moment("2026-09-24"))
    found = actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-24"))
    found.case.holder = yunxi.clerk
    found.case.save()
    with pytest.raises(ActedBefore):
        actions.write_opinion(found.pk, conclusion="approve", text="同意", by=yunxi.clerk, at=moment("2026-09-25"))


def test_a_bureau_adds_an_item_by_two_people_and_the_letter_keeps_which_version_it_is_from() -> None:
    yunxi = world.world()
    at = moment("2026-09-10")
    told: Any = {
        "text": "没有附噪声监测点位图", "rule": "行政许可法第三十一条", "remedy": "补交点位图", "topic": "attached",
        "title": "缺点位图", "valid_from": date(2026, 9, 15), "why": "常缺",
    }  # fmt: skip
    proposal = documents.propose_wording(words.new_entry(Library.ITEM), by=yunxi.officer, at=at, **told)
    documents.agree_wording(proposal.pk, by=yunxi.leader, at=at)
    application = world.submitted(yunxi)

    assert proposal.key not in [one.key for one in queries.entries(application, date(2026, 9, 14))]
    assert proposal.key in [one.key for one in queries.entries(application, date(2026, 9, 15))]
    picked: Any = {**ITEM, "what": told["text"], "rule": told["rule"], "remedy": told["remedy"]}
    world.ask_correction(application.pk, items=[picked, PUBLIC], by=yunxi.clerk, at=ASKED)

    kept = {item.what: (item.entry, item.version) for item in CorrectionItem.objects.all()}
    assert kept == {told["text"]: (proposal.key, 1), PUBLIC["what"]: ("", None)}


def test_the_letter_names_every_item_with_rule_and_remedy() -> None:
    yunxi = world.world()
    asked(yunxi, ITEM, PUBLIC)

    said = Letter.objects.get(kind="correction").fields["items"]

    assert [(one["what"], one["rule"], one["how"]) for one in said] == [
        (one["what"], one["rule"], one["remedy"]) for one in (ITEM, PUBLIC)
    ]


def test_a_drafting_unit_answers_items_for_its_client() -> None:
    yunxi = world.world()
    application = asked(yunxi)
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    world.grant(yunxi, agent)
    item = application.corrections.get().items.get()

    actions.answer_item(application.pk, item=item.pk, answer="已补", by=agent, at=moment("2026-09-22"))

    assert log.history(application.case).last().acting_for == yunxi.owner.name


def test_a_supervisor_reads_and_asks_for_nothing() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    checked = world.walked(application, [ITEM])

    assert yunxi.supervisor.grants.get().role == Role.SUPERVISOR
    with pytest.raises(NotYours):
        actions.ask_correction(application.pk, items=[ITEM], checked=checked, by=yunxi.supervisor, at=ASKED)
