"""Files replaced in one step, folders locked, backups named, and what the operating system's errors mean."""
