"""Image files of a folder, measured."""
