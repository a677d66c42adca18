"""Referrals: inviting another service in, on this node or another one, with the person's consent and a minimal extract.

`compose` puts together what leaves and nothing else; `sending` is the side that asks, `receiving` the side that is asked. Both keep a
`Referral`, which says who wrote to whom and where it stands and never what was said; what was said is sealed: with the person's file on
the sending side, and under a key of its own on the receiving side until somebody accepts it, so that declining it erases it.
"""
