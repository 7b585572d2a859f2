"""What a mentee sees."""
