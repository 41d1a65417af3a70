"""协助向上报批: what a bureau above decides is prepared, sent up and followed here, by consent and free."""
