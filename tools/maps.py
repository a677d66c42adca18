"""The maps of the pages: outlines of states from the npm package world-atlas (Natural Earth), projected and written as two small SVG files.

`python -m tools.maps` reads node_modules/world-atlas and writes static/maps/world.svg and region.svg, in which each state is one path
whose id is its ISO 3166-1 alpha-2 code. A page draws a state by referring to its path, so that a browser fetches the outlines once.
Runs inside the environment; nothing slow happens when the maps are there already.
"""

import json
import math
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import environment, places

Point = tuple[float, float]
Ring = list[Point]

WORLD_ATLAS = places.NODE_MODULES / "world-atlas"
COARSE, FINE = WORLD_ATLAS / "countries-110m.json", WORLD_ATLAS / "countries-50m.json"
MAPS = places.UI / "static" / "maps"
# Natural Earth gives these no ISO number: alpha-2 codes that CLDR uses, or the state whose territory it is under ISO 3166.
WITHOUT_NUMBER = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
NO_STATE = "AQ"  # Antarctica; its outline runs around the pole
SMALLEST = 9  # square units on the page; a smaller state is drawn as a dot, so that it can be seen and pressed
DOT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One map: its name, its size in SVG units, and how degrees become units."""

    name: str
    width: int
    height: int
    source: Path

    def project(self, longitude: float, latitude: float) -> Point:
        x, y = equal_earth(longitude, latitude) if self.name == "world" else lambert(longitude, latitude)
        return x, y


def equal_earth(longitude: float, latitude: float) -> Point:
    """Equal areas for the whole world (Savric, Patterson, Jenny, IJGIS 2019), on 1000 x 487 units."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 1.340264 + 3 * -0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))
    return 500 + x * 184.7, 243.5 - y * 184.7


def lambert(longitude: float, latitude: float) -> Point:
    """Equal areas around 17 degrees east, 29 degrees north (Lambert azimuthal; Snyder, USGS PP 1395), on 1000 x 1200 units."""
    turn, high, middle = math.radians(longitude - 17), math.radians(latitude), math.radians(29)
    near = 1 + math.sin(middle) * math.sin(high) + math.cos(middle) * math.cos(high) * math.cos(turn)
    scale = math.sqrt(2 / max(near, 1e-6))
    x = scale * math.cos(high) * math.sin(turn)
    y = scale * (math.cos(middle) * math.sin(high) - math.sin(middle) * math.cos(high) * math.cos(turn))
    return 480 + x * 760, 590 - y * 760


WORLD = Sheet(name="world", width=1000, height=487, source=COARSE)
REGION = Sheet(name="region", width=1000, height=1200, source=FINE)


def main() -> int:
    mark = environment.Mark("maps", places.PACKAGE_LOCK, Path(__file__))
    if mark.is_current() and all((MAPS / f"{sheet.name}.svg").is_file() for sheet in (WORLD, REGION)):
        return 0
    MAPS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(WORLD_ATLAS / "LICENSE", MAPS / "LICENSE-world-atlas.txt")
    for sheet in (WORLD, REGION):
        (MAPS / f"{sheet.name}.svg").write_text(drawn(sheet), encoding="utf-8")
    mark.write()
    return 0


def drawn(sheet: Sheet) -> str:
    """The whole file. States that the coarse outlines leave out (Malta, say) are taken from the fine ones."""
    states = outlines(json.loads(sheet.source.read_text(encoding="utf-8")))
    for code, rings in outlines(json.loads(FINE.read_text(encoding="utf-8"))).items():
        states.setdefault(code, rings)
    paths = [f'<path id="{code}" d="{shape}"/>' for code, rings in sorted(states.items()) if (shape := path(sheet, rings))]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}">'
    return "\n".join([head, "<!-- Natural Earth, public domain, through world-atlas (ISC) -->", *paths, "</svg>\n"])


