"""The public list of programmes, the enterprise's pages, and the desk."""
