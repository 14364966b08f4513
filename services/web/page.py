"""The frame of the plain pages outside Streamlit: no script, system fonts, the colours of the panel."""

from html import escape

STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#0a171d;background:#f3f6f8}
header{background:#0a3a42;padding:14px 20px}header img{height:30px;display:block}
main{max-width:400px;margin:6vh auto 40px;background:#fff;border:1px solid #cdd7dc;border-radius:10px;padding:28px}
h1{font-size:24px;margin:0}.janji{margin:0 0 20px;color:#37505b}.kecil{color:#465a64;font-size:14px;margin:4px 0 18px}
label{display:block;font-weight:600;font-size:14px;margin:0 0 16px}
input{display:block;width:100%;font:inherit;padding:11px 12px;margin-top:6px;border:1px solid #7d919b;border-radius:8px}
input:focus,button:focus,a:focus{outline:3px solid #a86200;outline-offset:2px}
button{width:100%;font:inherit;font-weight:600;padding:12px;border:0;border-radius:8px;background:#0b6162;color:#fff}
button{cursor:pointer;min-height:48px}form+.kecil{margin:18px 0 0}
.galat{background:#fbe3e1;color:#8f1a14;border-radius:8px;padding:10px 12px;margin:0 0 18px}
dl{margin:16px 0 0}dt{color:#465a64;font-size:14px}dd{margin:0 0 12px;font-weight:600}
@media(max-width:480px){body{background:#fff}main{margin:0;border:0;border-radius:0;max-width:none;padding:24px 20px}}
"""


def page(title: str, body: str) -> str:
    """A whole HTML page; `body` is trusted markup whose values are already escaped."""
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)} · Panel Bansos</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="/aset/ikon.svg">'
        f"<style>{STYLE}</style></head><body><header><img src=\"/aset/logo-terang.svg\" alt=\"Panel Bansos\">"
        f"</header><main>{body}</main></body></html>"
    )
