"""The calibrated model: many records as arrays, weighed against each other by one set of parameters, live and in batch."""
