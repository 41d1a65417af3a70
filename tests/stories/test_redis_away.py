"""Redis is stopped in the middle: people sign in, guessing stays limited, steps are done; mails come later."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import redis
from django.utils import timezone

from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.accounts.models import Counter
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests import world
from tests.messaging.conftest import Gateway, gateway
from tests.stories.processes import Browser, Portal, until
from tests.stories.test_real_processes import portal, signed_in
from tools.servers import own_redis

__all__ = ["gateway", "portal"]
pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.engine("postgresql"), pytest.mark.nginx,
    pytest.mark.timeout(400),
]  # fmt: skip


def test_people_sign_in_and_file_while_redis_is_away_and_what_waits_goes_out_when_it_is_back(
    portal: Portal, gateway: Gateway
) -> None:
    gateway.up()
    yunxi = world.world()
    application = world.filled(yunxi, timezone.now())
    portal.start("beat", "worker", "web", "nginx")
    assert until(portal.is_ready)
    address = portal.environment["REDIS_URL"]

    redis.Redis.from_url(address).shutdown(nosave=True)

    signed_in(portal, yunxi.leader)
    assert _guessed(portal, yunxi.clerk.username) == [200, 200, 200, 200, 429]
    assert Counter.objects.exists()
    applicant = signed_in(portal, yunxi.applicant)
    filed = applicant.send(f"/my/applications/{application.pk}/check/", declared="on")
    assert (filed.status, Application.objects.get(pk=application.pk).state) == (200, State.SUBMITTED)
    assert Message.objects.exclude(to_address="").filter(sent_at=None).exists()

    with own_redis(portal.folder, urlsplit(address).port or 0):
        assert until(lambda: not Letter.objects.exclude(state=Letter.State.RENDERED).exists())
        assert until(lambda: not Message.objects.exclude(to_address="").filter(sent_at=None).exists())
        portal.stop()
    assert len(gateway.received) == Message.objects.exclude(to_address="").count()


def _guessed(portal: Portal, username: str) -> list[int]:
    somebody = Browser(portal.url)
    return [somebody.send("/accounts/login/", login=username, password="guess 1A").status for _n in range(5)]
