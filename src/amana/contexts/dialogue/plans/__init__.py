"""National plans of action: goals, activities, who does them, with which money, and how far they are."""
