"""Work out the record of every ended case again and list what is stored otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.performance import actions

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Work out the public record of every ended case again; ends with an error if any is stored otherwise."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="write what is worked out in place of what is stored")

    def handle(self, *_args: object, mend: bool, **_options: object) -> None:
        wrong = actions.verify(mend=mend, at=timezone.now())
        for pk, names in wrong:
            self.stdout.write(f"case {pk}: {', '.join(names)}")
        if wrong and not mend:
            raise CommandError(f"{len(wrong)} records differ.")
        self.stdout.write(f"{len(wrong)} records were mended." if wrong else "Every record is proven.")
