"""Investigations: reports that came to this node, with their grading. The rest of an investigator's desk comes later.

A report speaks of offences and of those who committed them. It never records as an offence what a person went through: to have been
smuggled, to be without papers, to have been trafficked (S3; Palermo Protocol, Smuggling Protocol art. 5, CoE Convention 197 art. 26).
"""
