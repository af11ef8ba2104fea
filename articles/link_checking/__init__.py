"""Floor 2: do the web addresses that readers are given still lead where the office meant?

``gathering`` finds the addresses, ``fetching`` asks for them without harm to anybody,
``judging`` says what an answer means, ``checking`` does a portion of it each minute, and
``accepting`` is the editor's word on it (docs/adr/0019).
"""
