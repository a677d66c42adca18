"""Decisions about persons: plain functions of plain values, without a database. One module per subject."""
