"""Notebooks in, single-file pages out: checked parameters, one run, one page, one index."""
