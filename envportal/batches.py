"""A calculator on the command line: one question a line on standard input, one answer a line, in order."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from envportal import questions

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    from envportal.questions import Answer


class BatchCommand(BaseCommand):
    """Say `help`, and write `answerer`; the reading, the order and the bad lines are done here."""

    requires_system_checks: list[str] = []
    # From the options to who answers one question; that raises QuestionError with one sentence for what has no answer.
    answerer: Callable[[dict[str, object]], Callable[[object], Answer]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="read questions from standard input")
        parser.add_argument("--explain", action="store_true", help="add the working")

    def handle(self, *_args: object, **options: object) -> None:
        if not options["batch"]:
            raise CommandError("Give --batch and one JSON object a line on standard input; see docs/calculators.md.")
        answer = self.answerer(options)
        # Bytes, so that a line in another encoding spoils only itself.
        for line in getattr(sys.stdin, "buffer", sys.stdin):
            self.stdout.write(_written(questions.answer_line(line, answer)))


def _written(answer: Answer) -> str:
    """An answer as one line. Half a character (\\ud800), which a sentence may quote, is written as its escape."""
    return json.dumps(answer, ensure_ascii=False).encode(errors="backslashreplace").decode()
