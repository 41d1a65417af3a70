"""The project's real sample: notices bureaus published, for the demo to show history with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.imports import rules
from disclosure.imports.actions.straight import read_file

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.imports.models import Run

SAMPLE = Path(__file__).parent.parent / "data" / "notices.csv"


def load_sample(*, at: datetime) -> Run:
    """Take the sample in; a second time nothing is added."""
    return read_file(SAMPLE, rules.Whole(source=SAMPLE.name), at=at, say=lambda _outcomes: None)
