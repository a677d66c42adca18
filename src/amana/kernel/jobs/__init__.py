"""Long work in the background: with progress, cancel and resume, and nothing lost or doubled when a worker is killed.

A job is a name and a few ids. It is claimed for a lease; a worker that dies stops renewing it, and another takes the job up again
where the handler's own records say it stopped. Handlers may therefore run twice: each step commits its work and its place together.
"""
