"""What is killed in the middle of which step, and how one sees that nothing was lost or done twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import redis
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection
from django.utils import timezone

from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.audit.models import Event
from envportal.audit.rules.proof import verify
from envportal.celery import app
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests import world
from tests.messaging.conftest import Gateway
from tests.stories.processes import PATIENCE, Answer, Browser, Portal, until
from tools.servers import crash_postgres

HINTS = ("messaging.send_due", "documents.render_pending")
# A forking worker of two may have two mails under way when it is killed.
UNDER_WAY = 2
SLOW = 0.4


class SlowGateway(Gateway):
    """Takes its time between having a mail and saying so: a worker killed meanwhile cannot know whether it went."""

    pause = 0.0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(self.pause)
        return said


@dataclass
class Figures:
    """What happened, to be told at the end."""

    kills: Counter[str] = field(default_factory=Counter)
    submissions: int = 0
    submissions_interrupted: int = 0
    answered_as_done_already: int = 0
    mails: int = 0
    mails_handed_over_again: int = 0
    letters: int = 0
    events: int = 0


class Story:
    """One bureau, one applicant who hands in application after application while everything around is killed."""

    def __init__(self, portal: Portal, mail: int, postgres: Path, seed: int) -> None:
        self.portal, self.gateway, self.postgres = portal, SlowGateway(mail), postgres
        self.chance = random.Random(seed)
        self.figures = Figures()
        self.filed: list[int] = []
        self.yunxi = world.world()
        self.ready()
        self.applicant = Browser(portal.url).enter(self.yunxi.applicant.username)

    def ready(self) -> None:
        assert until(self.portal.is_ready), "the portal does not come up"

    def round(self) -> None:
        self.gateway.down()
        self.submit_while(self.kill_gunicorn)
        self.submit_while(self.crash_postgres)
        self.kill_the_worker_while_mails_wait()
        self.gateway.up()
        self.kill_the_worker_while_mails_go_out()
        self.kill_the_beat_and_empty_redis()
        self.all_is_done()

    # IN THE MIDDLE OF A STEP ---------------------------------------------------
    def submit_while(self, something_ends: Callable[[], None]) -> None:
        """The button is pressed, something ends, and it is pressed again on the same page until there is an answer."""
        application = world.filled(self.yunxi, timezone.now())
        path = f"/my/applications/{application.pk}/check/"
        fields = self.applicant.form(path) | {"declared": "on"}
        with ThreadPoolExecutor(1) as hand:
            pressed = hand.submit(self._until_answered, path, fields)
            time.sleep(self.chance.uniform(0, 0.25))
            something_ends()
            answer = pressed.result()
        self.ready()
        assert answer.status == 200, (answer.status, answer.text)
        self.figures.answered_as_done_already += "这一步已经办过了" in answer.text
        self.filed.append(application.pk)
        self.figures.submissions += 1
        filed_once(Application.objects.get(pk=application.pk))

    def _until_answered(self, path: str, fields: dict[str, str]) -> Answer:
        answer = self.applicant.post(path, fields)
        self.figures.submissions_interrupted += not answer.is_one
        deadline = time.monotonic() + PATIENCE
        while not answer.is_one and time.monotonic() < deadline:
            time.sleep(0.2)
            answer = self.applicant.post(path, fields)
        return answer

    # WHAT ENDS -----------------------------------------------------------------
    def kill(self, name: str) -> None:
        self.figures.kills[name] += 1
        self.portal.kill(name)

    def kill_gunicorn(self) -> None:
        self.kill("web")
        self.portal.start("web")

    def crash_postgres(self) -> None:
        self.figures.kills["postgres"] += 1
        crash_postgres(self.postgres)
        connection.close()

    def kill_the_worker_while_mails_wait(self) -> None:
        assert Message.objects.exclude(to_address="").filter(sent_at=None).exists()
        self.kill("worker")

    def kill_the_worker_while_mails_go_out(self) -> None:
        self.the_waiting_is_over()
        self.gateway.pause = SLOW
        before = len(self.gateway.received)
        self.portal.start("worker")
        assert until(lambda: self.mails_after_a_hint() > before), "no mail goes out"
        time.sleep(self.chance.uniform(0, SLOW))
        self.kill("worker")
        self.gateway.pause = 0

    def kill_the_beat_and_empty_redis(self) -> None:
        self.kill("beat")
        redis.Redis.from_url(self.portal.environment["REDIS_URL"]).flushall()
        self.the_waiting_is_over()
        self.portal.start("worker", "beat")  # from here on nobody hints but the beat

    def mails_after_a_hint(self) -> int:
        for name in HINTS:
            app.send_task(name, expires=5)
        time.sleep(0.3)
        return len(self.gateway.received)

    def the_waiting_is_over(self) -> None:
        """The minutes a killed worker keeps a letter or a mail, and those after a gateway was away, have passed."""
        assert "worker" not in self.portal.running
        now = timezone.now()
        Message.objects.filter(sent_at=None, dead_at=None).update(next_try_at=now)
        Letter.objects.filter(state=Letter.State.PENDING).update(not_before=None)

    # NOTHING IS LOST -----------------------------------------------------------
    def all_is_done(self) -> None:
        assert until(lambda: not Letter.objects.filter(state=Letter.State.PENDING).exists()), "a letter waits"
        assert until(lambda: not _to_be_mailed().filter(sent_at=None).exists()), "a mail waits"
        letters = Letter.objects.all()
        for letter in letters:
            assert letter.state == Letter.State.RENDERED, (letter, letter.last_error)
            assert (Path(settings.MEDIA_ROOT) / letter.path).read_bytes().startswith(b"%PDF")
        for pk in self.filed:
            filed_once(Application.objects.get(pk=pk))
        numbers = sorted(_serial(pk) for pk in self.filed)
        assert numbers == list(range(1, len(self.filed) + 1)), numbers
        assert verify() == []
        self._each_mail_arrived()
        self.figures.letters, self.figures.events = len(letters), Event.objects.count()

    def _each_mail_arrived(self) -> None:
        """Every one, and again only what was between the gateway's yes and our mark when the worker was killed."""
        arrived = Counter(str(mail["Message-ID"]) for mail in self.gateway.received)
        assert len(arrived) == _to_be_mailed().count()
        again = sum(arrived.values()) - len(arrived)
        assert again <= UNDER_WAY * self.figures.kills["worker"], again
        self.figures.mails, self.figures.mails_handed_over_again = len(arrived), again


def filed_once(application: Application) -> None:
    """One number, one receipt, one event, one message to each applicant."""
    assert application.state == State.SUBMITTED
    assert application.case.number
    assert Letter.objects.filter(case=application.case, kind="receipt").count() == 1
    assert Event.objects.filter(case=application.case, name="submitted").count() == 1
    told = Counter(Message.objects.filter(case=application.case).values_list("template", "to_user"))
    assert set(told.values()) == {1}


def _to_be_mailed():
    return Message.objects.exclude(to_address="")


def _serial(pk: int) -> int:
    return int(Application.objects.get(pk=pk).case.number.partition("〕")[2].removesuffix("号"))
