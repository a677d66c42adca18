"""The pages of who is who: what is shown, to whom, and when."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from amana.contexts.persons import facade as persons
from amana.contexts.persons.identity import actions, queries
from amana.contexts.persons.identity.terms import LinkState, Opinion
from amana.contexts.persons.models import Person
from amana.engines.matching import Band, Level, Limit
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.files.models import FileTeam, TeamRole
from tests.contexts.persons.identity.pairs import (
    ALIKE,
    MEDHANIE,
    NAMES_ONLY,
    confirmed,
    decided,
    looked_at,
    proposed,
    said,
    undone,
)
from tests.contexts.persons.people import named, registered, signed_in

QUEUE = "/persons/who-is-who/"


@pytest.fixture
def two(shelter):
    return registered(shelter.worker, named("Medhanie Yehdego")), registered(shelter.worker, named("መድሃኔ ይሕደጎ"))


@pytest.fixture
def pair(two, shelter, monkeypatch):
    said(monkeypatch, MEDHANIE)
    return proposed(*two, shelter.worker)


def at(pair, what=""):
    return f"{QUEUE}{pair}/{what}"


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def token(page):
    return re.search(r'name="seen" value="([^"]+)"', page.content.decode()).group(1)


def test_the_queue_says_what_stands_in_it_or_what_would(two, shelter, monkeypatch):
    browser = signed_in(shelter.worker)
    assert "No pair waits here." in words(browser.get(QUEUE))
    said(monkeypatch, ALIKE)
    proposed(*two, shelter.worker)
    page = browser.get(QUEUE)
    assert "Medhanie Yehdego" in words(page)
    assert "Waits for a decision: 1" in words(page)
    assert "No pair waits here." in words(browser.get(QUEUE, {"state": "same"}))


def test_filters_that_nobody_can_read_are_left_out(pair, shelter):
    assert "Medhanie" in words(signed_in(shelter.worker).get(QUEUE, {"state": "odd", "band": "odd", "organisation": "x", "after": "x.y"}))


def test_a_long_queue_is_read_page_by_page_and_shows_each_pair_once(shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    monkeypatch.setattr(queries, "PAGE", 2)
    people = [registered(shelter.worker, named(f"Selam {letter}ana")) for letter in "BDFGK"]
    for one, other in pairwise(people):
        proposed(one, other, shelter.worker)
    for newest in (False, True):
        asked, seen, after = queries.Filter(newest=newest), [], ""
        while True:
            page = queries.queue(asked, after=after, access=shelter.worker)
            assert page.count == 4
            seen += [line.ref for line in page.lines]
            after = page.next
            if not after:
                break
        assert len(seen) == len(set(seen)) == 4


def test_both_files_stand_side_by_side_in_their_letters_and_in_latin_ones(pair, shelter):
    page = words(signed_in(shelter.worker).get(at(pair)))
    assert "መድሃኔ ይሕደጎ" in page
    assert re.search(r"madǝhane", page)
    for said_of_a_part in ("Written alike", "Another name"):
        assert said_of_a_part in page


def test_what_speaks_against_it_stands_first_and_in_plain_words(pair, shelter):
    page = words(signed_in(shelter.worker).get(at(pair)))
    assert page.index("The father's name is another one".replace("'", "&#x27;")) < page.index("The phone number is the same")
    assert "Speaks against it, strongly" in page
    assert "2 things speak against it, and stand first" in page
    assert "about 0.4 other people would carry these names by chance" in page


def test_where_nothing_agrees_no_namesakes_are_counted_and_no_evidence_is_said_to_agree(pair, shelter, monkeypatch):
    apart = tuple(part._replace(level=Level.DIFFERS) for part in ALIKE.parts)
    said(monkeypatch, replace(ALIKE, parts=apart, limits=tuple(Limit), families=frozenset(), band=Band.NOT_PROPOSED))
    page = words(signed_in(shelter.worker).get(at(pair)))
    assert "No name agrees, so there are no namesakes to count." in page
    assert "would carry these names by chance" not in page
    assert "Fewer than two kinds of evidence agree." in page
    assert "What agrees is not enough to be sure." in page


def test_the_number_is_shown_after_ones_own_decision_and_not_before(pair, shelter):
    worker, colleague = signed_in(shelter.worker), signed_in(shelter.colleague)
    decided(pair, Opinion.CANNOT_TELL, shelter.worker)
    assert "at least 2 in 100" in words(worker.get(at(pair)))
    assert "All together" in words(worker.get(at(pair)))
    theirs = words(colleague.get(at(pair)))
    for hidden in ("at least 2 in 100", "All together", "Before any evidence", "Possible"):
        assert hidden not in theirs


def test_the_page_refuses_one_person_until_each_piece_against_is_answered(pair, shelter):
    browser = signed_in(shelter.worker)
    asked = {"do": "judge", "opinion": "same", "reason": "I met him", "seen": token(browser.get(at(pair)))}
    refused = browser.post(at(pair), asked)
    assert refused.status_code == 422
    assert words(refused).count("Answer this before you hold them to be one person.") >= 2
    assert "I met him" in refused.content.decode()
    assert browser.post(at(pair), {**asked, "answer_0": "His sister says so", "answer_1": "A guess"}).status_code == 302
    assert looked_at(pair, shelter.worker).state is LinkState.SECOND
    assert "You decided this. Somebody else has to agree" in words(browser.get(at(pair)))


def test_the_second_person_sees_the_answers_and_decides(pair, shelter):
    answers = {"name.differs:father": "His sister says so", "birth.year_differs": "A guess at the border"}
    decided(pair, Opinion.SAME, shelter.worker, answers=answers)
    browser = signed_in(shelter.colleague)
    page = browser.get(at(pair))
    for answer in answers.values():
        assert answer in words(page)
    assert (
        browser.post(at(pair), {"do": "confirm", "agrees": "no", "reason": "She is not his sister", "seen": token(page)}).status_code == 302
    )
    assert looked_at(pair, shelter.colleague).state is LinkState.DISAGREED


def test_names_alone_are_refused_in_words(two, shelter, monkeypatch):
    said(monkeypatch, NAMES_ONLY)
    pair = proposed(*two, shelter.worker)
    browser = signed_in(shelter.worker)
    asked = {"do": "judge", "opinion": "same", "reason": "It is the same name", "seen": token(browser.get(at(pair)))}
    refused = browser.post(at(pair), asked)
    assert refused.status_code == 422
    assert "Nobody is held to be somebody else because of a name. Ask for the father" in words(refused)


def test_nothing_is_chosen_beforehand_and_nothing_takes_one_click(pair, shelter):
    page = signed_in(shelter.worker).get(at(pair)).content.decode()
    form = page[page.index('aria-labelledby="judge-title"') :]
    assert "checked" not in form[: form.index("</form>")]
    browser = signed_in(shelter.colleague)
    for opinion in Opinion:
        assert browser.post(at(pair), {"do": "judge", "opinion": opinion.value, "seen": token(browser.get(at(pair)))}).status_code == 422


def test_a_pair_is_proposed_by_the_numbers_of_two_files(two, shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    browser = signed_in(shelter.worker)
    one, other = (persons.person_file(person, access=shelter.worker).number for person in two)
    assert browser.post(f"{QUEUE}propose/", {"one": one, "other": "C-2026-999999"}).status_code == 422
    assert browser.post(f"{QUEUE}propose/", {"one": one.lower(), "other": other}).status_code == 302


def test_the_page_of_a_file_names_the_other_one_until_they_are_held_to_be_two(two, pair, shelter):
    browser = signed_in(shelter.worker)
    address = f"/persons/{two[0]}/"
    assert "Another file may be about this person." in words(browser.get(address))
    decided(pair, Opinion.DIFFERENT, shelter.worker)
    assert "Another file may be about this person." not in words(browser.get(address))


def test_whoever_acted_on_what_was_undone_is_told_until_they_have_seen_it(pair, shelter):
    decided(pair, Opinion.DIFFERENT, shelter.worker)
    undone(pair, shelter.colleague)
    browser = signed_in(shelter.worker)
    assert "You had acted on it." in words(browser.get(QUEUE))
    (notice,) = queries.notices(access=shelter.worker)
    browser.post(f"{QUEUE}notices/{notice.step}/")
    assert "You had acted on it." not in words(browser.get(QUEUE))


def test_files_are_joined_and_taken_apart_on_the_pages(two, shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    pair = proposed(*two, shelter.worker)
    decided(pair, Opinion.SAME, shelter.worker)
    assert "Only you have decided; a colleague can join them." in words(signed_in(shelter.worker).get(at(pair)))
    browser = signed_in(shelter.colleague)
    form = browser.get(at(pair, "join/")).content.decode()
    asked = {"kept": str(two[0]), "versions": re.search(r'name="versions" value="([^"]+)"', form).group(1)}
    assert browser.post(at(pair, "join/"), asked).status_code == 422
    name = re.search(r'name="first_name" value="([^"]+)"', form).group(1)
    assert browser.post(at(pair, "join/"), {**asked, "first_name": name}).status_code == 302
    assert "This file continues in another one." in words(browser.get(f"/persons/{two[1]}/"))
    assert "Another file of this person continues here." in words(browser.get(f"/persons/{two[0]}/"))
    assert browser.post(at(pair, "take-apart/"), {"because": "Two cousins", "seen": "x"}).status_code == 302
    assert "continues" not in words(browser.get(f"/persons/{two[0]}/"))


class TestTwoServices:
    """A pair of files of two services, proposed by somebody who works on both."""

    @pytest.fixture
    def across(self, shelter, monkeypatch):
        said(monkeypatch, ALIKE)
        here, there = registered(shelter.worker, named("Selam Tesfaye")), registered(shelter.elsewhere, named("Selam Tesfay"))
        with floor(system_access()):
            from amana.kernel.accounts.models import User

            file = Person.objects.select_related("file").get(ref=there).file
            for who in (shelter.worker, shelter.supervisor):
                FileTeam.objects.create(file=file, user=User.objects.get(ref=who.user), role=TeamRole.MEMBER, since="2020-01-01")
        return proposed(here, there, shelter.worker)

    def test_it_is_seen_by_those_who_reach_both_files_and_by_nobody_else(self, across, shelter):
        reach = {
            access: len(queries.queue(queries.Filter(), access=access).lines)
            for access in shelter.everybody
            if access is not shelter.guardian
        }
        assert [reach[a] for a in (shelter.worker, shelter.supervisor, shelter.colleague, shelter.elsewhere)] == [1, 1, 0, 0]
        for stranger in (shelter.colleague, shelter.elsewhere, shelter.guardian):
            assert signed_in(stranger).get(at(across)).status_code in (403, 404)

    def test_one_person_never_suffices(self, across, shelter):
        assert decided(across, Opinion.SAME, shelter.worker) is LinkState.SECOND
        assert confirmed(across, shelter.supervisor) is LinkState.SAME

    def test_files_of_two_services_are_not_joined(self, across, shelter):
        decided(across, Opinion.SAME, shelter.worker)
        confirmed(across, shelter.supervisor)
        assert "Join the two files" not in words(signed_in(shelter.supervisor).get(at(across)))

    def test_an_erasure_by_one_service_takes_the_pair_with_it(self, across, shelter, django_capture_on_commit_callbacks):
        from amana.contexts.persons.identity.models import LinkProposal

        view = looked_at(across, shelter.worker)
        person = next(side.person for side in (view.one, view.other) if side.organisation == "Haven")
        persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=0, access=shelter.worker)
        with django_capture_on_commit_callbacks(execute=True):
            persons.erase(person, access=shelter.guardian)
        with floor(system_access()):
            assert not LinkProposal.objects.exists()


@pytest.mark.parametrize("who", ["guardian"])
def test_whoever_oversees_looks_at_no_pair(pair, shelter, who):
    browser = signed_in(getattr(shelter, who))
    assert browser.get(QUEUE).status_code in (403, 404)
    assert browser.get(at(pair)).status_code in (403, 404)


def test_a_recipient_who_got_a_dossier_is_named_until_somebody_told_them(two, shelter, monkeypatch):
    from amana.contexts.persons.identity.dossier import Handed, dossier

    said(monkeypatch, ALIKE)
    pair = proposed(*two, shelter.worker)
    decided(pair, Opinion.DIFFERENT, shelter.colleague)
    to = Handed(
        recipient="Appeals board, Addis", kind="ministry", state="ET", basis="Proclamation 1110/2019 art. 20", best_interests="BID 7"
    )
    dossier(pair, to, language="en", access=shelter.worker)
    undone(pair, shelter.colleague)
    browser = signed_in(shelter.worker)
    assert "These recipients still have to be told" in words(browser.get(at(pair)))
    assert browser.post(at(pair), {"do": "told", "recipient": "Appeals board, by letter"}).status_code == 302
    assert "These recipients still have to be told" not in words(browser.get(at(pair)))


def test_the_module_of_acts_and_the_page_agree_on_what_was_seen(pair, shelter):
    assert token(signed_in(shelter.worker).get(at(pair))) == actions.token(looked_at(pair, shelter.worker))
