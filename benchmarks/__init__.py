"""What was promised of speed and size, measured."""
