"""The model of decisions §4: every order of moves within small bounds, driven through the shipped pure functions."""
