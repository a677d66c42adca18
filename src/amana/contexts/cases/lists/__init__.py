"""What spans many files: what is due and waits, one's own files, who carries how much."""
