import hashlib
import os
from pathlib import Path

import pytest

from services.errors import BadFile, NotFound, Trouble
from services.storage.files import MAX_SIZE, FileStore, Kept

PDF = b"%PDF-1.7\nisi"
PNG = b"\x89PNG\r\n\x1a\nisi"
JPG = b"\xff\xd8\xff\xe0isi"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def files_of(store: FileStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (JPG, "jpg"), (PNG, "png")])
def test_a_file_is_kept_under_the_hash_of_its_content(store: FileStore, content: bytes, kind: str):
    sha256 = hashlib.sha256(content).hexdigest()
    assert store.keep(content, "pindaian.pdf") == Kept(sha256, len(content), kind)
    assert store.path(sha256) == store.root / sha256[:2] / sha256[2:4] / f"{sha256}.{kind}"
    assert store.read(sha256) == content


def test_the_same_content_is_stored_once(store: FileStore):
    assert store.keep(PDF, "a.pdf") == store.keep(PDF, "b.pdf")
    assert len(files_of(store)) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<script>%PDF-</script>", b"\x89PNG", b"%pdf-1.7"])
def test_what_only_its_name_calls_a_pdf_is_refused(store: FileStore, content: bytes):
    with pytest.raises(BadFile, match=r"'surat\.pdf' bukan PDF, JPG, atau PNG"):
        store.keep(content, "surat.pdf")
    assert not store.root.exists()


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(store: FileStore):
    whole = PDF.ljust(MAX_SIZE)
    assert store.keep(whole, "besar.pdf").size == 10 * 1024 * 1024
    with pytest.raises(BadFile, match="lebih besar dari 10 MB"):
        store.keep(whole + b" ", "besar.pdf")


@pytest.mark.parametrize("sha256", ["0" * 64, "", "../../panel.db", "Z" * 64])
def test_what_is_not_kept_is_not_found(store: FileStore, sha256: str):
    store.keep(PDF, "a.pdf")
    with pytest.raises(NotFound):
        store.read(sha256)


def test_a_file_that_the_disk_changed_is_not_handed_out_and_can_be_uploaded_again(store: FileStore):
    kept = store.keep(PDF, "a.pdf")
    store.path(kept.sha256).write_bytes(PDF + b"!")
    with pytest.raises(Trouble, match="rusak di disk"):
        store.read(kept.sha256)
    store.keep(PDF, "a.pdf")
    assert store.read(kept.sha256) == PDF


def test_a_full_disk_leaves_nothing_behind(store: FileStore, monkeypatch: pytest.MonkeyPatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble, match="Periksa ruang disk"):
        store.keep(PDF, "a.pdf")
    assert files_of(store) == []


@pytest.mark.parametrize(("content", "kind"), [
    (b"PK\x03\x04 isi", "xlsx"),
    (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"), (b"<html><table>", "csv"), (b"NIK;Nama", "csv"),
])
def test_a_workbook_is_kept_under_the_ending_that_its_content_has(store: FileStore, content: bytes, kind: str):
    kept = store.keep_workbook(content, "usulan.pdf")
    assert kept.kind == kind and store.read(kept.sha256) == content
