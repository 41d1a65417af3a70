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
from django.db.models import QuerySet
from django.utils import timezone

from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.audit.rules.proof import verify
from envportal.cases.models import Case
from envportal.celery import app
from envportal.documents.models import Letter, NumberSeries
from envportal.messaging.models import Message
from tests import world
from tests.builders import one_time_code
from tests.messaging.conftest import Gateway
from tests.stories.kill_kinds import Kinds, Press, handed_in, pressed_once
from tests.stories.processes import PATIENCE, Answer, Browser, Portal, Typed, until
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
    pressed: Counter[str] = field(default_factory=Counter)
    interrupted: int = 0
    answered_as_done_already: int = 0
    mails: int = 0
    mails_handed_over_again: int = 0
    letters: int = 0
    events: int = 0


class Story:
    """Application after application goes its way at three bureaus while everything around is killed."""

    def __init__(self, portal: Portal, mail: int, postgres: Path, seed: int) -> None:
        self.portal, self.gateway, self.postgres = portal, SlowGateway(mail), postgres
        self.chance = random.Random(seed)
        self.figures = Figures()
        self.filed: list[int] = []
        self.browsers: dict[int, Browser] = {}
        self.yunxi = world.world()
        self.kinds = Kinds(self.yunxi)
        self.ready()

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
        self.each_kind_goes_its_way()
        self.all_is_done()

    # IN THE MIDDLE OF A STEP ---------------------------------------------------
    def submit_while(self, something_ends: Callable[[], None]) -> None:
        pk = world.filled(self.yunxi, timezone.now()).pk
        self.press_while({"table submitted": handed_in(self.yunxi, pk, State.SUBMITTED)}, something_ends)
        self.filed.append(pk)
        filed_once(Application.objects.get(pk=pk))

    def each_kind_goes_its_way(self) -> None:
        """The next button of every case at once, and one of what answers, prints, hints or stores ends meanwhile."""
        ends = [
            self.kill_gunicorn, self.crash_postgres_and_kill_the_worker, self.kill_nginx, self.kill_the_worker,
            self.kill_the_beat,
        ]  # fmt: skip
        ways = self.kinds.ways()
        while presses := {name: press for name, way in ways.items() if (press := next(way, None))}:
            self.press_while(presses, self.chance.choice(ends))

    def press_while(self, presses: dict[str, Press], something_ends: Callable[[], None]) -> None:
        """Buttons are pressed, something ends, and each is pressed again on the same page until there is an answer."""
        forms = [self.browser(press.who).form(press.path) for press in presses.values()]
        with ThreadPoolExecutor(len(presses)) as hands:
            answers = hands.map(self._until_answered, presses.values(), forms)
            time.sleep(self.chance.uniform(0, 0.25))
            something_ends()
        self.ready()
        for (name, press), form, answer in zip(presses.items(), forms, answers, strict=True):
            assert answer.status == 200, (name, answer.status, answer.text)
            self.figures.answered_as_done_already += "这一步已经办过了" in answer.text
            self.figures.pressed[name] += 1
            pressed_once(press, form["_key"])

    def browser(self, person: User) -> Browser:
        if person.pk not in self.browsers:
            code = one_time_code(timezone.now()) if person.is_staff_member else ""
            self.browsers[person.pk] = Browser(self.portal.url).enter(person.username, code)
        return self.browsers[person.pk]

    def _until_answered(self, press: Press, form: Typed) -> Answer:
        browser = self.browsers[press.who.pk]
        answer = browser.post(press.path, {**form, **press.typed()})
        self.figures.interrupted += not answer.is_one
        deadline = time.monotonic() + PATIENCE
        while not answer.is_one and time.monotonic() < deadline:
            time.sleep(0.2)
            answer = browser.post(press.path, {**form, **press.typed()})
        return answer

    # WHAT ENDS -----------------------------------------------------------------
    def kill(self, name: str) -> None:
        self.figures.kills[name] += 1
        self.portal.kill(name)

    def kill_gunicorn(self) -> None:
        self.kill("web")
        self.portal.start("web")

    def kill_nginx(self) -> None:
        self.kill("nginx")
        self.portal.start("nginx")

    def kill_the_worker(self) -> None:
        self.kill("worker")
        self.the_waiting_is_over()
        self.portal.start("worker")

    def kill_the_beat(self) -> None:
        self.kill("beat")
        self.portal.start("beat")

    def crash_postgres(self) -> None:
        self.figures.kills["postgres"] += 1
        crash_postgres(self.postgres)
        connection.close()

    def crash_postgres_and_kill_the_worker(self) -> None:
        """A worker that loses the database cannot give back the letter it prints: that waits some minutes."""
        self.crash_postgres()
        self.kill_the_worker()

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
        for series in NumberSeries.objects.select_related("bureau"):
            assert _serials(series) == list(range(1, series.last + 1)), series
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


def _to_be_mailed() -> QuerySet[Message]:
    return Message.objects.exclude(to_address="")


def _serials(series: NumberSeries) -> list[int]:
    """What was given in a series, to a case or to a letter that has a number of its own."""
    begins = f"{series.bureau.mark}{series.series}〔{series.year}〕"
    cases = Case.objects.filter(number__startswith=begins).values_list("number", flat=True)
    letters = Letter.objects.filter(number__startswith=begins).values_list("number", flat=True)
    return sorted({int(number.removeprefix(begins).removesuffix("号")) for number in [*cases, *letters] if number})
