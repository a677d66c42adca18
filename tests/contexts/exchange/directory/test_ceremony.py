"""Governance makes the directory: keys in sealed files, drafts that collect signatures, requests nobody can change on their way."""

import json
from base64 import b64encode
from dataclasses import replace

import pytest

from amana.contexts.exchange.directory import verifying
from amana.contexts.exchange.directory.ceremony import describing, editing, governance, publishing
from amana.contexts.exchange.directory.ceremony.drafts import Draft, merged, published_files
from amana.contexts.exchange.directory.ceremony.errors import (
    DraftsDiffer,
    DraftUnreadable,
    GovernanceKeyUnreadable,
    GovernanceKeyWrong,
    NotOfTheGovernance,
    SignaturesMissing,
    ThresholdImpossible,
    WouldOverwrite,
)
from amana.contexts.exchange.directory.ceremony.governance import GovernanceKey
from amana.contexts.exchange.directory.ceremony.publishing import Workshop
from amana.contexts.exchange.directory.errors import (
    DirectoryMissing,
)
from tests.contexts.exchange.directory.ceremonies import DAY, NOW, begun, listed
from tests.kernel.sealed.keystores import CHEAP

# key files


def test_a_governance_key_opens_with_its_passphrase_and_no_other(tmp_path):
    key = GovernanceKey.fresh("Amina")
    beside = key.save(tmp_path / "amina.key", "four words of hers", CHEAP)
    assert governance.unlock(tmp_path / "amina.key", "four words of hers") == key
    assert governance.read_member(beside) == governance.read_member(tmp_path / "amina.key") == key.member
    with pytest.raises(GovernanceKeyWrong):
        governance.unlock(tmp_path / "amina.key", "other words of hers")
    for private in (key.private, b64encode(key.private)):
        assert private not in (tmp_path / "amina.key").read_bytes() + beside.read_bytes()
    assert repr(key.private) not in repr(key)


def test_a_key_file_is_never_written_over(tmp_path):
    GovernanceKey.fresh("Amina").save(tmp_path / "a.key", "four words of hers", CHEAP)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(WouldOverwrite):
        GovernanceKey.fresh("Bruno").save(tmp_path / "a.key", "four words of his", CHEAP)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["name", "public"])
def test_a_key_file_with_another_name_or_public_key_does_not_open(tmp_path, name):
    GovernanceKey.fresh("Amina").save(tmp_path / "a.key", "four words of hers", CHEAP)
    stated = json.loads((tmp_path / "a.key").read_text())
    stated[name] = b64encode(GovernanceKey.fresh("B").member.public).decode() if name == "public" else "Bruno"
    (tmp_path / "a.key").write_text(json.dumps(stated))
    with pytest.raises(GovernanceKeyWrong):
        governance.unlock(tmp_path / "a.key", "four words of hers")


def test_what_is_no_key_file_is_called_that(tmp_path):
    for content in ("", "{}", "[]", '{"format": "amana-governance-key/1", "name": "A", "public": "AAAA"}'):
        (tmp_path / "x").write_text(content)
        with pytest.raises(GovernanceKeyUnreadable):
            governance.read_member(tmp_path / "x")
    with pytest.raises(GovernanceKeyUnreadable):
        governance.unlock(tmp_path / "nothing", "words")


# drafts and signatures


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_that_can_never_or_always_be_met_is_refused(three, threshold):
    with pytest.raises(ThresholdImpossible):
        begun(three, threshold)


def test_two_members_of_one_name_or_one_key_do_not_count_as_two(three):
    with pytest.raises(ThresholdImpossible):
        begun([three[0], GovernanceKey.fresh("Amina")])
    with pytest.raises(ThresholdImpossible):
        begun([three[0], three[0]])


def test_a_draft_that_one_of_two_signed_cannot_be_published(three):
    draft = begun(three)
    assert draft.signers() == ()
    once = draft.sign(three[0]).sign(three[0])
    assert once.signers() == ("Amina",)
    assert once.missing() == {"root": 1, "targets": 1}
    with pytest.raises(SignaturesMissing):
        publishing.edition(once, three[0], now=NOW)
    assert once.sign(three[2]).missing() == {}


def test_somebody_else_can_neither_sign_nor_publish(three):
    stranger = GovernanceKey.fresh("Amina")
    with pytest.raises(NotOfTheGovernance):
        begun(three).sign(stranger)
    with pytest.raises(NotOfTheGovernance):
        publishing.edition(begun(three).sign(three[0]).sign(three[1]), stranger, now=NOW)


def test_a_draft_that_changes_loses_its_signatures(three):
    draft = begun(three).sign(three[0]).sign(three[1])
    other = draft.saying(replace(draft.directory, name="Another name"))
    assert other.signers() == ()
    assert other.missing() == {"root": 2, "targets": 2}


def test_signatures_given_on_two_machines_come_together(three, tmp_path):
    begun(three).save(tmp_path / "draft.json")
    for key in three[:2]:
        Draft.load(tmp_path / "draft.json").sign(key).save(tmp_path / f"{key.member.name}.json")
    copies = [Draft.load(tmp_path / f"{key.member.name}.json") for key in three[:2]]
    assert merged(copies).signers() == ("Amina", "Bruno")
    files = publishing.edition(merged(copies), three[2], now=NOW)
    assert verifying.verified(files).name == "Invented region"


def test_signatures_under_two_texts_do_not_come_together(three):
    draft = begun(three)
    other = draft.saying(replace(draft.directory, name="Another name"))
    with pytest.raises(DraftsDiffer):
        draft.sign(three[0]).merged(other.sign(three[1]))


