"""The program as a whole: where it starts, what the command line gets from the layers above it, and how it is frozen.

main.py     the ways in which it is started
toolbox.py  the tools of the command line
freezing/   the program as one folder that needs no Python
"""
