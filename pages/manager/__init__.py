"""What a program manager sees."""
