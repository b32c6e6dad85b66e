"""The connector file: an API, its operations, and the access right that each call of one needs. Pure.

`load` reads the file, `call` goes from arguments to one exact call and its right, and from a right back to the call.
"""
