"""The verbs of the command line, one module each; loaded only when used, so that quick verbs start quickly."""
