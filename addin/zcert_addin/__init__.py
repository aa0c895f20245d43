"""What happens when someone acts: the commands, the hosts they run on, and the command line."""
