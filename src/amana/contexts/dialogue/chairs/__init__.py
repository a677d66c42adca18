"""Who held the chair when, as far as it is known, and what one chair hands over to the next."""
