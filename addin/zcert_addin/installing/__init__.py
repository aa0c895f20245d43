"""Installing on a Windows PC, offline and without admin rights, and diagnosing what does not work there.

pc.py         what is touched: folders and the registry, as a small interface
windows.py    the real folders and registry
office.py     where Excel and WPS keep what they load and trust
own_files.py  the program and the libraries of a Python
plan.py       the steps of installing and removing, each announced before it runs
diagnosis.py  what is wrong
"""
