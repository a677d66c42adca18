"""Leads: what a person agrees to tell an investigation of offences and offenders; never who the person is, unless they agree to that too.

Help never depends on a lead. What leaves is composed for it alone: no entry of a case goes along by itself.
"""
