"""An invented region, in any size, from one seed: people, their cases, the organisations that care for them.

Everything here is made up: the names are frequent given names joined at random, phone numbers lie in ranges no operator
uses, places are invented or no more than well-known towns. Nothing is read from the clock; the same seed gives the same world.

    persons(n, seed=...)  InventedPerson after InventedPerson, plain values, in bounded memory
    case_of(person, seed=...)  the case of one of them: route, exploitation, needs, screening answers
    region(seed=...)      three invented states with organisations, and users per role

Loading a world goes through the actions of each context, like everybody else's data; that is not done here.
"""

from .cases import CLOSED_STATES, ExploitationFact, InventedCase, Leg, Need, ScreeningAnswer, case_of
from .persons import REGISTER_DAY, InventedPerson, persons, record_of
from .region import InventedOrganisation, InventedUser, Region, region

__all__ = [
    "CLOSED_STATES",
    "REGISTER_DAY",
    "ExploitationFact",
    "InventedCase",
    "InventedOrganisation",
    "InventedPerson",
    "InventedUser",
    "Leg",
    "Need",
    "Region",
    "ScreeningAnswer",
    "case_of",
    "persons",
    "record_of",
    "region",
]
