"""A sweeper in a process of its own, to be killed: swept with the database and the moment named on its command line."""

import sys
from datetime import datetime

import django
from django.conf import settings

if __name__ == "__main__":
    name, at = sys.argv[1:]
    settings.DATABASES["default"]["NAME"] = name
    django.setup()

    from envportal.supervision import actions

    print("sweeping", flush=True)  # noqa: T201  whoever kills this waits for the word
    actions.sweep(at=datetime.fromisoformat(at))
