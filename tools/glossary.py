"""Write the second half of docs/glossary.md: every word a page shows for a state, a kind or a role, from the code.

Run by `make messages`, once the English is compiled.
"""

from __future__ import annotations

import os
from importlib import import_module

import django
from django.apps import apps
from django.db.models import Choices
from django.utils import translation

from tools.common import ROOMS, ROOT, say

GLOSSARY = ROOT / "docs" / "glossary.md"
BEGIN = "## Words of the code\n"
NOTE = "Written by `make messages` from the enums of every room: the label shown, its English, the value stored.\n"


def enums() -> list[type[Choices]]:
    """Every enum of ours with labels, by room and name."""
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in ROOMS:
            _import_choices(config.name)
    found = {kind for kind in _subclasses(Choices) if kind.__module__.split(".")[0] in ROOMS and len(kind)}
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


def _import_choices(room: str) -> None:
    for module in ("enums", "states", "models"):
        name = f"{room}.{module}"
        try:
            import_module(name)
        except ModuleNotFoundError as absent:
            if absent.name != name:
                raise


def _subclasses(kind: type[Choices]) -> set[type[Choices]]:
    return {kind, *(deeper for direct in kind.__subclasses__() for deeper in _subclasses(direct))}


def section() -> str:
    lines = [BEGIN, NOTE]
    for kind in enums():
        room = kind.__module__.rpartition(".")[0]
        lines += [f"### {kind.__qualname__} ({room})\n", "| 中文 | English | value |", "|---|---|---|"]
        lines += [_row(member) for member in kind]
        lines.append("")
    return "\n".join(lines)


def _row(member: Choices) -> str:
    with translation.override("zh-hans"):
        chinese = str(member.label)
    with translation.override("en"):
        english = str(member.label)
    return f"| {chinese} | {english if english != chinese else '—'} | `{member.value}` |"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "envportal.settings")
    django.setup()
    kept = GLOSSARY.read_text(encoding="utf-8").partition(BEGIN)[0].rstrip()
    GLOSSARY.write_text(f"{kept}\n\n{section()}", encoding="utf-8")
    say(f"{GLOSSARY.relative_to(ROOT)}: {len(enums())} enums")


if __name__ == "__main__":
    main()
