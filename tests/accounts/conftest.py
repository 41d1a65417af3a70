from __future__ import annotations

import time

from allauth.account.internal.userkit import user_id_to_str
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from envportal.accounts.models import User

PASSWORD = "correct horse 1A"


def enter(client, username, password=PASSWORD, **extra):
    return client.post("/accounts/login/", {"login": username, "password": password}, **extra)


def signed_in(person: User):
    """A browser of somebody who came through the door long ago."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def just_confirmed(person: User):
    """A browser of somebody who showed a one-time code a moment ago."""
    client = signed_in(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
    return client


def queries_of(client: Client, page: str) -> int:
    """How often a page asks the database, once what is kept for all readers is warm."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)
