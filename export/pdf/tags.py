"""Writes the structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8)."""

from collections import defaultdict

from export.pdf.canvas import PageCanvas
from export.pdf.objects import Entry, Inline, Listing, Value
from export.pdf.page import Element

ROLES = "<< /Title /P >>"
"""Names of ours in terms of the standard ones: PDF 1.7 has no title of its own."""


def write_tree(canvas: PageCanvas, root: Element, pages: int) -> None:
    """Gives a canvas the tree whose elements have been marked on its pages."""
    owners: dict[int, dict[int, Entry]] = defaultdict(dict)
    top = Entry({"Type": "/StructTreeRoot", "RoleMap": ROLES})
    top.entries["K"] = _element(canvas, root, top, owners)
    numbers: list[Value] = []
    for page in range(pages):
        marked = owners[page]
        numbers += [str(page), Listing(*(marked[number] for number in sorted(marked)))]
    top.entries["ParentTree"] = Entry({"Nums": Listing(*numbers)})
    top.entries["ParentTreeNextKey"] = str(pages)
    canvas.set_structure(top)


def _element(
    canvas: PageCanvas, element: Element, parent: Entry, owners: dict[int, dict[int, Entry]]
) -> Entry:
    """One element with its children; empty ones are written too: an empty cell is a cell."""
    entry = Entry({"Type": "/StructElem", "S": f"/{element.kind}", "P": parent})
    if element.attributes:
        entry.entries["A"] = element.attributes
    kids: list[Value] = []
    home = element.marks[0][0] if element.marks else None
    if home is not None:
        entry.entries["Pg"] = canvas.page_reference(home)
    for page, number in element.marks:
        owners[page][number] = entry
        kids.append(str(number) if page == home else _far(canvas, page, number))
    kids += (_element(canvas, child, entry, owners) for child in element.children)
    if kids:
        entry.entries["K"] = kids[0] if len(kids) == 1 else Listing(*kids)
    return entry


def _far(canvas: PageCanvas, page: int, number: int) -> Value:
    """Marked content on another page than the element's first."""
    return Inline({"Type": "/MCR", "Pg": canvas.page_reference(page), "MCID": str(number)})
