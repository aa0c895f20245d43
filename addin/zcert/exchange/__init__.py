"""What goes up and down between units and their superiors: who sent what, and what is to become of it. No file."""
