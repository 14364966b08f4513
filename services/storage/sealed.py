"""Files that leave the office: sealed with a passphrase (scrypt, AES-256-GCM), so that a lost laptop bag tells nothing.

A sealed file begins with a line that says what it is and with its length, so that a cut one is told from a wrong
passphrase.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from services.errors import BadFile, BadInput, Problem

BEGINNING = b"PANEL BANSOS TITIK 1\n"
SALT, NONCE, LENGTH = 16, 12, 8  # bytes
COST = {"length": 32, "n": 2**15, "r": 8, "p": 1}  # 32 MB and a tenth of a second for each guess
SHORTEST = 12  # characters of a passphrase

STRANGE = "Berkas ini bukan berkas titik dari Panel Bansos. Pilih berkas yang berakhiran .titik."
CUT = "Berkas titik ini terpotong atau rusak. Salin lagi dari laptop atau kantor asalnya."
WRONG = "Kata sandi berkas tidak cocok. Periksa huruf besar-kecil, lalu coba lagi."


def seal(content: bytes, passphrase: str) -> bytes:
    """The content, to be opened with the passphrase alone. Raises BadInput for a short one."""
    if len(passphrase) < SHORTEST:
        sentence = f"Kata sandi berkas terlalu pendek. Pakai paling sedikit {SHORTEST} huruf, misalnya empat kata."
        raise BadInput(Problem("passphrase", sentence))
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    closed = salt + nonce + _key(passphrase, salt).encrypt(nonce, content, BEGINNING)
    return BEGINNING + len(closed).to_bytes(LENGTH, "big") + closed


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises BadFile: no such file, cut or changed, another passphrase."""
    if not sealed.startswith(BEGINNING):
        raise BadFile(STRANGE)
    start = len(BEGINNING) + LENGTH
    closed = sealed[start:]
    if len(closed) <= SALT + NONCE or len(closed) != int.from_bytes(sealed[len(BEGINNING):start], "big"):
        raise BadFile(CUT)
    salt, nonce = closed[:SALT], closed[SALT:SALT + NONCE]
    try:
        return _key(passphrase, salt).decrypt(nonce, closed[SALT + NONCE:], BEGINNING)
    except InvalidTag:
        raise BadFile(WRONG) from None


def _key(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, **COST).derive(passphrase.encode()))
