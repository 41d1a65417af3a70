"""The project's real sample: notices bureaus published, for the demo to show history with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.imports import rules
from disclosure.imports.actions.steps import read_file

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.imports.models import Run

DATA = Path(__file__).parent.parent / "data"
SAMPLE = DATA / "notices.csv"
# The tables of other kinds; who published the fees is not named, the enterprises are all of one city.
OTHERS = (
    (DATA / "fees.csv", rules.Whole("fee", "未写明（辽宁省沈阳市）", "fees.csv")),
    (DATA / "incidents.csv", rules.Whole("incident", "", "incidents.csv")),
    (DATA / "inspections.csv", rules.Whole("inspection", "", "inspections.csv")),
    (DATA / "petitions.csv", rules.Whole("petition", "", "petitions.csv")),
)


def load_sample(*, at: datetime) -> Run:
    """Take the sample in; a second time nothing is added."""
    for path, whole in OTHERS:
        read_file(path, whole, at=at, say=lambda _outcomes: None)
    return read_file(SAMPLE, rules.Whole(source=SAMPLE.name), at=at, say=lambda _outcomes: None)
