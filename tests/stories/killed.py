"""Kill the portal's processes and its servers in mid-story, round after round, and see that nothing is lost.

    python -m tests.stories.killed --rounds 10

On a PostgreSQL, a Redis and a mail server of its own, all on loopback, in a folder that is gone afterwards.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

from tests.stories.processes import Portal
from tools.common import say
from tools.servers import free_port, own_postgres, own_redis


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the moments at which things are killed")
    wanted = parser.parse_args()
    # Ended from outside, it still takes its servers with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    say(f"Seed {wanted.seed}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="killed-")))
        address = stack.enter_context(own_postgres(folder / "pg"))
        mail = free_port()
        portal = Portal(
            folder / "portal", database=address, redis=stack.enter_context(own_redis(folder)), mail=mail,
            secret="only-for-tests-" + "x" * 40,
        )  # fmt: skip
        portal.folder.mkdir()
        stack.callback(portal.stop)
        play(portal, mail, folder / "pg", stack, wanted.rounds, wanted.seed)


def play(portal: Portal, mail: int, postgres: Path, stack: ExitStack, rounds: int, seed: int) -> None:
    # What stands on Django's models is read once the settings are there.
    os.environ.update(portal.environment)
    django.setup()
    call_command("migrate", verbosity=0)
    portal.prepare()
    portal.start("web", "nginx", "worker", "beat")
    story = import_module("tests.stories.kill_rounds").Story(portal, mail, postgres, seed)
    stack.callback(story.gateway.down)
    try:
        for n in range(1, rounds + 1):
            began = time.monotonic()
            story.round()
            say(f"Round {n}: nothing lost ({time.monotonic() - began:.0f} s)")
    except BaseException:
        for log in sorted(portal.folder.glob("*.log")):
            say("\n".join([log.name, *log.read_text(errors="replace").splitlines()[-40:]]))
        raise
    for name, figure in vars(story.figures).items():
        say(f"{name.replace('_', ' ')}: {dict(figure) if isinstance(figure, dict) else figure}")


if __name__ == "__main__":
    main()
