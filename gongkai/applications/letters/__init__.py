"""文书 of a case: what each kind says (kinds), made from the case (gathering, composing), passed (chain), printed.

A letter's words stand under seal; what is public of an issued one is its number, its day and its code.
"""
