"""The public face: pages and tables of what the dialogue marked as public, for anybody, without an account, cookie or log of readers.

Start at `urls.py`. Pages ask the contexts for what is public (`published_*` of their facades) and for nothing else. `front.py` stands
before Django and answers from memory for as long as nothing public changed (`edition.py`).
"""
