"""Under which licence an installed package came, and whether Amana may build on it.

Amana is published under the EUPL-1.2. Permissive licences and those with a copyleft of files or libraries only are accepted;
a licence that would reach over to the whole work (GPL, AGPL), or that nobody can name, is not.
"""

import re
from importlib.metadata import Distribution

ACCEPTED = frozenset(
    """0BSD Apache-2.0 Artistic-2.0 BSD-0-Clause BSD-2-Clause BSD-3-Clause CC0-1.0 EUPL-1.2 ISC LGPL-2.1-or-later LGPL-3.0-only
    LGPL-3.0-or-later MIT MIT-0 MIT-CMU MPL-2.0 OFL-1.1 PSF-2.0 Python-2.0 Unicode-3.0 Zlib""".split()
)

# Harmless in a tool that is run and never passed on.
ACCEPTED_FOR_TESTS = ACCEPTED | {"Artistic-1.0-Perl"}

# What older packages write in place of an SPDX expression.
OLDER_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

# Read by a person in the licence file of the package, because its metadata says nothing or something unclear.
READ_BY_HAND = {
    "axe-playwright-python": "MIT",
    "cedarpy": "Apache-2.0",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pyrage": "MIT",
    "qrcode": "BSD-3-Clause",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}

UNKNOWN = "unknown"


def licence_of(distribution: Distribution) -> str:
    """The SPDX expression of an installed package; `unknown` if it names none that this module understands."""
    metadata = distribution.metadata
    by_hand = READ_BY_HAND.get(metadata["Name"].lower().replace("_", "-"))
    if by_hand:
        return by_hand
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    stated = metadata["License"].strip() if "License" in metadata else ""
    if stated in ACCEPTED or stated in OLDER_WORDS:
        return OLDER_WORDS.get(stated, stated)
    classified = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    classified = [words for words in classified if words != "DFSG approved"]
    if not classified:
        return UNKNOWN
    return " AND ".join(OLDER_WORDS.get(words, UNKNOWN) for words in classified)


def accepted(expression: str, *, among: frozenset[str] = ACCEPTED) -> bool:
    """Whether an SPDX expression leaves a way to use the package: every part of an AND, or any part of an OR.

    Expressions with brackets or WITH are not understood and so not accepted; read them by hand.
    """
    choices = re.split(r"\s+OR\s+", expression)
    return any(all(part in among for part in re.split(r"\s+AND\s+", choice)) for choice in choices)
