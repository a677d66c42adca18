"""The API: the same actions and policies as the pages, for programs. Contexts offer routers (`api.py`); `build.py` joins them."""
