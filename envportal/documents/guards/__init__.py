"""What stands between strangers' bytes and this portal: the store of files and the children that touch them."""
