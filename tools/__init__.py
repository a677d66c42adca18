"""What `run.py` does, one module per subject; standard library only, because it runs before anything is installed.

Start with `environment.py` (the virtual environment and its locks) and `testing.py` (what the tests consist of).
`translations.py` alone runs inside the environment it is about.
"""
