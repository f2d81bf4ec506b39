"""内容筛查 — what must not go public, in texts and files of every kind.

`screen.screen(name, data)` reads a file, `text.screen_text(text)` a text, `masked.masked_copy(name, data)` makes a
copy with everything masked that can be. Nothing is imported here: a finding should not cost a PDF library.
"""
