"""Who takes part in the dialogue, on which side, since when and on which evidence. Read from the reference table `members`."""
