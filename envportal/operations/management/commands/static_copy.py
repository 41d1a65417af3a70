"""Make the copy of the public portal that nginx hands out while the portal is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from envportal.operations.actions.static_copy import copy_pages, folder
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Write every public page as a file into VAR_DIR/static-copy/current; only what changed is made anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="also if nothing changed since the last copy")

    def handle(self, *_args: Any, force: bool, **_options: Any) -> None:
        try:
            done = copy_pages(at=timezone.now(), force=force)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if done is None:
            self.stdout.write("Nothing changed since the last copy, or another one is being made.")
            return
        megabytes, each = done.size / 1e6, done.rendered / max(done.seconds, 0.001)
        self.stdout.write(
            f"{done.pages} addresses, {megabytes:.1f} MB: {done.rendered} made anew, {done.kept} linked,"
            f" {done.seconds:.0f} s ({each:.0f} a second), in {folder() / 'current'}"
        )
