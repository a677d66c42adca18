"""Short and pet forms of names, as reference/names/nicknames.csv has them; a test holds the two together. The engine reads no files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .latin import fold
from .letters import Script, latin_letters
from .parts import readings_of
from .sounds import Reading, vowel_conflict
from .spelling import Spelled, bits, spelled

_SAME_VOWELS = 0.4
_SURE_BITS = 4.0
_SOMALI_C = re.compile("^c(?=[aeiou])")

# A short form, a colon, the names it may stand for.
TABLE = """
Tedi: Tewodros
Teddy: Tewodros
Tewod: Tewodros
Kebe: Kebede
Abebiye: Abebe
Abish: Abebe
Mimi: Meseret, Mariam, Maryam
Titi: Tigist
Tigi: Tigist
Beti: Betelhem, Elsabet
Betty: Betelhem, Elsabet
Sami: Samuel
Dani: Daniel
Danny: Daniel
Miki: Mikael
Mike: Mikael
Gabi: Gebriel
Yoni: Yonas, Yohannes, Yonatan
Eyu: Eyob, Eyerusalem
Jeri: Eyerusalem
Eli: Elias, Elsa, Elsabet
Helu: Helen
Heli: Helen
Nati: Natnael
Natti: Natnael
Robi: Robel
Soli: Solomon
Sol: Solomon
Mulu: Mulugeta, Muluwork, Mulualem, Mulunesh
Geta: Getachew, Getahun, Getnet
Gech: Getachew, Getahun, Getnet
Getu: Getachew, Getahun, Getnet
Ashu: Ashenafi
Wonde: Wondwosen, Wondimu
Teme: Temesgen
Teshe: Teshome
Tesfu: Tesfaye, Tesfalem
Tesfish: Tesfaye, Tesfalem
Beki: Bereket
Bini: Biniam
Ben: Biniam
Yosi: Yosef
Jossy: Yosef
Joe: Yosef
Abrish: Abraham
Abe: Abraham
Abri: Abraham
Fike: Fikadu, Fikirte
Fiker: Fikadu, Fikirte
Alemiye: Alemitu, Alemayehu
Alex: Alemayehu, Eskinder, Alexander
Alexo: Alemayehu, Eskinder, Alexander
Zed: Zewdu, Zewditu
Zewde: Zewdu, Zewditu
Aynye: Aynalem
Ayni: Aynalem
Tsige: Tsigereda
Birtu: Birtukan
Genni: Genet
Geni: Genet
Hiwi: Hiwot
Seni: Senait
Meki: Mekdes, Mekonnen
Kidu: Kidane, Kidist, Kidusan
Tiru: Tirunesh
Almi: Almaz
Almaziye: Almaz
Dere: Derartu, Derebe
Derbe: Derartu, Derebe
Dave: Dawit
Masti: Mastewal
Habte: Habtemariam, Habtemichael, Habtom
Gebre: Gebremariam, Gebremedhin, Gebremichael, Gebrehiwet, Gebregziabher, Gebremeskel, Gebreyesus
Welde: Weldemariam, Weldemichael, Weldegiorgis, Weldegebriel, Weldeyesus
Wolde: Weldemariam, Weldemichael, Weldegiorgis, Weldegebriel, Weldeyesus
Tekle: Teklemariam, Teklehaimanot, Teklebrhan
Haile: Haileselassie, Hailemariam, Hailemichael
Kidane: Kidanemariam
Tesfa: Tesfamariam, Tesfamichael, Tesfagiorgis, Tesfalem
Zere: Zeresenay, Zerezghi, Zerabruk
Fili: Filmon, Filipos
Selam: Selamawit
Selu: Selamawit
Rahu: Rahel
Fevi: Feven
Semu: Semhar
Tsegu: Tsegay, Tsegezeab
Lete: Letebrhan, Letekidan, Letemariam, Letemichael
Luli: Luwam
Abdi: Abdirahman, Abdullahi, Abdikadir, Abdirashid, Abdikarim, Abdirizak, Abdiaziz, Abdinasir
Abdi: Abdifatah, Abdiwahab, Abdihakim, Abdisalam, Abdiweli, Abdinur, Abdirahim, Abdisa
Asho: Aisha
Asha: Aisha
Moha: Mohamed
Maxamo: Mohamed
Hamada: Mohamed, Ahmed, Mahmoud, Hamid
Hamoudi: Mohamed, Ahmed, Mahmoud, Hamid
Hamoda: Mohamed, Ahmed, Mahmoud, Hamid
Hamo: Mohamed, Ahmed, Mahmoud, Hamid
Hamudi: Mohamed, Ahmed, Mahmoud, Hamid
Hami: Hamid
Mido: Ahmed, Mohamed
Medo: Ahmed, Mohamed
Abdo: Abdullahi, Abdulrahman, Abdulaziz, Abdulkarim, Abdulkadir, Abdulhamid, Abdulsalam, Abdulrahim
Abdo: Abdulmajid
Abdu: Abdullahi, Abdulrahman, Abdulaziz, Abdulkarim, Abdulkadir, Abdulhamid, Abdulsalam, Abdulrahim
Abdu: Abdulmajid
Abdou: Abdullahi, Abdulrahman, Abdulaziz, Abdulkarim, Abdulkadir, Abdulhamid, Abdulsalam, Abdulrahim
Abdou: Abdulmajid
Aboudi: Abdullahi, Abdulrahman
Abboud: Abdullahi, Abdulrahman
Zizo: Abdulaziz, Aziz
Azouz: Abdulaziz, Aziz
Azouzi: Abdulaziz, Aziz
Fatuma: Fatima
Fattouma: Fatima
Fatna: Fatima
Fatoum: Fatima
Fafa: Fatima
Tutu: Fatima
Zozo: Zainab
Zuba: Zainab
Zannuba: Zainab
Zanoub: Zainab
Susu: Suad, Sawsan
Maryouma: Maryam
Maryoum: Maryam
Dija: Khadija
Khadouja: Khadija
Khadoug: Khadija
Aishatu: Aisha
Ayoush: Aisha
Ashoura: Aisha
Hima: Ibrahim
Brahim: Ibrahim
Birhim: Ibrahim
Bahoum: Ibrahim
Smail: Ismail
Somaa: Ismail
Darsh: Mustafa
Sasa: Mustafa
Khallouda: Khalid
Khalouda: Khalid
Hassouna: Hassan, Hussein
Hassoun: Hassan, Hussein
Sulu: Suleiman
Silo: Suleiman
Allawi: Ali
Alloush: Ali
Amouri: Omar
Amoura: Omar
Kimo: Karim, Kamal
Jimmy: Jamal
Gimmy: Jamal
Hallouma: Halima
Haluma: Halima
Ammuna: Amina
Amouna: Amina
Sallouma: Salma
Salouma: Salma
Yasso: Yasir
Yasouri: Yasir
Bakri: Abubakar
Bakar: Abubakar
Saadu: Said
Nunu: Noura
Gemme: Gemechu
Tole: Tolosa
Lelo: Lelisa
Fayo: Fayisa
Magi: Megersa
Chale: Chaltu
Bakari: Abubakar
Hamisi: Khamis
Yohana: Yohannes
Petro: Petros
Paulo: Paulos
Mudi: Mohamed
Sele: Selemani
Athu: Athumani
Rama: Ramadhani
Shaba: Shabani
Fatu: Fatuma
Zai: Zainabu
Mose: Musa
Sam: Samuel
Liz: Elsabet, Elizabeth
Lizzy: Elsabet, Elizabeth
Mary: Mariam
Mo: Mohamed
Tom: Thomas, Tomas
Tommy: Thomas, Tomas
Tony: Anthony, Antonio
"""

# (short form, name), as in the table.
PAIRS: tuple[tuple[str, str], ...] = tuple(
    (short, full) for short, _, names in (line.partition(": ") for line in TABLE.strip().splitlines()) for full in names.split(", ")
)


class Known(NamedTuple):
    """The places in `PAIRS` where a word is the short form, and where it is the name."""

    short: frozenset[int]
    full: frozenset[int]

    def meets(self, other: Known) -> bool:
        """Whether one is a short form of the other."""
        return not (self.short.isdisjoint(other.full) and self.full.isdisjoint(other.short))


_BySound = dict[str, list[tuple[int, Reading, Spelled]]]
NOT_KNOWN = Known(frozenset(), frozenset())


def known(word: str, readings: tuple[Reading, ...]) -> Known:
    """What the table says of a word in any script. A short form must be written as in the table, or sound surely so in another script;
    a name, which has more letters to tell it by, may be spelled otherwise.
    """
    written = spelled(word)
    short: set[int] = set()
    if written.script is Script.LATIN:
        short.update(_short_as_written().get(_plain(word), ()))
    full: set[int] = set()
    for read in readings:
        if written.script is not Script.LATIN:
            short.update(at for at, theirs, letters in _short_by_sound().get(read.skeleton, ()) if _surely(read, theirs, written, letters))
        for at, theirs, letters in _full_by_sound().get(read.skeleton, ()):
            if vowel_conflict(read, theirs) < _SAME_VOWELS or (bits(written, letters) or 0.0) >= _SURE_BITS:
                full.add(at)
    return Known(frozenset(short), frozenset(full)) if short or full else NOT_KNOWN


def _surely(read: Reading, theirs: Reading, written: Spelled, letters: Spelled) -> bool:
    found = bits(written, letters)
    return found is not None and found >= _SURE_BITS and vowel_conflict(read, theirs) < _SAME_VOWELS


def _plain(word: str) -> str:
    """Without the habits that change no sound: ou for u, ee and y for i, doubled letters, Somali c and x."""
    plain = (
        _SOMALI_C.sub("", latin_letters(fold(word))[0])
        .replace("x", "h")
        .replace("ou", "u")
        .replace("oo", "u")
        .replace("ee", "i")
        .replace("y", "i")
    )
    return "".join(letter for place, letter in enumerate(plain) if letter != plain[place - 1 : place])


@lru_cache(maxsize=1)
def _short_as_written() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for at, (short, _full) in enumerate(PAIRS):
        found.setdefault(_plain(short), set()).add(at)
    return found


@lru_cache(maxsize=1)
def _short_by_sound() -> _BySound:
    return _by_sound(short for short, _full in PAIRS)


@lru_cache(maxsize=1)
def _full_by_sound() -> _BySound:
    return _by_sound(full for _short, full in PAIRS)


def _by_sound(words: Iterable[str]) -> _BySound:
    found: _BySound = {}
    for at, word in enumerate(words):
        read = readings_of(word)[0]
        found.setdefault(read.skeleton, []).append((at, read, spelled(word)))
    return found
