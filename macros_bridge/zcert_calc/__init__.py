"""LibreOffice Calc: the extension ``zcert.oxt``, made from one list of buttons and of functions, and its helper.

Inside LibreOffice runs only what is in ``office/``; it starts ``zcert calc-server`` (``server.py``) and talks to it.
"""
