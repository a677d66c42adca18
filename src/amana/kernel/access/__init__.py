"""Access: who may see or change what, for which purpose, and which rule said so.

Nobody works here as themselves alone; they work under an *access*: one person, one organisation, one purpose, for some hours. Cedar
policies decide under it, act by act (`decide`), and the same policies are compiled to one filter for lists (`visible`).
`safeguards.cedar` holds what no context may permit. Under all that, PostgreSQL keeps its own floor (`floor`). For authors of a
context: docs/explanation/access.md.
"""
