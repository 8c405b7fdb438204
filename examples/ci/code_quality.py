"""fwlint's SARIF as a GitLab code quality report: python code_quality.py fwlint.sarif"""

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def issue(result: dict[str, Any]) -> dict[str, Any]:
    """Return a SARIF result as GitLab wants it; Markdown's backslashes go."""
    place = result["locations"][0]["physicalLocation"]
    first_line = result["message"]["text"].partition("\n")[0]
    return {
        "description": re.sub(r"\\(.)", r"\1", first_line),
        "check_name": result["ruleId"],
        "fingerprint": result["partialFingerprints"]["fwlint/v1"],
        "severity": SEVERITIES[result["level"]],
        "location": {
            "path": unquote(place["artifactLocation"]["uri"]),
            "lines": {"begin": place["region"]["startLine"]},
        },
    }


if __name__ == "__main__":
    log = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps([issue(one) for one in log["runs"][0]["results"]], indent=2))
