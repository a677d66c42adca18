"""The progress report: counted from the register, claimed and verified never mixed."""
