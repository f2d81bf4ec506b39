"""办理留痕: who did what to which record and when, append-only, and the outbox that tells followers what changed."""
