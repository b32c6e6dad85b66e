"""One story told to agents by six clients that are not ours."""
