"""Control units come in from the plan's own file, with a word on every one."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from approvals.access import queries, screening
from approvals.access.models import ControlUnit, Rule
from tests import builders, world
from tests.access.test_geometry import SQUARE

pytestmark = pytest.mark.django_db
LIST = [
    {
        "text": "禁止新建水泥熟料项目",
        "industries": "3011",
        "outcome": "not_met",
        "ground": "1",
        "article": "空间布局约束",
    }
]


def unit(code: str = "YX-ZD-001", **properties: Any) -> dict[str, Any]:
    told = {"code": code, "name": "青石镇重点管控单元", "class": "重点管控", **properties}
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}


def told(path: Path, *units: Any, since: str = "2026-01-01", **options: Any) -> str:
    file, out = path / "units.geojson", StringIO()
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(units)}, ensure_ascii=False))
    call_command(
        "import_control_units", file, bureau="yunxi", source="云溪市生态环境分区管控方案",
        valid_from=date.fromisoformat(since), stdout=out, **options,
    )  # fmt: skip
    return out.getvalue().strip().splitlines()[-1]


@pytest.fixture(autouse=True)
def _bureau() -> None:
    builders.bureau()


def test_a_file_taken_twice_changes_nothing(tmp_path: Path):
    assert told(tmp_path, unit(access=LIST), unit("YX-YB-002", **{"class": "general"})) == "2 taken, 0 same, 0 refused"
    assert told(tmp_path, unit(access=LIST), unit("YX-YB-002", **{"class": "general"})) == "0 taken, 2 same, 0 refused"
    assert (ControlUnit.objects.count(), Rule.objects.count()) == (2, 1)


def test_a_dry_run_writes_nothing_and_a_report_has_every_unit(tmp_path: Path):
    report = tmp_path / "report.csv"

    said = told(tmp_path, unit(), unit("", name="无码"), unit("B", **{"class": "?"}), 7, dry_run=True, report=report)

    assert said == "1 taken, 0 same, 3 refused"
    assert not ControlUnit.objects.exists()
    assert [line.split(",")[2] for line in report.read_text("utf-8-sig").splitlines()[1:]] == [
        "taken", "refused", "refused", "refused",
    ]  # fmt: skip


def test_another_drawing_begins_on_a_later_day_and_the_old_one_stays(tmp_path: Path):
    told(tmp_path, unit())

    assert told(tmp_path, unit(name="新名")) == "0 taken, 0 same, 1 refused"
    assert told(tmp_path, unit(name="新名"), since="2026-10-01") == "1 taken, 0 same, 0 refused"
    bureau = [builders.bureau().pk]
    assert [queries.units_on(bureau, date(2026, month, 30))[0].name for month in (9, 10)] == [
        "青石镇重点管控单元",
        "新名",
    ]


def test_a_file_that_is_none_says_so(tmp_path: Path):
    file = tmp_path / "x.geojson"
    file.write_text("{")
    asked: dict[str, Any] = {"bureau": "yunxi", "source": "x", "valid_from": date(2026, 1, 1)}

    with pytest.raises(CommandError):
        call_command("import_control_units", file, **asked)
    file.write_text("[]")
    with pytest.raises(CommandError, match="FeatureCollection"):
        call_command("import_control_units", file, **asked)


@pytest.mark.parametrize(
    ("site", "result"),
    [
        ({"site_longitude": "118.5", "site_latitude": "26.5"}, "not_met"),
        ({"site_longitude": "120.5", "site_latitude": "26.5"}, "person"),
        ({"site_unit": "YX-ZD-001"}, "not_met"),
        ({"site_unit": "YX-ZD-404"}, "person"),
        ({}, "person"),
    ],
)
def test_the_list_of_a_unit_falls_on_what_stands_in_it(tmp_path: Path, site: dict[str, Any], result: str):
    told(tmp_path, unit(access=LIST))
    application = world.submitted(world.world(), project_industry="C3011", **site)

    standing = screening.stand(application.case, date(2026, 9, 14))

    assert [one.result for one in standing if one.rule.kind == "unit"] == [result]
