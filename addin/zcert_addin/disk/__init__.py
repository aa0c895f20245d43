"""Files replaced in one step, folders locked, backups named, and what the system's errors mean."""
