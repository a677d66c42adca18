"""The file: the unit of protection. One file is one data key, one holder, one team, one retention; persons and cases hang on it."""
