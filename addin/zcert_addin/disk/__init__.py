"""Files replaced in one step, folders locked, holders and backups named, and what the system's errors mean."""
