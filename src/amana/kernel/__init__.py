"""What every context uses. Start at `actions.py`: the one way to change anything and the one way to read a protected record."""
