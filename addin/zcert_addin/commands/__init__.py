"""What each button and each verb of the command line does, one module per command."""
