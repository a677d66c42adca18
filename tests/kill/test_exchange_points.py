"""A node dies at each exact point of a message's way: what was acknowledged is there, and what it does is done once."""

import time
from collections.abc import Iterator

import pytest

from benchmarks.exchange import deaths
from benchmarks.exchange.pair import Pair, RigNode, a_pair
from tests.kill.databases import two_databases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ARRIVES_WITHIN = 60.0


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with two_databases("points") as urls, a_pair(tmp_path_factory.mktemp("points"), bad=0.0, seed=1, urls=urls) as made:
        yield made


def posted(node: RigNode) -> int:
    return sum(node.outcomes().values())


def post(node: RigNode, other: RigNode) -> None:
    node.inside("post", "1", str(posted(node)), "1", f"{other.name}/protection")


def arrives(pair: Pair) -> None:
    """Everything that was acknowledged is opened in time, once, and both nodes say the same of it."""
    one, two = pair.nodes
    until = time.monotonic() + ARRIVES_WITHIN
    while set(one.outcomes()) != {"opened"} or two.waiting():
        assert time.monotonic() < until, "it does not arrive"
        time.sleep(0.05)
    every, sender, receiver = posted(one), one.inside("state"), two.inside("state")
    assert sender["sent"] == {"delivered": every}
    assert receiver["received"] == {"opened": every}
    assert (receiver["effects"], receiver["doubled"], receiver["gaps"]) == (every, [], 0)
    for state in (sender, receiver):
        assert (state["bad_receipts"], state["receipts_waiting"], state["log"]) == (0, 0, [])


@pytest.mark.parametrize("point", deaths.POSTING)
def test_a_node_that_dies_while_it_posts_has_sent_nothing(pair: Pair, point: str) -> None:
    one, two = pair.nodes
    deaths.arm(one.home, point)
    before = posted(one)
    with pytest.raises(RuntimeError):
        post(one, two)
    assert not deaths.is_armed(one.home, point)
    assert posted(one) == before
    post(one, two)
    arrives(pair)


@pytest.mark.parametrize("point", [*deaths.SENDING, *deaths.RECEIVING])
def test_a_node_that_dies_on_the_way_of_a_message_loses_and_doubles_nothing(pair: Pair, point: str) -> None:
    one, two = pair.nodes
    victim = one if point in deaths.SENDING else two
    deaths.arm(victim.home, point)
    post(one, two)
    assert victim.dies(within=ARRIVES_WITHIN)
    assert not deaths.is_armed(victim.home, point)
    victim.start()
    arrives(pair)
