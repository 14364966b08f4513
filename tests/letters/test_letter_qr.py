from collections.abc import Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from services.errors import BadFile
from services.letters import preview, qr, sample


@pytest.mark.parametrize("text", ["K7PQ-3XWA", "https://panel.contoh.go.id/verifikasi/K7PQ3XWAT5M2"])
def test_the_path_draws_the_same_modules(text: str):
    modules = qr.matrix(text)
    size, path = qr.path(text)
    runs = [map(int, line.removesuffix(" 1 re").split()) for line in path.splitlines()]
    drawn = {(x + step, size - 1 - y) for x, y, length in runs for step in range(length)}
    assert drawn == {(x, y) for y in range(size) for x in range(size) if modules[y][x]}


def test_without_a_public_address_the_code_stands_alone():
    assert qr.content("K7PQ") == "K7PQ"
    assert qr.content("K7PQ", "https://contoh.id/") == "https://contoh.id/verifikasi/K7PQ"


@pytest.mark.parametrize("name", ["tanda_terima", "tanda_terima_2x2", "lembar_disposisi"])
def test_every_printed_code_can_be_read_from_the_page(name: str):
    pdf = sample.PAPERS[name]()
    found = [code for page in range(preview.count_pages(pdf)) for code in qr.read(preview.picture(pdf, page + 1, 150))]
    wanted = [sample.CODE] if name == "lembar_disposisi" else [person["code"] for person in sample.people(10)]
    assert sorted(found) == sorted(wanted)


def around(shot: Image.Image) -> Iterator[tuple[str, int]]:
    """(code, darkest grey in the four modules around it) of each code in a picture."""
    for code in zxingcpp.read_barcodes(shot):
        corner, far = code.position.top_left, code.position.bottom_right
        quiet = round(4 * (far.x - corner.x) / len(qr.matrix(code.text))) - 1
        inside = shot.crop((corner.x - quiet, corner.y - quiet, far.x + quiet, far.y + quiet))
        found = quiet - 6  # the reader tells the corners within half a millimetre
        inside.paste(255, (found, found, inside.width - found, inside.height - found))
        yield code.text, inside.getextrema()[0]


@pytest.mark.parametrize("name", ["permintaan_data", "bast", "tanda_terima", "tanda_terima_2x2", "undangan", "lembar_disposisi"])
def test_every_code_has_its_quiet_zone(name: str):
    pdf = sample.pdf(name)
    shots = [preview.picture(pdf, page, 254, edge=False) for page in (1, preview.count_pages(pdf))]
    found = [seen for shot in shots for seen in around(Image.open(BytesIO(shot)).convert("L"))]
    assert found and all(darkest > 250 for _, darkest in found)


def test_something_that_is_no_picture_is_refused_in_words():
    with pytest.raises(BadFile, match="Gambar tidak dapat dibaca"):
        qr.read(b"bukan gambar")


def test_a_preview_has_a_grey_edge_and_beyond_the_last_page_is_the_last():
    pdf = sample.PAPERS["tanda_terima_2x2"]()
    assert preview.count_pages(pdf) == 3
    assert preview.picture(pdf, 99, 30) == preview.picture(pdf, 3, 30) != preview.picture(pdf, 1, 30)
    assert preview.picture(pdf, 1, 30) != preview.picture(pdf, 1, 30, edge=False)


def test_a_broken_pdf_is_refused_in_words():
    with pytest.raises(BadFile, match="PDF tidak dapat dibuka"):
        preview.picture(b"%PDF-rusak")
