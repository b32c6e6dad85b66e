"""RFC 9635 and RFC 9767 as values and functions: no I/O, no clock, no chance. README.md says what is there."""
