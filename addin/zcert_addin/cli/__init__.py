"""The command line: its commands on files, what they print, and wrong use told in Chinese."""