def test_a_signature_that_somebody_invented_is_not_counted(three):
    draft = begun(three).sign(three[0])
    for part in (draft.targets, draft.root):
        mine = part.signatures[three[0].member.key_id]
        part.signatures[three[1].member.key_id] = type(mine)(three[1].member.key_id, mine.signature)
    assert draft.signers() == ("Amina",)
    with pytest.raises(SignaturesMissing):
        publishing.edition(draft, three[0], now=NOW)


@pytest.mark.parametrize("what", ["document", "targets", "root", "base"])
def test_a_draft_whose_parts_do_not_fit_together_is_not_shown_for_signing(three, tmp_path, maji, what):
    following = Draft.following(listed(maji, three), now=NOW)
    following = following.saying(replace(following.directory, name="Another name"))
    following.save(tmp_path / "draft.json")
    content = json.loads((tmp_path / "draft.json").read_text())
    begun(three).saying(replace(begun(three).directory, name="Slipped in")).save(tmp_path / "other.json")
    content[what] = json.loads((tmp_path / "other.json").read_text())[what]
    (tmp_path / "draft.json").write_text(json.dumps(content))
    with pytest.raises(DraftUnreadable):
        Draft.load(tmp_path / "draft.json")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "amana-directory-draft/1"}'])
def test_what_is_no_draft_is_called_that(tmp_path, content):
    (tmp_path / "draft.json").write_text(content)
    with pytest.raises(DraftUnreadable):
        Draft.load(tmp_path / "draft.json")


def test_a_draft_comes_back_from_the_disk_as_it_was(three, tmp_path, maji):
    draft = Draft.following(listed(maji, three), now=NOW).sign(three[0])
    draft.save(tmp_path / "draft.json")
    again = Draft.load(tmp_path / "draft.json")
    assert (again.directory, again.base, again.signers()) == (draft.directory, draft.base, draft.signers())


# publishing


def test_what_is_published_can_be_followed_by_the_next_draft(three, maji, tmp_path):
    workshop = Workshop(tmp_path / "made")
    begun(three).save(workshop.draft)
    publishing.publish(workshop, listed(maji, three))
    assert not workshop.draft.exists()
    base = published_files(workshop.published)
    draft = Draft.following(base, now=NOW)
    draft = draft.saying(editing.without(draft.directory, "et-maji/clinic", at=NOW))
    assert list(describing.changes(draft)) == ["  ~ desk et-maji/clinic: revoked_at"]
    publishing.publish(workshop, publishing.edition(draft.sign(three[1]).sign(three[2]), three[0], now=NOW))
    after = verifying.verified(published_files(workshop.published))
    assert (after.version, after.desk("et-maji/clinic").revoked_at) == (2, NOW)


def test_without_a_draft_what_is_published_is_said_anew(three, maji):
    files = listed(maji, three)
    assert verifying.verified(files).expires <= NOW + 31 * DAY
    again = publishing.renewed(files, three[2], now=NOW + 20 * DAY)
    assert verifying.verified(again).expires >= NOW + 49 * DAY
    assert verifying.verified(again).version == verifying.verified(files).version
    assert verifying.fingerprint(again) == verifying.fingerprint(files)
    with pytest.raises(DirectoryMissing):
        publishing.renewed({}, three[0], now=NOW)
    with pytest.raises(NotOfTheGovernance):
        publishing.renewed(files, GovernanceKey.fresh("Amina"), now=NOW)


def test_the_governance_changes_when_enough_of_both_sides_signed(three, maji):
    dora, emre = GovernanceKey.fresh("Dora"), GovernanceKey.fresh("Emre")
    new = [three[0], dora, emre]
    draft = Draft.following(listed(maji, three), now=NOW).signed_from_now_on_by(
        [key.member for key in new], 2, [key.member for key in new], now=NOW
    )
    only_new = draft.sign(dora).sign(emre)
    assert only_new.missing() == {"root (by the present governance)": 2}
    one_old = only_new.sign(three[0])
    assert one_old.missing() == {"root (by the present governance)": 1}
    with pytest.raises(SignaturesMissing):
        publishing.edition(one_old, dora, now=NOW)
    files = publishing.edition(one_old.sign(three[1]), dora, now=NOW)
    following = Draft.following(files, now=NOW)
    with pytest.raises(NotOfTheGovernance):
        following.sign(three[2])
    assert following.sign(dora).sign(emre).missing() == {}


def test_a_publisher_who_is_no_member_may_renew_and_change_nothing(three, maji):
    porter = GovernanceKey.fresh("Porter")
    draft = Draft.first("Region", [key.member for key in three], 2, [porter.member], now=NOW)
    with pytest.raises(NotOfTheGovernance):
        draft.sign(porter)
    files = publishing.edition(draft.sign(three[0]).sign(three[1]), porter, now=NOW)
    assert verifying.verified(publishing.renewed(files, porter, now=NOW)).version == 1
    with pytest.raises(NotOfTheGovernance):
        publishing.renewed(files, three[0], now=NOW)


def test_what_is_shown_has_every_fingerprint_and_says_what_counts_no_more(three, maji):
    files = listed(maji, three)
    shown = "\n".join(describing.of_files(files, NOW))
    assert verifying.fingerprint(files) in shown
    for key in three:
        assert f"{key.member.name}  {key.member.fingerprint}" in shown
    directory = verifying.verified(files)
    for desk in directory.desks:
        assert verifying.grouped(desk.keys[0].key_id.hex()) in shown
    assert "REVOKED" not in shown
    revoked = editing.without(directory, "et-maji/clinic", at=NOW)
    assert "REVOKED" in "\n".join(describing.of_directory(revoked, NOW))
    assert "does not count now" in "\n".join(describing.of_directory(directory, NOW + 500 * DAY))
