"""法 — the law as code: cited articles, dated values, working days, due days, duties and outcomes.

Nothing here knows Django, the system clock or any other room. Days come in as arguments, answers go out
with the article that gives them and a sentence in Chinese that a clerk can read.
"""
