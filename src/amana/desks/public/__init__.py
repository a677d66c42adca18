"""The public face: read-only pages and open data of what is marked public, without signing in."""
