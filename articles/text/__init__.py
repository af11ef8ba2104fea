"""Ground floor: pure functions, text in and text out; nothing here knows Django.

What a module gives away stands in its own docstring. Every promise made here
holds for any string at all, including ones no editor would type.
"""
