"""Where a point lies, exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from approvals.access.rules.geometry import NoBoundary, holds, polygons

SQUARE = [[118, 26], [119, 26], [119, 27], [118, 27], [118, 26]]
HOLE = [[118.4, 26.4], [118.6, 26.4], [118.6, 26.6], [118.4, 26.6], [118.4, 26.4]]
RING = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"),
    [
        ("118.1", "26.1", True), ("118.5", "26.5", False), ("118.4", "26.5", True), ("118", "26", True),
        ("119", "26.5", True), ("119.0000001", "26.5", False), ("118.5", "27", True), ("118.5", "27.0000001", False),
        ("117", "26", False), ("120", "27", False), ("118.5", "26.4", True), ("118.2", "26.4", True),
    ],
)  # fmt: skip
def test_a_border_belongs_to_the_unit_and_a_hole_does_not(longitude: str, latitude: str, inside: bool):
    assert holds(RING, Decimal(longitude), Decimal(latitude)) is inside


def test_a_slanting_border_is_met_to_the_seventh_place():
    wedge = {"type": "Polygon", "coordinates": [[[0, 0], [3, 1], [0, 1], [0, 0]]]}

    assert [holds(wedge, Decimal(x), Decimal("0.1")) for x in ("0.3", "0.3000001", "0.2999999")] == [True, False, True]


def test_each_part_of_a_scattered_unit_counts():
    islands = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[0, 0], [1, 0], [1, 1], [0, 0]]]]}

    assert holds(islands, Decimal("0.9"), Decimal("0.1"))
    assert not holds(islands, Decimal("0.1"), Decimal("0.9"))


@pytest.mark.parametrize(
    "shape",
    [
        None, [], {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon"}, {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [181, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], ["x", 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [True, 0], [1, 1], [0, 0]]]},
        {"type": "MultiPolygon", "coordinates": [[]]}, {"type": "Polygon", "coordinates": [[1, 2, 3, 4]]},
    ],
)  # fmt: skip
def test_what_is_no_boundary_is_refused_with_a_sentence(shape: Any):
    with pytest.raises(NoBoundary) as refused:
        polygons(shape)

    assert str(refused.value.sentence).endswith("。")
