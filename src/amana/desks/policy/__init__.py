"""The policy desk: what is due, which claims were contradicted, which answers wait for a second person."""
