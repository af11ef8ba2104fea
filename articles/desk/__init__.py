"""Floor 3: what lies on a person's desk, as plain data; the admin and its home page show it."""
