"""Tests of the black-box probe: against the embedded server, and against servers that are wrong in one way each."""
