"""专项资金: an enterprise is helped to apply for environmental funds by a named officer, followed to the money."""
