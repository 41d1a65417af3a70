"""排污费, of discharges to the end of 2017: declared, verified, demanded, paid; and the tax computed beside it."""
