"""Where other nodes knock: no session, no sign-in, no header counts; what counts is the signature on what they bring."""
