"""A generator of annual reports as they are published: any year, any numbers, many hands, many kinds of file.

`reports` makes the report as a value, `pages` writes it as web pages do, `flattening` as copied text,
`files` as Word and Excel files. All take a seeded random.Random: the same seed gives the same bytes.
"""
