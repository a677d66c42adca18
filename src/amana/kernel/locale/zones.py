"""Time zones of states."""

import icu


def zone_of(country: str) -> str:
    """The time zone that holds in all of a state (ISO 3166-1 alpha-2), by its IANA name; "" where several do, or none is known."""
    zones = [zone for name in icu.TimeZone.createEnumeration(country) if "/" in name and (zone := icu.TimeZone.createTimeZone(name))]
    alike = all(zone.hasSameRules(zones[0]) for zone in zones)
    return str(zones[0].getID()) if zones and alike else ""
