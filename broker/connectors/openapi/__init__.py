"""From an OpenAPI 3 document to a starter connector: what can be shown and sent, and a list of what cannot. Pure.

`document` reads the file and follows its references, `schemas` makes parameters, `operations` one operation, `starter`
the whole connector and its text. Nothing is fetched: a reference leads to a place in the same file or nowhere.
"""
