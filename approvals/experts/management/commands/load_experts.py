"""Enter a bureau's experts from a table; who is there already stays."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from approvals.experts import actions
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

COLUMNS = ("code", "name", "employer", "title", "specialities", "username")


class Command(BaseCommand):
    help = f"Load a CSV with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--bureau", required=True, help="code of the bureau")

    @transaction.atomic
    def handle(self, *_args: Any, table: Path, bureau: str, **_options: Any) -> None:
        found = Bureau.objects.filter(code=bureau).first()
        if found is None:
            raise CommandError(f"There is no bureau {bureau!r}.")
        with table.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                try:
                    is_new = actions.enter(found, row, at=timezone.now())
                except (KeyError, ValueError) as error:
                    raise CommandError(f"line {line}: {error!r}") from None
                self.stdout.write(f"{line}\t{row['code']}\t{'entered' if is_new else 'there already'}")
