"""Write the tables of docs/reference/privacy.md anew, from the code."""

import os
import re
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "privacy.md"

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    from parvis.pages.processing import as_markdown

    block = f"<!-- from the code -->\n{as_markdown()}\n<!-- end -->"
    text = re.sub(
        r"<!-- from the code -->.*<!-- end -->", lambda _found: block, PAGE.read_text(), flags=re.DOTALL
    )
    PAGE.write_text(text)
