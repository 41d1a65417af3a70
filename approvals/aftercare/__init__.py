"""After the approval: conditions, three simultaneities, self-acceptance, changes, re-examination."""
