"""The schema's history: one file per revision in `versions`, run from code by `broker.store.schema`."""