def outlines(topology: Mapping[str, Any]) -> dict[str, list[Ring]]:
    """Rings in degrees by alpha-2 code, from a TopoJSON topology (github.com/topojson/topojson-specification, 2.1 and 2.2)."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    found: dict[str, list[Ring]] = {}
    codes = alpha2_by_number()
    for shape in topology["objects"]["countries"]["geometries"]:
        number = int(shape["id"]) if "id" in shape else 0
        code = codes.get(number) or WITHOUT_NUMBER.get(shape["properties"]["name"])
        if code is None or code == NO_STATE:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        found.setdefault(code, []).extend(ring(arcs, indexes) for polygon in polygons for indexes in polygon)
    return found


def ring(arcs: list[Ring], indexes: Iterable[int]) -> Ring:
    """One closed line from its arcs; a negative index is an arc that runs backwards."""
    points: Ring = []
    for index in indexes:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(part[1:] if points else part)
    return points


def alpha2_by_number() -> dict[int, str]:
    """ISO 3166-1 numeric codes, from ICU."""
    import icu

    codes = [str(code) for code in icu.Locale.getISOCountries()]
    return {icu.Region.getInstance(code).getNumericCode(): code for code in codes}


def path(sheet: Sheet, rings: list[Ring]) -> str:
    """The shape of one state in whole units and relative steps; "" for one that lies outside the sheet."""
    whole = [part for ring in rings for part in within_the_day_line(ring)]
    shapes = [clipped([sheet.project(*point) for point in ring], sheet.width, sheet.height) for ring in whole]
    shapes = [shape for shape in shapes if shape]
    if not shapes:
        return ""
    seen = [shape for shape in shapes if area(shape) >= 1]
    if sum(area(shape) for shape in shapes) < SMALLEST:
        biggest = max(shapes, key=area)
        x, y = (round(sum(point[axis] for point in biggest) / len(biggest)) for axis in (0, 1))
        return f"M{x - DOT} {y}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0 {-2 * DOT} 0z"
    return "".join(steps(shape) for shape in seen)


def within_the_day_line(ring: Ring) -> Iterator[Ring]:
    """A ring in degrees, cut where it crosses 180 degrees: an island of Fiji lies at both ends of a map of the world."""
    turn, unrolled, before = 0, [], ring[0][0]
    for longitude, latitude in ring:
        turn += 360 * ((longitude - before < -180) - (longitude - before > 180))
        unrolled.append((longitude + turn, latitude))
        before = longitude
    for shift in (-360, 0, 360):
        part = [(longitude + shift, latitude) for longitude, latitude in unrolled]
        for limit, keep_below in ((-180, False), (180, True)):
            part = list(_one_side(part, 0, limit, keep_below=keep_below)) if part else part
        if part:
            yield part


def steps(points: Ring) -> str:
    rounded: list[tuple[int, int]] = []
    for x, y in points:
        here = (round(x), round(y))
        if not rounded or rounded[-1] != here:
            rounded.append(here)
    if len(rounded) < 3:
        return ""
    (x, y), *rest = rounded
    words = []
    for next_x, next_y in rest:
        words.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{rounded[0][0]} {rounded[0][1]}l{' '.join(words)}z".replace(" -", "-")


def area(points: Ring) -> float:
    """Square units inside a closed line."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True))) / 2


def clipped(points: Ring, width: int, height: int) -> Ring:
    """The part of a closed line inside the sheet (Sutherland and Hodgman, CACM 1974)."""
    for axis, limit, keep_below in ((0, 0, False), (0, width, True), (1, 0, False), (1, height, True)):
        points = list(_one_side(points, axis, limit, keep_below=keep_below))
        if not points:
            return []
    return points


def _one_side(points: Ring, axis: int, limit: float, *, keep_below: bool) -> Iterator[Point]:
    for before, here in zip([points[-1], *points[:-1]], points, strict=True):
        was_in = (before[axis] <= limit) is keep_below or before[axis] == limit
        is_in = (here[axis] <= limit) is keep_below or here[axis] == limit
        if was_in != is_in:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            yield (before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1]))
        if is_in:
            yield here


if __name__ == "__main__":
    sys.exit(main())
