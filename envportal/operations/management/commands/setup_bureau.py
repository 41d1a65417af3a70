"""Make a bureau, its sections and its first people from a file; they do everything else on the pages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from envportal.operations.actions import set_up_bureau
from envportal.operations.forms.bureau import plan_of
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from envportal.operations.actions.bureau import Outcome

EXAMPLE = Path(__file__).parent.parent.parent / "data" / "bureau.toml"


class Command(BaseCommand):
    help = "Set up a bureau from a file; safe to run again. --example prints such a file, --dry-run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="a TOML file as --example prints it")
        parser.add_argument("--example", action="store_true", help="print a file to begin with")
        parser.add_argument("--dry-run", action="store_true", help="say what would be made, and make nothing")

    def handle(self, *_args: Any, file: Path | None, example: bool, dry_run: bool, **_options: Any) -> None:
        if example:
            self.stdout.write(EXAMPLE.read_text(encoding="utf-8"))
            return
        written = _written(file)
        try:
            with transaction.atomic():
                outcome = set_up_bureau(plan_of(written), at=timezone.now())
                transaction.set_rollback(dry_run)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(outcome, dry_run=dry_run)
        if dry_run:
            self.stdout.write("Nothing was changed; run it without --dry-run.")

    def _tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        bureau = outcome.bureau
        self.stdout.write(f"{outcome.limits} limits of law are loaded.")
        self.stdout.write(f"{bureau.name} ({bureau.code}): {'made' if outcome.is_new else 'there already'}.")
        if outcome.differs:
            self.stdout.write(f"Left as it is, though the file says otherwise: {', '.join(outcome.differs)}.")
        if outcome.sections:
            self.stdout.write(f"Sections made: {'、'.join(outcome.sections)}.")
        self._tell_passwords(outcome, dry_run=dry_run)
        for user in outcome.administrators:
            self.stdout.write(f"{user.name} ({user.username}) is security administrator.")
        for user, role in outcome.to_be_granted:
            lacks = f"holds no role yet: one administrator asks for {role.value}, the other grants it"
            self.stdout.write(f"{user.name} ({user.username}) {lacks}.")
        if bureau.code != settings.HOME_BUREAU:
            self.stdout.write(f"To have its name on public pages, set HOME_BUREAU={bureau.code}.")

    def _tell_passwords(self, outcome: Outcome, *, dry_run: bool) -> None:
        if not outcome.passwords:
            return
        self.stdout.write(
            "First passwords, shown this once; each is changed, and a telephone bound, at the first sign-in:"
        )
        for user, password in outcome.passwords.items():
            self.stdout.write(f"  {user.name}  {user.username}  {'(shown when it is made)' if dry_run else password}")


def _written(file: Path | None) -> dict[str, Any]:
    if file is None:
        raise CommandError("Name a file; --example prints one to begin with.")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
