"""Instruments of the African Union, the European Union, both together and the United Nations, and how they touch the ten priorities."""
