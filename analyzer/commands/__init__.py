"""What the command line does with its arguments, free of click."""
