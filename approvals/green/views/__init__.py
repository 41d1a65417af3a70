"""The public list, and the pages at the desk."""
