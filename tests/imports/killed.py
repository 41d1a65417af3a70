"""The command in a process of its own, to be killed: its database and its table are named on its command line."""

import sys

import django
from django.conf import settings

if __name__ == "__main__":
    name, table = sys.argv[1:]
    settings.DATABASES["default"]["NAME"] = name
    django.setup()

    from django.core.management import call_command

    print("reading", flush=True)  # noqa: T201  whoever kills this waits for the word
    call_command("import_notices", table, "--batch", "10", "--quiet")
