"""What happens when a button is clicked, one module per button, on whatever spreadsheet program it is."""
