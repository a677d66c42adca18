"""Erasing what is due by the retention plan: who confirmed the plan, when a file is due, who was told before, and the job."""
