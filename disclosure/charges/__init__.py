"""不收费: everybody reads that nothing is charged; who was charged complains to the supervisor with one click."""
