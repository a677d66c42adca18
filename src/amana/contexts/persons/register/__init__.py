"""Finding a person, and registering one who was not found. A registration begins with a search (`rules.py`)."""
