"""What an enterprise or the bureau has to do, by when, from which decision: condition, duty, visit."""
