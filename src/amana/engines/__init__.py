"""Plain Python over values: no Django, no files, no network, no clock. Seeds, dates and thresholds are arguments."""
