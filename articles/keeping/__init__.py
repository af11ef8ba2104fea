"""Floor 3: the copy of the whole site in one file: made, checked, put back.

``writing`` makes it, ``checking`` reads it without a database, ``restoring`` puts it into an
empty database or a named one; what stands in the file is said in docs/backup.md.
"""
