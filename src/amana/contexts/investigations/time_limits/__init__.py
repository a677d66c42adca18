"""What the clock does with reports. What was never taken up is erased by it; about the rest, people are asked."""
