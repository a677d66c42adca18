"""Reports with grading: what came as leads, how good it is, and what was answered."""
