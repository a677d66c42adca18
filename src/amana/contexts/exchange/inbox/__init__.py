"""What arrives: taken in at the door, opened once by its desk, handed to the context that receives its kind."""
