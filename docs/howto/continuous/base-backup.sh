#!/bin/sh
# Copies a running PostgreSQL, verified, to a new folder of its own. To be run as the user of the server.
# base-backup.sh ADDRESS FOLDER, with ADDRESS as in "host=/run/postgresql user=postgres"
set -eu
address=$1
folder=$2
name=base-$(date -u +%Y%m%dT%H%M%SZ)
pg_basebackup --dbname="$address" --pgdata="$folder/.$name" --checkpoint=fast --wal-method=stream --no-password
pg_verifybackup --quiet "$folder/.$name"
mv "$folder/.$name" "$folder/$name"
echo "$folder/$name"
