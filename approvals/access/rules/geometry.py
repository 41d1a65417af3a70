"""Where a point lies, exactly: coordinates are whole ten-millionths of a degree, so nothing is rounded on the way."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = Decimal(10_000_000)
MOST_DEGREES = (180, 90)
Point = tuple[int, int]
Ring = tuple[Point, ...]


class NoBoundary(Refused):
    """What was given for a boundary is none: not GeoJSON, not closed, or not on this earth."""


def polygons(geometry: Any) -> tuple[tuple[Ring, ...], ...]:
    """The polygons of a GeoJSON Polygon or MultiPolygon, each an outer ring and its holes. Raises `NoBoundary`."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise NoBoundary(_("边界须是 GeoJSON 的 Polygon 或者 MultiPolygon。"))
    parts = geometry.get("coordinates")
    parts = [parts] if kind == "Polygon" else parts
    if not isinstance(parts, list) or not parts or not all(isinstance(part, list) and part for part in parts):
        raise NoBoundary(_("边界没有坐标。"))
    return tuple(tuple(_ring(ring) for ring in part) for part in parts)


def _ring(ring: Any) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise NoBoundary(_("边界的每一圈至少要有四个点。"))
    points = tuple(_point(pair) for pair in ring)
    if points[0] != points[-1]:
        raise NoBoundary(_("边界没有闭合：每一圈的最后一点应与第一点相同。"))
    return points


def _point(pair: Any) -> Point:
    if not isinstance(pair, list) or len(pair) < 2:
        raise NoBoundary(_("坐标应是经度、纬度两个数。"))
    return scaled(pair[0], MOST_DEGREES[0]), scaled(pair[1], MOST_DEGREES[1])


def scaled(degrees: Any, most: int) -> int:
    """Degrees as a whole number of ten-millionths."""
    try:
        value = Decimal(str(degrees))
    except InvalidOperation:
        value = Decimal("NaN")
    if isinstance(degrees, bool) or not value.is_finite() or abs(value) > most:
        raise NoBoundary(_("坐标“%(typed)s”不是度数。") % {"typed": str(degrees)[:30]})
    return int(value * SCALE)


def holds(geometry: Any, longitude: Decimal, latitude: Decimal) -> bool:
    """Whether the point lies within the boundary or on it; a hole is outside, its edge is not."""
    point = scaled(longitude, MOST_DEGREES[0]), scaled(latitude, MOST_DEGREES[1])
    return any(_within(rings, point) for rings in polygons(geometry))


def _within(rings: tuple[Ring, ...], point: Point) -> bool:
    if any(_on(edge, point) for ring in rings for edge in _edges(ring)):
        return True
    outer, *holes = rings
    return _inside(outer, point) and not any(_inside(hole, point) for hole in holes)


def _edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return pairwise(ring)


def _on(edge: tuple[Point, Point], point: Point) -> bool:
    (ax, ay), (bx, by), (x, y) = *edge, point
    if (bx - ax) * (y - ay) != (by - ay) * (x - ax):
        return False
    return min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)


def _inside(ring: Ring, point: Point) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    return sum(_crosses(edge, point) for edge in _edges(ring)) % 2 == 1


def _crosses(edge: tuple[Point, Point], point: Point) -> bool:
    (ax, ay), (bx, by), (x, y) = *edge, point
    if (ay > y) == (by > y):
        return False
    # The edge passes east of the point; multiplied out, so that no division rounds.
    across = (x - ax) * (by - ay) - (bx - ax) * (y - ay)
    return across < 0 if by > ay else across > 0
