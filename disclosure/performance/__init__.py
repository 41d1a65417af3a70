"""承诺兑现: each ended case against the law and the pledge, in public."""
