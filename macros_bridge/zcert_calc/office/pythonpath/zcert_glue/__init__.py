"""What runs inside LibreOffice: passes on what is clicked and written in cells, decides nothing.

Standard library of Python 3.8 and ``uno`` only, because it runs in whatever Python the office brings.
"""


class Problem(Exception):
    """A sentence for the person who works."""
