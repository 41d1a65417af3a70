"""会审会: major projects are discussed together, by rule and on record; the signatory decides."""
