"""Who plays what: the scripts as chance casts them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from envportal.operations.actions.cast import table
from envportal.operations.actions.stage import Play

if TYPE_CHECKING:
    from random import Random

    from envportal.operations.actions.cases import Script

LATEST = 39 * 60  # seconds a step may come later than its script says


def plays(scripts: tuple[Script, ...], chance: Random) -> list[Play]:
    """The scripts as chance casts them: which project meets which fate, and how late in the day."""
    projects = {row["key"]: row for row in table("projects")}
    kinds = {row["kind"]: row for row in table("impacts")}
    # Half a minute and more apart: who signs two cases a day needs a new code for each.
    delays = chance.sample(range(0, LATEST, LATEST // len(scripts)), len(scripts))
    return [
        Play(script, projects[name], kinds[projects[name]["kind"]], number, timedelta(seconds=delay))
        for number, (script, name, delay) in enumerate(zip(scripts, _recast(scripts, chance), delays, strict=True), 1)
    ]


def _recast(scripts: tuple[Script, ...], chance: Random) -> list[str]:
    """Another project for each script, of the same bureau and kind of document, where its texts allow it."""
    bureaus = {row["key"]: row["bureau"] for row in table("enterprises")}
    owners = {row["key"]: row["owner"] for row in table("projects")}
    pools: dict[tuple[str, str], list[str]] = {}
    for script in scripts:
        if not script.is_cast:
            pools.setdefault((bureaus[owners[script.project]], script.document), []).append(script.project)
    for pool in pools.values():
        chance.shuffle(pool)
    return [
        script.project if script.is_cast else pools[bureaus[owners[script.project]], script.document].pop()
        for script in scripts
    ]
