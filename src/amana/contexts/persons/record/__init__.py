"""What a file says: statements added, corrected, withdrawn; safe contact; relations."""
