#!/bin/sh
# Usage: tools/need.sh PACKAGE PROGRAM...   Make sure that one of the programs is there, else install the package.
set -eu
package=$1
shift
for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $package, which this system lacks."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
else
    echo "$1 is missing. On Debian and Ubuntu: sudo apt-get install $package" >&2
    exit 1
fi
