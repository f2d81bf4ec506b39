"""信息检索: documents in, hits out. Knows no Django, no records and no clock.

`Index` (index.py) is a folder derived from documents and can always be rebuilt from them; `Query` and
`Hits` (query.py) are what is asked and answered. tantivy does the work over pairs of characters
(text.py says how text becomes terms), so every phrase of the text is found without a dictionary of words.
"""
