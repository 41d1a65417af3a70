"""Write a case as one verifiable zip file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.applications.actions.bundle import export
from approvals.applications.models import Application
from envportal.documents.guards import zips

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Write a case with its files, letters, log and clocks as one zip file that verify_bundle can check."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the number of the case, e.g. 云环收〔2026〕1号")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--applicant", action="store_true", help="the applicant's own copy, without what is kept inside"
        )

    def handle(self, *_args: Any, number: str, out: Path, applicant: bool, **_options: Any) -> None:
        pk = Application.objects.filter(case__number=number).values_list("pk", flat=True).first()
        if pk is None:
            raise CommandError(f"There is no application with the number {number}.")
        made = export(pk, inside=not applicant, by=None, at=timezone.now())
        part = out.with_name(f"{out.name}.part")
        try:
            with part.open("wb") as file:
                for piece in zips.stream(made.entries):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            part.replace(out)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise CommandError(f"{out} was not written: {error}") from error
        for entry in made.gone:
            self.stderr.write(f"missing from the store: {entry.name}")
        self.stdout.write(f"{out}: {len(made.entries)} files, manifest SHA-256 {made.entries[0].sha256}")
