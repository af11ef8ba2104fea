"""Floor 2: finds the records that contain the words; queryset in, pages of results out.

``documents`` says what a record's words are, ``postings`` keeps who has which pair of
characters (the one module that knows the databases apart), ``index`` moves both with the
records, ``query`` reads what a reader typed, ``finding`` answers it, ``excerpts`` marks the
words, ``suggesting`` proposes a known name for a near-miss. docs/adr/0007 says why.
"""
