"""What the proofreader marks, lets stand and repairs."""
