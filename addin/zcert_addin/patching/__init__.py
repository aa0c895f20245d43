"""Some cells of a saved workbook get new texts; everything else stays byte for byte."""
