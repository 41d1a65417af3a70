"""Hundreds of hostile files, each refused with its own sentence; ordinary ones of every kind pass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from envportal.documents import rules
from envportal.documents.rules.sentences import SENTENCES
from tests.documents import sound
from tests.documents.hostile import FAMILIES, Specimen, all_specimens, names
from tests.documents.hostile.children import inspect_many, inspect_one, script_for

# No file says these: they are said of what stands around it.
OF_NO_FILE = {"too_big", "too_big_at_once", "no_room", "infected"}


def test_the_corpus_has_five_hundred_files_no_two_alike() -> None:
    labels = [specimen.label for specimen in all_specimens()]

    assert len(labels) >= 500
    assert len(set(labels)) == len(labels)
    assert {family: len(found) >= 30 for family, found in FAMILIES.items()} == dict.fromkeys(FAMILIES, True)


def test_every_hostile_file_is_refused_with_its_own_sentence(tmp_path: Path) -> None:
    told = _told([specimen for specimen in all_specimens() if not specimen.is_large], tmp_path)

    assert {str(specimen): why for specimen, why in told if why != specimen.why} == {}


def _told(specimens: list[Specimen], folder: Path) -> list[tuple[Specimen, str]]:
    """What each is refused with, found out by one child for the PDFs and one for the others."""
    made: dict[str, list[tuple[Specimen, Path]]] = {"pdf_child.py": [], "other_child.py": []}
    for number, specimen in enumerate(specimens):
        content, path = specimen.make(), folder / f"{number}"
        path.write_bytes(content)
        made[script_for(content)].append((specimen, path))
    answers = [
        (specimen, answer)
        for script, rows in made.items()
        for (specimen, _path), answer in zip(rows, inspect_many(script, [path for _, path in rows]), strict=True)
    ]
    return [(specimen, str(answer.get("unfit") or _by_name(specimen.name))) for specimen, answer in answers]


def _by_name(name: str) -> str:
    try:
        rules.fit_name(rules.shown_name(name))
    except rules.BadFile as bad:
        return bad.why
    return "accepted"


def test_every_sentence_about_a_file_has_a_file_that_gets_it() -> None:
    assert {specimen.why for specimen in all_specimens()} | OF_NO_FILE == set(SENTENCES)


def test_every_reason_has_a_sentence_of_its_own_in_both_languages() -> None:
    chinese = [str(rules.BadFile(why, "报告.pdf")) for why in SENTENCES]
    with translation.override("en"):
        english = [str(rules.BadFile(why, "报告.pdf")) for why in SENTENCES]

    assert len(set(chinese)) == len(set(english)) == len(SENTENCES)
    assert all("报告.pdf" in sentence for sentence in (*chinese, *english))
    assert not any(re.search(r"[\u4e00-\u9fff]", sentence.replace("报告.pdf", "")) for sentence in english)


def test_a_place_in_a_picture_is_told_of_but_never_told() -> None:
    sentence = str(rules.BadFile("picture_place", "现场.jpg"))

    assert "拍摄地点" in sentence
    assert not re.search(r"\d", sentence)


def test_two_kilobytes_that_inflate_to_a_gibibyte_cost_little() -> None:
    bomb = next(specimen for specimen in all_specimens() if specimen.label == "two kilobytes to a gibibyte")
    content = bomb.make()

    cost = inspect_one(content)

    assert len(content) < 4096
    assert cost.answer == {"unfit": "bomb"}
    assert cost.mib < 200


@pytest.mark.parametrize(("name", "shown"), names.HARMLESS.items())
def test_a_name_that_would_do_harm_is_shown_without_it(name: str, shown: str) -> None:
    assert rules.shown_name(name) == shown
    assert _by_name(rules.shown_name(name)) == "accepted"


def test_ordinary_pdfs_of_every_kind_pass(tmp_path: Path) -> None:
    paths = {label: tmp_path / f"{number}" for number, label in enumerate(sound.SOUND)}
    for label, path in paths.items():
        path.write_bytes(sound.SOUND[label]())

    answers = inspect_many("pdf_child.py", paths.values())

    refused = {label: answer for label, answer in zip(paths, answers, strict=True) if "pages" not in answer}
    assert refused == {}
    assert len(paths) >= 30
