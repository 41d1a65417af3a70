"""The calculator of the catalogue, on the command line and at its address."""

from __future__ import annotations

import io
import json
import sys

import pytest
from django.core.management import call_command

from approvals.catalogue.rules import calculators
from envportal.questions import QuestionError

URL = "/api/v1/compute/catalogue"
PAINTS = {"item": 66, "answers": {"q1": False, "q2": 12}}


def test_an_item_with_its_answers_comes_to_a_document_and_the_words_that_decided():
    found = calculators.catalogue(PAINTS)

    assert (found["document"], found["possible"], found["edition"]) == ("report", ["report"], "2021")
    assert found["items"][0]["criterion"] == "年用溶剂型涂料（含稀释剂）10吨及以上的"


def test_without_answers_it_says_what_to_ask_next():
    found = calculators.catalogue({"item": 66})

    assert found["document"] is None
    assert found["items"][0]["open"] == [
        {"id": "q1", "kind": "yes_no", "about": "有电镀工艺"},
        {"id": "q2", "kind": "number", "about": "年用溶剂型涂料（含稀释剂）", "unit": "吨"},
    ]


def test_of_several_items_the_strictest_counts_and_open_questions_matter_unless_it_is_a_report_already():
    table, report, open_ = {"item": 27}, {"item": 61}, {"item": 66}

    assert calculators.catalogue({"items": [table, report]})["document"] == "report"
    assert calculators.catalogue({"items": [table, open_]})["document"] is None
    assert calculators.catalogue({"items": [report, open_]})["document"] == "report"


def test_not_sure_leaves_both_and_names_the_question():
    found = calculators.catalogue({"item": 34, "answers": {"q1": "unsure"}})

    assert (found["document"], found["possible"]) == (None, ["report", "table"])
    assert found["items"][0]["unsure"] == ["q1"]


def test_explained_it_shows_the_table_the_questions_and_what_decides():
    found = calculators.catalogue({"item": 97}, explained=True)["items"][0]

    assert found["tiers"] == {"table": "涉及环境敏感区的"}
    assert [one["kind"] for one in found["questions"]] == ["area"]
    assert found["criteria"] == [{"tier": "table", "text": "涉及环境敏感区的", "when": "敏感区"}]


def test_items_are_found_by_words():
    found = calculators.catalogue({"kind": "find", "words": "水库"})

    assert found["items"][0] == {"item": 124, "name": "水库", "chapter": "水利"}


@pytest.mark.parametrize(
    "question",
    [
        [], {}, {"item": "66"}, {"item": 0}, {"item": 174}, {"item": True}, {"item": 66, "colour": 1},
        {"kind": "guess", "item": 66}, {"item": 66, "answers": []}, {"item": 66, "answers": {"q99": True}},
        {"item": 66, "answers": {"q1": 1}}, {"item": 66, "answers": {"q2": True}}, {"item": 66, "answers": {"q2": -1}},
        {"item": 66, "answers": {"q2": 1e400}}, {"item": 66, "answers": {"q2": None}}, {"items": []},
        {"items": [{"item": 66}] * 13}, {"items": [66]}, {"items": [{"item": 66}], "item": 66},
        {"item": 66, "on": "2020-12-31"}, {"item": 66, "on": "2026-02-30"}, {"kind": "find", "words": " "},
        {"kind": "find", "words": "甲" * 61}, {"kind": "find"},
    ],
)  # fmt: skip
def test_what_has_no_answer_has_one_sentence(question):
    with pytest.raises(QuestionError, match=r"^\w+ .*\.$"):
        calculators.catalogue(question)


# COMMAND ----------------------------------------------------------------------
def test_the_command_answers_line_by_line_and_a_bad_line_spoils_only_itself(monkeypatch, capsys):
    lines = [json.dumps(PAINTS), "nonsense", '{"item": 27, "item": 61}', json.dumps({"item": 61})]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))

    call_command("catalogue", batch=True)

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one.get("document") for one in told] == ["report", None, None, "report"]
    assert [bool(one.get("error")) for one in told] == [False, True, True, False]


# ADDRESS ----------------------------------------------------------------------
@pytest.mark.django_db
def test_the_address_answers_as_the_command_does(client):
    response = client.get(f"{URL}?item=66&q1=no&q2=12&explain=1")

    assert (response.status_code, response.json()) == (200, calculators.catalogue(PAINTS, explained=True))
    assert client.get(f"{URL}?kind=find&words=水库").json()["items"][0]["item"] == 124


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["", "item=66&item=67", "item=abc", "item=66&q2=-1", "item=66&q1=perhaps", "item=66&z=1", "item=٣"]
)
def test_the_address_refuses_with_one_sentence(client, typed):
    response = client.get(f"{URL}?{typed}")

    assert response.status_code == 400
    assert set(response.json()) == {"error"}
