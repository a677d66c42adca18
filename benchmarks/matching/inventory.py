"""The names that the five populations of the invented world bear, from the common ones on lists to invented rare ones.

The common names come from `reference/names/`; behind them each pool has a long tail, as registers have: compounds (Gebre with a holy name,
Abd with an attribute, -din, -allah), and names made by each language's patterns. Frequencies fall with the rank (Zipf with an offset).
"""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from benchmarks.matching.letters import ARABIC, ENGLISH, ETHIOPIC, FRENCH, ITALIAN, SOMALI, other_arabic, other_letters, sounds_of, spell

NAMES = Path(__file__).resolve().parents[2] / "reference" / "names"
POOL = 10  # spellings of one name by one habit
SKEW = 1.1  # how fast the frequency of names falls with their rank
Sex = str  # "Feminine", "Masculine"
Row = dict[str, str]
BIBLICAL = {
    "Masculine": (
        "John:جون Peter:بيتر James:جيمس Paul:بول Joseph:جوزيف Simon:سايمون David:ديفيد Michael:مايكل Daniel:دانيال Samuel:صمويل "
        "Emmanuel:ايمانويل Stephen:ستيفن Moses:موسس Isaac:اسحق Charles:شارلس George:جورج Martin:مارتن Thomas:توماس Philip:فيليب "
        "Santino:سانتينو Gabriel:قبريال Marko:ماركو "
    ),
    "Feminine": (
        "Mary:ميري Rebecca:ربيكا Sarah:سارة Elizabeth:اليزابيث Martha:مارثا Grace:قريس Susan:سوزان Rose:روز Teresa:تريزا "
        "Josephine:جوزفين Anna:انا Esther:استر Ruth:روث Monica:مونيكا Agnes:اقنس Lucy:لوسي Christine:كريستين Veronica:فيرونيكا "
    ),
}
# Patterns of invented names: C a consonant, V a vowel, other letters as they are
PATTERNS: dict[str, dict[Sex, str]] = {
    "geez": {
        "Masculine": "CeCeCe CaCCu CeCCu CeCaCi CiCuC CeCCay CeCaCe CeCeCay CaCeC CiCCe CeCuCu CaCCeCe CeCCom aCCeCe aCeCaC CeCiCew",
        "Feminine": "CeCiCit CeCCesh CeCeCech CeCaCit aCCeCech CeCCawit CiCCiti CeCenesh CaCeCu CiCCet CeCCa aCaCesh CeCaCwork CeCeCu",
    },
    "arabic": {
        "Masculine": "CaCiC CaCCaC CuCaCC CiCaC muCCiC maCCuC CaCCan CuCayC CaCCi muCaCCaC CaCuC CuCCan CaCCaCi elCaCiC",
        "Feminine": "CaCiCa CaCCaCa CaCCa iCCiCaC CuCaCa CaCCiya maCCuCa CiCaC CaCaC CuCayCa tuCaCiC CuCCa",
    },
    "somali": {
        "Masculine": "CVCe CVCCe CVCVC CVCaCe CaCVC CVCCVC CVyre CaCCe CVCow CVCi CVCCale CVCsade",
        "Feminine": "CVCo CVCCo CaCVC CVCVCo CVCan CVCsan CaCCo CVCi CVCey CVCCiyo",
    },
    "oromo": {
        "Masculine": "CVCaCa CVCCa CaCeCa CVCiCa CVCCiCa CVCCaCa CVCCesa CVCeysa aCaCa iCaCa oCaCa",
        "Feminine": "CVCCitu CVCCu CaCeCu CVCCe CVCise CVCVCe CaCCatu CVCane aCCitu CVCe",
    },
    "nilotic": {
        "Masculine": "maCVC gatCVC CVC CVC CVVC CVCny aCVC loCVC CVCVC dhiCVC ruCVC CVCdit paCVC kuCVVC",
        "Feminine": "nyaCVC nyaCVVC aCVC aCVVC nyiCVC aCVCdit CVCa nyaCVCa",
    },
}
CONSONANTS = {
    "geez": "b d f g h k l m n r s sh t ts w y z q gn b d g k l m n r t w z".split(),
    "arabic": "b d f g h j k kh l m n q r s sh t z gh h s b d f h m n r s".split(),
    "somali": "b d dh f g h j k l m n q r s sh w y kh b d g l m r".split(),
    "oromo": "b d dh f g h j k l m n q r s sh t w y ch b d g l m r".split(),
    "nilotic": "b ch d dh g j k l m n ng p r t th w y k l m ng".split(),
}


