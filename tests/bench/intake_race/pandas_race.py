"""pandas just reads the workbook: `read` with the engine it chooses itself, else with the engine named."""

import json
import re
import sys
import time
from pathlib import Path

import openpyxl  # noqa: F401 - what pandas would import while the clock runs
import pandas
import python_calamine  # noqa: F401

_, what, file = sys.argv
begun = time.perf_counter()
pandas.read_excel(file, engine=None if what == "read" else what)
seconds = time.perf_counter() - begun
highest = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())  # its own: ru_maxrss counts the parent
print(json.dumps([seconds, int(highest[1]) / 1024 if highest else 0]))
