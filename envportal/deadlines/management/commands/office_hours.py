"""Say when a bureau's counter closes, from a day on."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from envportal.accounts.models import Bureau
from envportal.deadlines import actions

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Set the closing time of a bureau's counter from a day on: what must be handed in there ends with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bureau", help="code of the bureau")
        parser.add_argument("closes_at", type=time.fromisoformat, help="as in 17:30")
        parser.add_argument("--from", dest="valid_from", required=True, type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--notice", required=True, help="the notice the hours were published with")

    def handle(self, *_args: object, **options: object) -> None:
        bureau = Bureau.objects.filter(code=options["bureau"]).first()
        if bureau is None:
            raise CommandError(f"There is no bureau with the code {options['bureau']}.")
        told = {name: options[name] for name in ("valid_from", "notice")}
        computed = actions.set_hours(bureau, options["closes_at"], by=None, at=timezone.now(), **told)  # type: ignore[arg-type]
        self.stdout.write(f"{bureau.code} closes at {options['closes_at']:%H:%M}; {computed} clocks computed anew.")
