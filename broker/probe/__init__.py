"""The conformance checks of an authorization server as a black box: what RFC 9635 and RFC 9767 demand on the wire.

Nothing here knows the embedded authorization server or its database: a check sends messages and judges the answers.
`checks` holds the checks as data, `running` runs them, `target` reads what a tester says about a server.
"""
