"""The policy file: what one agent may do, must ask for, and can never have. Pure: values in, decisions out.

`load` reads the file, `decide` judges access rights by it, `limits` counts, `explain` and `check` put it into words.
"""
