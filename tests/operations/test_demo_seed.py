"""The demo is a story told by a seed: the same on every machine, another one for another seed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from envportal.operations.actions.cases import CASES
from envportal.operations.actions.casting import plays
from envportal.operations.actions.stage import Play
from tests import migrated
from tools.common import ROOT

# What is made of a portal's own secrets or drawn anew for each, and would be none if a seed told it.
SECRET = {
    ("accounts_user", "password"), ("cases_case", "query_code_hash"), ("mfa_authenticator", "data"),
    ("mfa_authenticator", "created_at"), ("documents_letter", "code"),
    ("catalogue_snapshot", "code"), ("catalogue_told", "code"),
    ("inspections_visit", "entry_seed"), ("inspections_visit", "entry_code_hash"), ("ratings_rating", "id"),
    ("board_attempt", "address"), ("questions_question", "asker_key"), ("questions_vote", "source"),
    ("appointments_appointment", "party_key"),
}  # fmt: skip
# The first weeks of the story; what it tells in all is looked at where it is played whole.
LOADED = "demo --seed 7 --today 2026-11-18 --turns 120"
PROVEN = "verify_clocks && {0} manage.py verify_log"


def on_machine(folder: Path, commands: str, number: int) -> subprocess.Popen[str]:
    """Commands of the portal in an embedded one of its own, with a secret of its own."""
    if not folder.exists():
        folder.mkdir()
        migrated.put(folder / "portal.sqlite3")
    environment = {
        **os.environ, "VAR_DIR": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "envportal.settings",
        "SECRET_KEY": f"of machine {number} " + "y" * 40, "PYTHONHASHSEED": str(number),
    }  # fmt: skip
    line = f"{sys.executable} manage.py {commands.format(sys.executable)}"
    return subprocess.Popen(line, shell=True, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def story(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without what two portals must not have in common."""
    database = sqlite3.connect(folder / "portal.sqlite3")
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    told = {name: _rows(database, name) for (name,) in names.fetchall() if not name.startswith("django_")}
    database.close()
    return told


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")') if (table, row[1]) not in SECRET]
    listed = ", ".join(f'"{column}"' for column in columns)
    return database.execute(f'SELECT {listed} FROM "{table}" ORDER BY 1').fetchall()


@pytest.mark.engine("sqlite")
@pytest.mark.timeout(900)  # two demos at once, on a machine that may have more to do
def test_two_machines_tell_the_same_story_of_a_seed_and_every_line_of_it_is_proven(django_db_setup, tmp_path: Path):
    first, second = tmp_path / "first", tmp_path / "second"

    loading = [on_machine(folder, LOADED, number) for number, folder in enumerate((first, second), 1)]
    said = [process.communicate()[0] for process in loading]

    assert ["The demo is loaded (" in text for text in said] == [True, True]
    here, there = story(first), story(second)
    assert here.keys() == there.keys()
    for name, rows in here.items():
        assert rows == there[name], name
    proven = on_machine(first, PROVEN, 1).communicate()[0]
    assert "Every stored answer is proven." in proven
    assert "nothing was changed" in proven
    database = sqlite3.connect(first / "portal.sqlite3")
    addresses = [one for (one,) in database.execute("SELECT public_id FROM board_notice")]
    database.close()
    assert len(set(addresses)) == len(addresses) > 0


def test_another_seed_casts_other_projects_and_gives_them_other_times_of_day():
    first, again, other = (plays(CASES, Random(seed)) for seed in (1, 1, 2))

    def told(programme: list[Play]) -> list[tuple[str, timedelta]]:
        return [(play.project["key"], play.delay) for play in programme]

    assert told(first) == told(again)
    assert sorted(play.project["key"] for play in other) == sorted(play.project["key"] for play in first)
    changed = [one for one, two in zip(told(first), told(other), strict=True) if one[0] != two[0] and one[1] != two[1]]
    assert len(changed) > len(CASES) / 2
    assert len({play.delay for play in other}) == len(CASES)
