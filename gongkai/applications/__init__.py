"""依申请公开: the register of applications and remedies that tables 3 and 4 count. No personal data here."""
