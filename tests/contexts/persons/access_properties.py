"""What the policies of persons never permit, as formulas: S4, identity is a hypothesis."""

import z3

from tests.kernel.access.proofs.properties import Property, alone
from tests.kernel.access.proofs.translation import Request


def held_to_be_one(r: Request) -> z3.BoolRef:
    return r.within("persons.identity_same")


def known(r: Request, fact: str) -> z3.BoolRef:
    return z3.Select(r.context("facts"), r.text(fact))


PROPERTIES = [
    Property(
        sentence="Two files are held to be one person's while something speaks against it that nobody answered",
        rule="persons.s4_contrary_answered",
        never=lambda r: z3.And(held_to_be_one(r), z3.Not(known(r, "persons.contrary_answered"))),
    ),
    Property(
        sentence="Two files are held to be one person's on names alone",
        rule="persons.s4_more_than_names",
        never=lambda r: z3.And(held_to_be_one(r), z3.Not(known(r, "persons.more_than_names"))),
    ),
    Property(
        sentence="One person alone holds two files to be one person's where something is at stake",
        rule="persons.s4_second_person",
        never=lambda r: z3.And(held_to_be_one(r), alone(r), z3.Not(known(r, "persons.nothing_at_stake"))),
    ),
    Property(
        sentence="Somebody confirms as the second person what they decided as the first",
        rule="access.nobody_reviews_themselves",
        never=lambda r: z3.And(
            r.within("persons.identity_confirm"), r.context("author") != r.text(""), r.context("author") == r.principal("user")
        ),
    ),
    Property(
        sentence="One person alone joins two files",
        rule="access.two_people_many",
        never=lambda r: z3.And(
            r.is_file, z3.Or(r.within("persons.identity_join"), r.within("persons.identity_join_beside")), alone(r),
            r.context("files") > 1, r.principal("purpose") != r.text("maintenance"),
        ),
    ),
]  # fmt: skip