@dataclass(eq=False, slots=True)
class Name:
    """One personal name: how each habit writes it, the usual way first. `first` and `second` are the halves of a compound."""

    sex: Sex
    usual: dict[str, str]
    sounds: tuple[str, ...]
    first: Name | None = None
    second: Name | None = None
    links: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    pools: dict[str, list[str]] = field(default_factory=dict)

    def spellings(self, habit: str) -> list[str]:
        """Up to POOL ways in which clerks of this habit write the name, the usual one first; the same ones each time."""
        pool = self.pools.get(habit)
        if pool is None:
            rng = random.Random(f"{habit} {''.join(self.sounds)} {self.sex}")
            drawn = [self.draw(habit, None), *(self.draw(habit, rng) for _ in range(POOL + 2))]
            pool = self.pools[habit] = [text for text in dict.fromkeys(drawn) if text][:POOL]
        return pool

    def draw(self, habit: str, rng: random.Random | None) -> str:
        """One spelling by a habit; the usual one without chance, "" where the habit has none."""
        if self.first and self.second:
            return self._compound(habit, rng)
        usual = self.usual.get(habit)
        if usual and (rng is None or habit in {ARABIC, ETHIOPIC} or rng.random() < 0.1):
            if rng is None:
                return usual
            if rng.random() < 0.82:
                return {ARABIC: other_arabic, ETHIOPIC: other_letters}.get(habit, lambda text, _: text)(usual, rng)
        text = spell(self.sounds, habit, rng)
        if habit == ARABIC and rng:
            return other_arabic(text, rng)
        return text if habit in {ARABIC, ETHIOPIC} else text.capitalize()

    def _compound(self, habit: str, rng: random.Random | None) -> str:
        assert self.first is not None
        assert self.second is not None
        one, other = self.first.draw(habit, rng), self.second.draw(habit, rng)
        if habit == ARABIC:
            if "el" in self.links:
                other = "ال" + other.removeprefix("ال")
            return one + ("" if rng and rng.random() < 0.25 else " ") + other
        if habit == ETHIOPIC:
            link = "" if not self.links else ("ደል" if rng is None or rng.random() < 0.5 else "ዱ")
            if link:
                return one[:-1] + link + other
            roll = rng.random() if rng else 0.0
            return one + (" " if roll > 0.5 else "") + other if roll < 0.9 else one[0] + "/" + other
        link = (rng.choice(self.links) if rng else self.links[0]) if self.links else ""
        roll = rng.random() if rng else 0.0
        if roll < 0.52 or habit == SOMALI:
            return one + link + other.lower()
        if roll < 0.9 or link:
            return one + link + " " + other if not link or roll < 0.8 else f"{one} {link} {other}"
        return f"{one[0]}/{other}"


@dataclass(eq=False, slots=True)
class Pool:
    """Names with the frequency with which newborn children get them."""

    names: list[Name]
    cumulative: list[float]

    def draw(self, rng: random.Random) -> Name:
        """One name by its frequency."""
        return self.names[bisect(self.cumulative, rng.random() * self.cumulative[-1])]


def pool_of(*parts: tuple[Sequence[Name], float, float]) -> Pool:
    """Pools by share: each part is its names in order of rank, its share of the children, and the offset of its Zipf law."""
    names: list[Name] = []
    weights: list[float] = []
    for part, share, offset in parts:
        raw = [(rank + offset) ** -SKEW for rank in range(1, len(part) + 1)]
        total = sum(raw)
        names += part
        weights += [share * weight / total for weight in raw]
    return Pool(names, list(accumulate(weights)))


