"""The photos of a folder: whose they are, and whether they are what the notice asks for. No file is read here."""
