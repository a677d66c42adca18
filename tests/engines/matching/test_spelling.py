"""Letters beside letters: what a Latin spelling says about an Arabic or Ge'ez one."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.matching import Likeness, compare_as_names
from amana.engines.matching.agreement import stands_alone
from amana.engines.matching.letters import Script, arabic_letters, ethiopic_letters, latin_letters, script_of
from amana.engines.matching.spelling import bits, spelled
from benchmarks.matching.fit_spellings import Counted, cut
from benchmarks.matching.spelling_habits import pairs_by_habit
from tools.places import ROOT

from .name_pairs import pairs
from .spelling_pairs import BY_HABIT

# Invented spellings, each of a habit that a table of sounds alone misses: (Latin, other script).
HABITS = {
    "v written f": ("Vitaliy", "فيتالي"),
    "Slavic w": ("Wojnar", "فوينار"),
    "French ending": ("Renaud", "رينو"),
    "French ou and dj": ("Djalloul", "جلول"),
    "English ee and oo": ("Noora", "نورة"),
    "soft g": ("Roger", "روجيه"),
    "hard g": ("Gustav", "غوستاف"),
    "ch": ("Chernova", "تشيرنوفا"),
    "x": ("Maxim", "مكسيم"),
    "Turkish c": ("Cemal", "جمال"),
    "marks": ("Filipović", "فيليبوفيتش"),
    "w and y inside": ("Ruwayda", "رويدة"),
    "Czech women's family names": ("Lawrencová", "لورانس"),
    "article within a compound": ("Abdhayy", "عبدالحي"),
    "seat of a Uyghur vowel": ("Aral", "ئارال"),
    "Urdu waw with hamza": ("Lucknow", "لكهنؤ"),
    "Somali throat letters": ("Cabdixakiin", "عبدالحكيم"),
    "Italian ch": ("Chidanu", "ኪዳኑ"),
    "Ge'ez ts": ("Tzeggereda", "ጽጌረዳ"),
    "Ge'ez silent vowel": ("Mihret", "ምህረት"),
    "x of Axum": ("Axumawit", "አክሱማዊት"),
    "labialised": ("Quara", "ቋራ"),
}
LEAST_RECALL = {"Somali": 0.97, "Oromo": 1.0, "Swahili": 0.95, "French": 1.0, "Italian": 1.0}
WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from([word for pair in HABITS.values() for word in pair]),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzçşğ'-", max_size=14),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءؤئـ", max_size=14),
    st.text(alphabet=[chr(each) for each in range(0x1200, 0x13A0)], max_size=10),
)


@pytest.mark.parametrize("habit", HABITS)
def test_letters_speak_for_a_spelling_of_every_habit(habit):
    one, other = HABITS[habit]
    assert bits(spelled(one), spelled(other)) > 0.0


@pytest.mark.parametrize("language", BY_HABIT)
def test_spellings_of_every_language_are_recognised(language):
    table = pairs(BY_HABIT[language])
    missed = [pair for pair in table if compare_as_names(*pair).verdict is Likeness.DIFFERENT]
    assert 1.0 - len(missed) / len(table) >= LEAST_RECALL[language], missed


# Least recall and most false matches among 10,000 pairs of our own list, where many names are near each other (Welde, Weldu).
OWN_LIST = {"ethiopic": (0.99, 8.5), "arabic": (0.97, 19.0)}


@pytest.mark.parametrize("script", OWN_LIST)
def test_names_of_the_list_are_recognised_and_told_apart(script):
    with (ROOT / "reference/names/given_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row[script]]
    true = {(latin, row[script]) for row in rows for latin in (row["latin"], row["own_latin"]) if latin}
    found = {(one, other) for one in {one for one, _ in true} for other in {other for _, other in true} if stands_alone(one, other)}
    least, most = OWN_LIST[script]
    assert len(found & true) / len(true) >= least
    assert 10_000 * len(found - true) / (len({one for one, _ in true}) * len({other for _, other in true})) <= most


@pytest.mark.parametrize(("one", "other"), [("Selam", "محمد"), ("Kebede", "በቀለ"), ("Hassan", "كمال"), ("Ali", "ቶለሳ"), ("Deng", "شريف")])
def test_letters_speak_against_another_name(one, other):
    assert bits(spelled(one), spelled(other)) < -10.0


@given(WORDS, WORDS)
def test_bits_are_the_same_from_both_sides_and_only_between_latin_and_another_script(one, other):
    there, back = bits(spelled(one), spelled(other)), bits(spelled(other), spelled(one))
    assert there == back
    scripts = {script_of(one), script_of(other)}
    assert (there is not None) == (Script.LATIN in scripts and len(scripts) == 2 and None not in scripts)


@given(st.text(max_size=20))
def test_any_text_is_read_letter_by_letter(text):
    assert set("".join(latin_letters(text))) <= set("abcdefghijklmnopqrstuvwxyzčšžçğñłđıöüţ")
    assert "ـ" not in "".join(arabic_letters(text))
    assert len(ethiopic_letters(text)[0]) % 2 == 0


def test_letters_of_one_sound_and_other_forms_of_a_letter_become_one():
    assert ethiopic_letters("ፀኀየ") == ethiopic_letters("ጸሐየ")
    assert arabic_letters("ﻣﺤﻤﺪ") == arabic_letters("مـحـمـد") == arabic_letters("مُحَمَّد")
    assert ethiopic_letters("ኰ") == ("ክው1",)
    assert ethiopic_letters("ⶸ") == ethiopic_letters("ጨ")  # a letter of the extended block


def test_counting_finds_which_letters_belong_together_without_being_told():
    pairs = [("shara", "شارا"), ("rasha", "راشا"), ("sham", "شام"), ("mara", "مارا"), ("sara", "سارا"), ("masar", "ماسار")] * 5
    groups = frozenset({"sh"})
    rows = Counted([(cut(one, groups, 2), cut(other, frozenset(), 1)) for one, other in pairs]).rows()
    assert max(rows["sh"] if "sh" in rows else rows["^sh"], key=(rows.get("sh") or rows["^sh"]).get) == "ش"
    assert max(rows["m"] if "m" in rows else rows["^m"], key=(rows.get("m") or rows["^m"]).get) == "م"


def test_spellings_by_habit_are_the_same_every_time_and_stay_spellings_of_the_name():
    made = list(pairs_by_habit(Script.ETHIOPIC))
    assert made == list(pairs_by_habit(Script.ETHIOPIC))
    likely = [bits(spelled(latin), spelled(other)) > 0.0 for latin, other in made]
    assert sum(likely) / len(likely) > 0.9
