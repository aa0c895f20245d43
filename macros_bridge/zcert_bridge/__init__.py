"""What VBA and Calc may call by name. No live host is connected yet."""
