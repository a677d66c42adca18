"""The guardian desk: for the data protection officer and the auditor. Who saw what and why; never what the files say.

Everything here is read from the audit log and from what broke the glass. Reading it is itself an entry in the log.
"""
