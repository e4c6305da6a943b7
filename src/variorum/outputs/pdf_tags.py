"""The last touches to a PDF before it is written: tags and names that WeasyPrint has not."""

from __future__ import annotations

from typing import Any

ART, NOTE = "/Art", "/Note"
"""How WeasyPrint tags the element of a note, and what it is."""


class Finisher:
    """The last touches before the file is written: notes tagged as notes, pages named."""

    def __init__(self, front: int) -> None:
        self.front = front

    def __call__(self, document: Any, pdf: Any) -> None:
        """WeasyPrint knows no tag for notes and no names for pages."""
        import pydyf

        parts = [i for i in pdf.objects if isinstance(i, pydyf.Dictionary) and "S" in i]
        by_name = {part.reference: part for part in parts}
        number = 0
        for part in parts:
            if part["S"] == "/TH":
                part["A"]["Scope"] = "/Column"
            elif part["S"] == ART:
                holder = by_name.get(part.get("P"), {}).get("S")
                if holder in (ART, NOTE):
                    part["S"] = "/NonStruct"  # a box without meaning within the note
                    continue
                number += 1
                part["S"], part["ID"] = NOTE, pydyf.String(f"note-{number}")
        roman, arabic = pydyf.Dictionary({"S": "/r"}), pydyf.Dictionary({"S": "/D"})
        pdf.catalog["PageLabels"] = pydyf.Dictionary(
            {"Nums": pydyf.Array([0, roman, self.front, arabic])}
        )
