#!/bin/sh
# The Debian packages of the judge that is the Linux packet filter (tests/judges/test_kernel.py).
# Where they cannot be installed, that judge skips and says why.
set -eu

for program in iptables-nft-restore iptables-legacy-restore ip ipset nft; do
    command -v "$program" >/dev/null || missing=yes
done
if [ -z "${missing:-}" ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "not root on Debian: iptables, iproute2, ipset and nftables are not installed" >&2
    exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
    iptables iproute2 ipset nftables
