"""The board at the desk, the enterprise's page and the public list."""
