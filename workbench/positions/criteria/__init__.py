"""What posts are judged by: amounts from the tables, as values between 0 and 1."""
