"""Recompute every open clock from its events and list what differs from the stored answers."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from envportal.deadlines import clocks


class Command(BaseCommand):
    help = "Recompute every open clock and list stored answers that differ; ends with an error if any does."

    def handle(self, *_args: object, **_options: object) -> None:
        found = clocks.verify()
        for difference in found:
            self.stdout.write(
                f"clock {difference.clock_pk} of case {difference.case_pk}: {difference.field} is stored as "
                f"{difference.stored} and computed as {difference.computed}"
            )
        if found:
            raise CommandError(f"{len(found)} stored answers differ.")
        self.stdout.write("Every stored answer is proven.")
