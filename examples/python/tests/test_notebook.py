# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook prints what stands in it."""

import contextlib
import io
import json
import unittest
from pathlib import Path

NOTEBOOK = Path(__file__).resolve().parents[1] / "tour.ipynb"


class Notebook(unittest.TestCase):
    def test_cells_print_what_stands_below_them(self):
        cells = [c for c in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
        self.assertEqual(3, len(cells))
        space = {}
        for cell in cells:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec("".join(cell["source"]), space)
            shown = "".join(line for output in cell["outputs"] for line in output["text"])
            self.assertEqual(shown, printed.getvalue())


if __name__ == "__main__":
    unittest.main()
