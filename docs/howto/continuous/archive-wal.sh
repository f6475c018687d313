#!/bin/sh
# The archive_command: archive-wal.sh %p FOLDER/%f. A segment is whole under its name, and never written twice.
set -eu
segment=$1
target=$2
if [ -f "$target" ]; then
    cmp --silent "$segment" "$target"
    exit
fi
cp "$segment" "$target.partial"
sync "$target.partial"
mv "$target.partial" "$target"
