"""The law check: which national provisions stand against which obligation, who assessed it, who read it a second time.

Obligations, their elements and the questions of a review come from reference tables (`reference`). Acts and provisions are rows that are
only ever added; a correction names the row it corrects. An assessment is written once, goes to a second person (`actions.review`) and
counts from then on; what follows it stands in its steps. `standing` brings assessments, treaty claims and obligations together through
`engines.norms`. Start at `standing.py`.
"""
