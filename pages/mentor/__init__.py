"""What a mentor sees."""
