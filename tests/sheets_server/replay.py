"""Replays recorded exchanges with the real service against the stand-in:

    python3 tests/sheets_server/replay.py FOLDER

Prints how many recordings match and the first difference of each that does not (exit 1).
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from sheets_server.recordings import main

    raise SystemExit(main(sys.argv[1:]))
