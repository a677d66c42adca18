"""The care desk: what a case worker needs for the day. Joins what persons and cases offer; owns no record of its own."""
