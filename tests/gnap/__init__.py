"""Tests of the protocol core: pure functions, no clock, no chance, no network."""
