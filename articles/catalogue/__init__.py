"""Floor 2: which list has which articles, kept in order by the database itself.

``upkeep`` makes two tables and the triggers that follow every write, whoever writes;
``reading`` counts a list and takes a page from anywhere in it. What readers may see is
still decided by ``Article.objects.published()`` at the moment of reading. docs/adr/0020
says why.
"""
