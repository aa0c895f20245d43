"""What each button and each command of the command line does, one module for each."""
