"""The part inside LibreOffice: passes on clicks and formulas, decides nothing.

Standard library of Python 3.8 and ``uno`` only, because it runs in the Python that LibreOffice bundles.
"""


class Problem(Exception):
    """A sentence for the user."""