def plain(sex: Sex, latin: str, *, arabic: str = "", ethiopic: str = "", own: str = "", short: tuple[str, ...] = ()) -> Name:
    """A name of one part from its Latin form and, where known, its forms in the scripts and orthography of its bearers."""
    usual = {ENGLISH: latin}
    usual |= {habit: text for habit, text in ((ARABIC, arabic), (ETHIOPIC, ethiopic), (SOMALI, own)) if text}
    return Name(sex, usual, sounds_of(latin), short=short)


def compound(sex: Sex, first: Name, second: Name, links: tuple[str, ...] = ()) -> Name:
    """A name of two parts, with the article or vowel that may join them."""
    return Name(sex, {}, (*first.sounds, *second.sounds), first, second, links)


def invented(language: str, sex: Sex, count: int, rng: random.Random) -> list[Name]:
    """Rare names by the patterns of one language, all different, in Latin letters; the scripts follow from the sounds."""
    patterns, consonants, made = PATTERNS[language][sex].split(), CONSONANTS[language], dict[str, None]()
    while len(made) < count:
        pattern = rng.choice(patterns)
        made["".join(rng.choice(consonants) if one == "C" else rng.choice("aeiou") if one == "V" else one for one in pattern)] = None
    return [plain(sex, text.capitalize()) for text in made]


