"""Every code that the exchange can give has its sentence. The codes are looked up where they are written."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

import amana
from amana.contexts.exchange.guard.terms import DECLINED, DeclineReason, LeadDeclineReason
from amana.contexts.exchange.shown.codes import CODES, explained
from amana.engines.sealing.envelope import Refusal
from amana.kernel.access.book import discover
from amana.kernel.catalogue import acts
from amana.kernel.ui.rules import words_of

SOURCE = Path(amana.__file__).parent
LOOKED_THROUGH = (SOURCE / "contexts" / "exchange", SOURCE / "engines" / "sealing" / "envelope")
CODE = re.compile(r"(exchange|directory|guard|receipt|waiting|answer|open|request|S\d{1,2})\.[a-z][a-z_]+")
# what stands in the audit log or in an address, and is none of the codes people see
OTHERS = re.compile(
    r"exchange\.(receive|refuse|refused|delivered|expired|handed_over|receipt|opened|witness\w*|directory_\w+|purpose|looking)"
    r"|directory\.json"
)


def written() -> set[str]:
    """Every text in the code that reads like a code and names no act."""
    discover()
    found = set()
    for folder in LOOKED_THROUGH:
        for path in folder.rglob("*.py"):
            if "shown" in path.parts or "ceremony" in path.parts:
                continue
            found |= {
                node.value
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
            }
    return {code for code in found - set(acts()) if not OTHERS.fullmatch(code)}


def test_every_code_in_the_code_of_the_exchange_has_a_sentence() -> None:
    codes = written()
    assert len(codes) > 40, "the codes are no longer found where they were"
    assert {code for code in codes if code not in CODES and words_of(code) is None} == set()


@pytest.mark.parametrize("reason", [*DeclineReason, *LeadDeclineReason])
def test_why_a_desk_declined_stands_in_words(reason: DeclineReason | LeadDeclineReason) -> None:
    assert str(explained(f"{DECLINED}{reason.value}").sentence) == str(reason.label)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_of_bytes_has_a_sentence(refusal: Refusal) -> None:
    assert refusal.value in CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_sentence_is_one_and_stands_in_every_language(code: str) -> None:
    english = str(CODES[code].sentence)
    for language in ("fr", "ar"):
        with translation.override(language):
            assert str(CODES[code].sentence) not in ("", english), language
            assert bool(CODES[code].remedy) == bool(str(CODES[code].remedy))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("exchange.fault.ValueError", "A fault of the program"),
        ("line.SomethingNew", "The line to the other node broke off."),
        ("answer.signature.bad", "could not be believed"),
        ("S2.feared_state", "The person fears this state."),
        ("never.heard_of", "a code for which this node has no sentence"),
    ],
)
def test_codes_that_nobody_listed_are_explained_by_their_family_or_called_unknown(code: str, said: str) -> None:
    assert said in str(explained(code).sentence)
