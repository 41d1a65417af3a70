"""Load what a fresh database needs; the second time it only looks."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from envportal.operations.actions import set_up


class Command(BaseCommand):
    help = "Load the limits of law into the database; safe to run again."

    def handle(self, *_args: object, **_options: object) -> None:
        self.stdout.write(f"{set_up()} limits of law are loaded.")
