"""A job did its work, and what it found is bad news."""


class Trouble(Exception):
    """Told as an error, in Chinese, and not tried again before its time."""
