"""Commands of the command line that stand in a file of their own."""
