"""What stands in the address of a page that is measured."""

FIXED = ("stages/bnba_memo.py", "stages/distribution.py")  # pages that show the programme whose list is fixed


def query(page, programmes):
    """Name → value; a page takes what it knows."""
    programme = programmes["fixed" if page.file in FIXED else "open"]
    return {"program": programme, "orang": "PEN-1", "titik": programmes["point"]}
