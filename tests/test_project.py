"""The project itself: its floors, its files, its templates, its commands."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.forms import renderers
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from tools.common import ROOMS, ROOT, tracked

LONGEST = 300
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
CODE = [path for path in tracked(*(f"{room}/*.py" for room in ROOMS), "manage.py") if "migrations" not in path.parts]
TESTS_AND_TOOLS = [path for path in tracked("tests/*.py", "tools/*.py") if path != Path(__file__)]
TEMPLATES = tracked("templates/*.html", "templates/*.txt")
DOCUMENTS = tracked("*.md", "docs/*.md")


def contract(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = next(entry for entry in CONTRACTS if entry["name"] == name)
    return found


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def places(pattern: str, files: list[Path]) -> list[str]:
    """Every line that matches, as file:line."""
    search = re.compile(pattern)
    return [
        f"{relative(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if search.search(line)
    ]


def own_apps() -> list[str]:
    return [config.name for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS]


# FLOORS -----------------------------------------------------------------------
def test_every_app_of_ours_stands_on_a_floor():
    floors = " ".join(contract("The floors")["layers"])

    homeless = [name for name in own_apps() if not any(re.search(rf"(?<![\w.]){re.escape(part)}(?![\w.])", floors)
                for part in (name, name.split(".")[0]) if part != "envportal")]  # fmt: skip

    assert homeless == []


def test_every_app_of_ours_keeps_the_order_inside_a_room():
    assert sorted(contract("Inside a room")["containers"]) == sorted(own_apps())


def test_no_contract_is_loosened():
    assert [entry["name"] for entry in CONTRACTS if "ignore_imports" in entry] == []


def test_celery_is_ours():
    assert current_app.main == "envportal"
    assert current_app.conf.broker_url == settings.CELERY_BROKER_URL
    assert {task.app.main for task in current_app.tasks.values()} == {"envportal"}


def test_beat_wakes_only_tasks_that_exist():
    current_app.loader.import_default_modules()

    assert {entry["task"] for entry in current_app.conf.beat_schedule.values()} - set(current_app.tasks) == set()


# FILES ------------------------------------------------------------------------
def test_no_file_is_longer_than_can_be_read():
    long = {
        relative(path): lines
        for path in [*CODE, *TESTS_AND_TOOLS, *TEMPLATES]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert long == {}


@pytest.mark.parametrize(
    "what",
    [
        r"\.update\([^)]*\bstate\s*=",  # it would bypass flow, log and clocks
        r"\bGenericForeignKey\b",
        r"from django\.dispatch|\bpost_save\b|\bpre_save\b",
        r"ATOMIC_REQUESTS",
        r"django\.contrib\.admin",
        r"\bcache_page\b",
    ],
)
def test_what_the_house_does_without_is_not_there(what: str):
    assert places(what, CODE) == []


def test_nothing_is_left_open():
    left_open = "|".join(("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", r"pytest\.sk" + "ip", "xf" + "ail"))

    assert places(rf"\b(?:{left_open})\b|mark\.sk" + "ip", [*CODE, *TESTS_AND_TOOLS, *TEMPLATES]) == []


def test_only_the_edges_read_the_clock_on_the_wall():
    # A form of the sign-in is made and cleaned by its package, which hands it no time.
    edges = {"views", "forms", "tasks", "management", "middleware", "api.py", "templatetags"}
    inner = [path for path in CODE if not edges & {path.stem, *path.parts, path.name}]

    assert places(r"timezone\.now\(\)|datetime\.now\(|date\.today\(", inner) == []


# TEMPLATES --------------------------------------------------------------------
def test_every_template_compiles():
    broken = {}
    for path in TEMPLATES:
        try:
            get_template(str(path.relative_to(ROOT / "templates")))
        except Exception as error:  # noqa: BLE001  whatever is wrong is the answer
            broken[relative(path)] = str(error)

    assert broken == {}


def test_every_template_is_used():
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*CODE, *TEMPLATES])

    unused = [relative(path) for path in TEMPLATES if not _is_used(path, text)]

    assert unused == []


def _is_used(path: Path, text: str) -> bool:
    """Named in full, by its last word where an enum chooses the file, or put in the place of a package's own."""
    name = str(path.relative_to(ROOT / "templates"))
    stem = path.stem.removesuffix(".en")  # a mail has one file a language
    quoted = re.search(rf"""["'](?:{re.escape(name)}|{re.escape(stem)})["']""", text)
    built = any(f'}}{stem[at:]}"' in text for at, letter in enumerate(stem) if letter == "_")  # f"{colour}_card"
    return bool(quoted) or built or _replaces_a_packaged_one(name)


def _replaces_a_packaged_one(name: str) -> bool:
    name = name.replace("components/forms/widgets/", "django/forms/widgets/")  # as our form renderer does
    folders = [*get_app_template_dirs("templates"), Path(renderers.__file__).parent / "templates"]
    return any((Path(folder) / name).exists() for folder in folders) or Path(name).stem in {"400", "403", "404", "500"}


def test_no_template_holds_style_or_script_of_its_own():
    pages = [path for path in TEMPLATES if path.parent.name != "letters"]  # a letter is printed, not served
    inline = r"""\sstyle=|<style\b|\son[a-z]+=["']|<script\b(?![^>]*(?:\bsrc=|type="application/json"))"""

    assert places(inline, pages) == []


# WHAT THE PROJECT SAYS AND NAMES --------------------------------------------------
def test_the_locks_name_no_host_and_hash_every_file():
    for path in tracked("requirements/*.txt"):
        text = path.read_text()
        pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)

        assert "://" not in text
        assert "--index" not in text
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pinned) > 0


def test_documents_name_only_commands_that_exist():
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"`(?:\w+=\S+ )*make ([a-z]+)", text)) - targets == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands()) == set()


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in tracked("docs/decisions/*.md")]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("production", [False, True])
def test_settings_stand_on_their_own(tmp_path: Path, *, production: bool):
    services = {"DATABASE_URL": "postgresql://portal@127.0.0.1/portal", "SECRET_KEY": "x" * 50}
    environment = {"VAR_DIR": str(tmp_path), "PATH": "", **(services if production else {})}

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import envportal.settings as s; print(s.EMBEDDED)"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.stdout, done.stderr) == (f"{not production}\n", "")
