"""Finished table in, picture out; the only room that draws."""
