"""How the program gets onto a Windows PC, and what is wrong when it does not work there. Offline, without admin rights.

pc.py         what is touched: folders and the registry, as a small port
windows.py    the real ones
office.py     where Excel and WPS keep what they load and trust
plan.py       what installing and removing do, step by step, each step told before it is done
diagnosis.py  what is wrong
"""
