"""One kind of value per module: is this text a right one, and what does it say?

Wrong data is a ``Fault``, returned; nothing here raises because of what a person typed.
"""
