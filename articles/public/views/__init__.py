"""Views: fetch, check, render."""
