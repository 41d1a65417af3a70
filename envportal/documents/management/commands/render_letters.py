"""Print the letters that wait, without a worker; after a repair also those that were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from envportal.documents import letters, queries
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Print the PDF of every letter that waits for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--revive", action="store_true", help="also letters that failed three times")

    def handle(self, *_args: Any, revive: bool, **_options: Any) -> None:
        now = timezone.now()
        for letter in queries.dead_letters() if revive else ():
            letters.revive(letter, at=now)
        done = [letters.render(pk, at=timezone.now()) for pk in queries.waiting_letters(at=now, limit=None)]
        failed = [letter for letter in done if letter is not None and letter.state != Letter.State.RENDERED]
        for letter in failed:
            self.stderr.write(f"{letter.number}: {letter.last_error}")
        self.stdout.write(f"{len(done) - len(failed)} letters printed, {len(failed)} failed.")
