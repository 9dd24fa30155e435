#!/bin/sh
# Make .venv with the first Python that is new enough; says what to install where there is none.
set -eu

for python in python3 python3.11 python3.12 python3.13 python3.14; do
    if "$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
        found=$python
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "Rettvis needs Python 3.11 or newer. To install it: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi

# Debian and Ubuntu keep the part of Python that makes virtual environments in a package of its own.
if ! "$found" -c 'import ensurepip' 2>/dev/null; then
    version=$("$found" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo -n"; else root=none; fi
    if [ "$root" = none ] || ! command -v apt-get >/dev/null; then
        echo "Python's venv is missing. To install it: sudo apt-get install $version-venv" >&2
        exit 1
    fi
    echo "installing $version-venv ..."
    $root apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive $root apt-get install -q -y "$version-venv" >/dev/null
fi

"$found" -m venv --clear .venv
