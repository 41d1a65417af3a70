"""准入规则: what may be built where, by dated rules with their source, and the screening sheet of each case."""
