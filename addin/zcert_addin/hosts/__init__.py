"""Where the data come from and go to: workbook files, image files. Nothing here decides what is right."""
