"""From handing in to publication: each answer of a reviewer is one act."""
