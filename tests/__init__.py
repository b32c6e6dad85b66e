"""The tests. They mirror broker/; what runs them and what they need is in the Makefile."""