def listed(name: str) -> list[Row]:
    """The rows of one list of common names, by rank."""
    with (NAMES / "given_names.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["list"] == name]


def parts(kind: str) -> list[Row]:
    """The rows of one kind of compound parts."""
    with (NAMES / "compounds.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["kind"] == kind]


def common(name: str, sex: Sex) -> list[Name]:
    """The common names of one list and sex, by rank, with their short forms."""
    return [_from_row(row, sex) for row in listed(name) if row["sex"] == sex]


def _from_row(row: Row, sex: Sex) -> Name:
    return plain(sex, row["latin"], arabic=row["arabic"], ethiopic=row["ethiopic"], own=row["own_latin"], short=SHORT.get(row["latin"], ()))


# Short forms by which friends and relatives call a person
SHORT = {
    name: tuple(short.split(","))
    for name, _, short in (
        entry.partition(":")
        for entry in (
            "Tewodros:Teddy,Tedi Tedros:Teddy Mohamed:Hamada,Hamudi Medhane:Medi Samuel:Sami Daniel:Dani Abraham:Abrish,Abi "
            "Solomon:Sol,Soli Bereket:Beki,Bere Tesfaye:Tesfa,Tesfish Yohannes:Jony,Yoni Yonas:Yoni Kidane:Kidu Abdi:Abdu "
            "Mustafa:Safi,Darsh Ibrahim:Abba,Ibro Osman:Osmi Fatima:Fatuma,Fafi,Batta Khadija:Dija Zeinab:Zozo Aisha:Ashu "
            "Selamawit:Seli,Selam Birtukan:Birti,Bura Tigist:Tigi Helen:Heli Mebrahtu:Mebri Haile:Hailish Michael:Miki "
            "Mikael:Miki Dawit:Dave,Dawi Amanuel:Aman,Amani Robel:Robi Filmon:Fili Ahmed:Hamada,Humaida "
        ).split()
    )
}


def theophoric(sex: Sex) -> list[Name]:
    """Gebre Mariam and its kind, frequent pairs first; names that begin with Welete or Amete are women's."""
    firsts, seconds = parts("theophoric_first"), parts("theophoric_second")
    womens = {"Lete", "Welete", "Amete"}
    chosen = [row for row in firsts if (row["latin"] in womens) == (sex == "Feminine")]
    pairs = sorted(((at + to, one, other) for at, one in enumerate(chosen) for to, other in enumerate(seconds)), key=lambda found: found[0])
    return [compound(sex, _from_row(one, sex), _from_row(other, sex)) for _, one, other in pairs]


def of_god() -> list[Name]:
    """Abdel Rahman, Nur al-Din, Habib Allah: men's names of two parts."""
    abd = plain("Masculine", "Abd", arabic="عبد", ethiopic="አብድ", own="Cabd")
    din = plain("Masculine", "Din", arabic="الدين", ethiopic="ዲን", own="diin")
    allah = plain("Masculine", "Allah", arabic="الله", own="llaahi")
    made = [compound("Masculine", abd, _from_row(row, "Masculine"), ("el", "ul", "u", "al", "i", "al-")) for row in parts("attribute")]
    made += [compound("Masculine", _from_row(row, "Masculine"), din, ("el", "u", "ad", "e", "al-")) for row in parts("din_first")]
    return made + [compound("Masculine", _from_row(row, "Masculine"), allah, ("", "u")) for row in parts("allah_first")]


def stems(sex: Sex) -> Iterator[Name]:
    """Amharic and Tigrinya names of stem and ending (Tirunesh, Muluwork), the frequent stems first."""
    ends = parts("geez_feminine_end" if sex == "Feminine" else "geez_masculine_end")
    for row in parts("geez_stem"):
        for end in ends:
            yield plain(sex, row["latin"] + end["latin"], ethiopic=row["ethiopic"] + end["ethiopic"])


def pools(rng: random.Random) -> dict[str, dict[Sex, Pool]]:
    """The seven pools of names by community and sex, each with a tail of invented rare ones."""
    made: dict[str, dict[Sex, Pool]] = {}
    for sex in ("Feminine", "Masculine"):
        muslim, compounds = common("muslim", sex), of_god() if sex == "Masculine" else []
        stem = [plain(sex, row["latin"] + ("" if sex == "Masculine" else "a")) for row in parts("muslim_stem")]
        biblical = [plain(sex, latin, arabic=arabic) for latin, arabic in (pair.split(":") for pair in BIBLICAL[sex].split())]
        habesha = (theophoric(sex), 0.16 if sex == "Masculine" else 0.05, 8.0)
        arabic_tail = (invented("arabic", sex, 900, rng), 0.06, 20.0)
        made[sex] = {}
        mixes: dict[str, list[tuple[Sequence[Name], float, float]]] = {
            "tigrinya": [
                (common("tigrinya", sex), 0.69, 2.0),
                habesha,
                (list(stems(sex)), 0.07, 20.0),
                (invented("geez", sex, 900, rng), 0.08, 30.0),
            ],
            "amhara": [
                (common("ethiopian", sex), 0.69, 2.5),
                habesha,
                (list(stems(sex)), 0.07, 20.0),
                (invented("geez", sex, 900, rng), 0.08, 30.0),
            ],
            "oromo": [(common("oromo", sex), 0.46, 2.0), (muslim, 0.44, 0.5), (invented("oromo", sex, 900, rng), 0.10, 30.0)],
            "muslim": [(muslim, 0.78, 0.6), (compounds or stem, 0.10, 2.0), (stem, 0.05, 10.0), arabic_tail],
            "somali": [
                (common("somali", sex), 0.34, 2.0),
                (muslim, 0.54, 0.6),
                (compounds or stem, 0.06, 3.0),
                (invented("somali", sex, 700, rng), 0.06, 20.0),
            ],
            "sudanese": [(muslim, 0.78, 0.4), (compounds or stem, 0.12, 1.0), (stem, 0.04, 8.0), arabic_tail],
            "southern": [
                (common("nilotic", sex), 0.50, 2.0),
                (biblical, 0.28, 1.0),
                (common("swahili", sex), 0.08, 6.0),
                (invented("nilotic", sex, 900, rng), 0.14, 30.0),
            ],
        }
        for community, mix in mixes.items():
            made.setdefault(community, {})[sex] = pool_of(*mix)
    return {community: by_sex for community, by_sex in made.items() if community not in {"Feminine", "Masculine"}}


__all__ = ["ENGLISH", "FRENCH", "ITALIAN", "Name", "Pool", "pools"]
