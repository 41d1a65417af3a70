"""What anybody reads and sends, and the supervisor's desk."""
