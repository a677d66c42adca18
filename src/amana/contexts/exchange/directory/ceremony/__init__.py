"""How governance makes the directory: key files, drafts that collect signatures, publishing; and the requests of nodes.

Nothing here needs a node. `docs/how-to/run-a-directory.md` walks through it; `amana directory` and `amana desk` are its commands.
"""
