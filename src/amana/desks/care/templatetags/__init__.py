"""Tags of the care desk's pages."""
