"""What people type about orders, penalties and sealings."""
