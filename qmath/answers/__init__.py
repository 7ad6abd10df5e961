"""Answers: found in text and brought into one spelling. Pure functions."""
