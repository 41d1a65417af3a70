"""A drafting unit acts by a grant: both names in the log, and not one request longer than the owner wants."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.actions.drafts import MayNotApply
from approvals.applications.models import Application
from approvals.applications.queries.timeline import timeline
from approvals.applications.states import FileKind
from envportal.accounts import actions as accounts
from envportal.accounts.models import AgentGrant, User
from envportal.audit import log
from envportal.documents import actions as documents
from envportal.documents.models import Document, Letter
from envportal.refusals import NotYours, Refused
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus

NOON = moment("2026-10-20", "12:00")
CALLS = 100
THREADS = 10


def agent_of(yunxi: world.World) -> tuple[User, AgentGrant]:
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    return agent, world.grant(yunxi, agent)


@pytest.mark.django_db
def test_all_a_drafting_unit_does_for_its_client_names_both() -> None:
    yunxi = world.world()
    agent, _grant = agent_of(yunxi)
    application = actions.create_draft(
        yunxi.owner, yunxi.bureau, document_kind="table", project_name="技改", by=agent, at=NOON
    )
    actions.save_step(application.pk, by=agent, at=NOON, overview="十二条成型线")
    for kind in (FileKind.TABLE, FileKind.ATTACHMENT):
        file = corpus.upload(corpus.pdf(), "表.pdf")
        document = actions.attach(application.pk, file=file, kind=kind, by=agent, at=NOON)
    assert document is not None
    actions.detach(application.pk, document=document.pk, by=agent, at=NOON)
    actions.delete_draft(application.pk, by=agent, at=NOON)

    own = log.history(application.case).exclude(name__startswith="document_")
    assert [(event.name, event.actor_name, event.acting_for) for event in own] == [
        (name, "程以宁", "云溪和信包装有限公司")
        for name in ("draft_created", "draft_edited", "file_uploaded", "file_uploaded", "file_removed", "draft_deleted")
    ]


@pytest.mark.django_db
def test_a_supplement_a_drafting_unit_hands_in_stands_in_the_timeline_with_both_names() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    agent = builders.applicant(application.consultant, "程以宁")
    world.grant(yunxi, agent)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15"))

    world.supplement(application.pk, answer="补了", by=agent, at=moment("2026-09-16"))

    assert timeline(application)[0].text == "程以宁 代 云溪和信包装有限公司"


@pytest.mark.django_db
def test_a_drafting_unit_neither_files_nor_withdraws_for_its_client() -> None:
    yunxi = world.world()
    agent, _grant = agent_of(yunxi)
    application = world.filled(yunxi, consultant=agent.enterprise)

    with pytest.raises(NotYours):
        actions.submit(application.pk, declared=True, by=agent, at=NOON)
    actions.submit(application.pk, declared=True, by=yunxi.applicant, at=NOON)
    with pytest.raises(NotYours):
        actions.withdraw(application.pk, reason="x", by=agent, at=NOON)


@pytest.mark.django_db
def test_the_request_after_a_revocation_meets_closed_doors_on_every_page_and_file() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-19", "09:00"))
    agent = builders.applicant(application.consultant, "程以宁")
    grant = world.grant(yunxi, agent)
    letter, file = Letter.objects.get(), Document.objects.filter(kind=FileKind.TABLE).get()
    pages = [
        *(reverse(f"applications:{name}", args=[application.pk]) for name in ("mine_case", "receipt")),
        reverse("documents:letter", args=[letter.pk]), reverse("documents:download", args=[file.pk]),
    ]  # fmt: skip
    with time_machine.travel(NOON, tick=True):
        client = signed_in(agent)

        def statuses() -> set[int]:
            answers = [client.get(page) for page in pages]
            return {answer.status_code for answer in answers if not (answer.streaming and not b"".join(answer))}

        before, listed = statuses(), client.get("/my/").content.decode()
        accounts.revoke_grant(grant.pk, by=yunxi.applicant, at=NOON)
        after, gone = statuses(), client.get("/my/").content.decode()

    assert (before, after) == ({200}, {404})
    assert (application.case.number in listed, application.case.number in gone) == (True, False)


@pytest.mark.django_db
def test_the_grants_last_day_is_the_last_on_which_it_gives_anything() -> None:
    yunxi = world.world()
    agent, grant = agent_of(yunxi)
    grant.valid_to = date(2026, 10, 20)
    grant.save()
    draft = world.draft(yunxi)

    actions.save_step(draft.pk, by=agent, at=moment("2026-10-20", "23:59"), overview="一")

    with pytest.raises(NotYours):
        actions.save_step(draft.pk, by=agent, at=moment("2026-10-21", "00:00"), overview="二")
    with pytest.raises(MayNotApply):
        actions.create_draft(
            yunxi.owner, yunxi.bureau, document_kind="table", project_name="技改", by=agent,
            at=moment("2026-10-21", "00:00"),
        )  # fmt: skip


@pytest.mark.django_db
def test_a_file_still_being_read_when_the_grant_is_revoked_stays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    yunxi = world.world()
    agent, grant = agent_of(yunxi)
    draft, take_in = world.draft(yunxi), documents.take_in

    def revoked_meanwhile(*args: object, **kwargs: object) -> Document:
        document = take_in(*args, **kwargs)  # type: ignore[arg-type]
        accounts.revoke_grant(grant.pk, by=yunxi.applicant, at=NOON)
        return document

    monkeypatch.setattr(documents, "take_in", revoked_meanwhile)
    with pytest.raises(NotYours):
        actions.attach(draft.pk, file=corpus.upload(corpus.pdf(), "表.pdf"), kind=FileKind.TABLE, by=agent, at=NOON)

    assert list(queries.files(draft)) == []


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_parallel_calls_after_a_revocation_none_succeeds() -> None:
    yunxi = world.world()
    agent, grant = agent_of(yunxi)
    draft = world.draft(yunxi)
    actions.save_step(draft.pk, by=agent, at=NOON, overview="授权期内")
    written = log.history(draft.case).count()
    accounts.revoke_grant(grant.pk, by=yunxi.applicant, at=NOON)

    outcomes = in_parallel(lambda number: _call(yunxi, draft, agent, number), CALLS)

    assert outcomes == ["refused"] * CALLS
    assert Application.objects.get(pk=draft.pk).overview == "授权期内"
    assert log.history(draft.case).count() == written
    assert Application.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.engine("postgresql")
def test_a_call_begun_after_the_revocation_was_answered_fails_though_others_still_run() -> None:
    """The owner revokes while the unit's calls pour in; what begins once the owner was answered is refused."""
    yunxi = world.world()
    agent, grant = agent_of(yunxi)
    draft, begin, revoked = world.draft(yunxi), Barrier(THREADS), []

    def one(number: int) -> tuple[bool, str]:
        if number < THREADS:
            begin.wait()
        if number == 0:
            accounts.revoke_grant(grant.pk, by=yunxi.applicant, at=NOON)
            revoked.append(True)
            return True, "refused"
        knew = bool(revoked)
        return knew, _call(yunxi, draft, agent, number)

    outcomes = in_parallel(one, CALLS)

    assert [outcome for knew, outcome in outcomes if knew and outcome != "refused"] == []
    assert sum(knew for knew, _outcome in outcomes) > 1


def _call(yunxi: world.World, draft: Application, agent: User, number: int) -> str:
    """One of three things a drafting unit may try; "refused", or "done"."""
    tries = (
        lambda: actions.save_step(draft.pk, by=agent, at=NOON, overview=f"撤销以后 {number}"),
        lambda: _made(yunxi, agent),
        lambda: actions.detach(draft.pk, document=number, by=agent, at=NOON),
    )
    try:
        tries[number % len(tries)]()
    except Refused:
        return "refused"
    return "done"


def _made(yunxi: world.World, agent: User) -> Application:
    return actions.create_draft(
        yunxi.owner, yunxi.bureau, document_kind="table", project_name="撤销以后", by=agent, at=NOON
    )


def in_parallel(call, times: int) -> list:  # type: ignore[type-arg]
    def one(number: int) -> object:
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(times)))
