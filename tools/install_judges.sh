#!/bin/sh
# What the long judges need and pip does not bring. Where something cannot be installed, the judge
# that needs it skips and says why.
#
# - the Linux packet filter, from Debian (tests/judges/test_kernel.py)
# - Microsoft's SARIF Multitool, from npm (tests/judges/test_sarif_multitool.py)
set -eu
cd "$(dirname "$0")/.."

MULTITOOL=5.7.0
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

sarif_multitool() {
    program=$judges/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
    if [ -x "$program" ]; then
        return
    fi
    if ! command -v npm >/dev/null; then
        echo "no npm: Microsoft's SARIF Multitool is not installed" >&2
        return
    fi
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$judges" \
        "@microsoft/sarif-multitool-linux@$MULTITOOL" || {
        echo "npm failed: Microsoft's SARIF Multitool is not installed" >&2
        return
    }
    chmod u+x "$program"
}

packet_filter
sarif_multitool
