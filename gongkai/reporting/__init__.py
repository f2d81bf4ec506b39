"""年度报告: compiled from records, every cell open to the records behind it, signed, and published."""
