"""Long lists of the public face come in pages whose addresses anybody can keep."""

from django.urls import reverse

from amana.contexts.dialogue.terms import Sharing
from amana.desks.public import dialogue_views
from tests.contexts.dialogue.a_dialogue import build, promised


def test_many_commitments_stand_on_several_pages(db, client, monkeypatch):
    monkeypatch.setattr(dialogue_views, "ON_ONE_PAGE", 2)
    world = build()
    for number in range(5):
        promised(world, action=f"Promise {number}", sharing=Sharing.PUBLIC)
    first = client.get(reverse("public:commitments", args=["en"]))
    last = client.get(reverse("public:commitments", args=["en"]), {"after": "4"})
    assert (first.text.count("Promise "), last.text.count("Promise ")) == (2, 1)
    assert "1 to 2 of 5" in first.text
    assert 'rel="next" href="/public/en/commitments/?after=2"' in first.text
    assert 'rel="prev" href="/public/en/commitments/?after=2"' in last.text
    for wrong in ("x", "-1", "99999999999", "5"):
        assert "1 to 2 of 5" in client.get(reverse("public:commitments", args=["en"]), {"after": wrong}).text
