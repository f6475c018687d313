#!/bin/sh
# Restores a copy and the archived WAL up to a moment, in a new folder, and starts a server on it. To be run
# as the user of the server.
# restore-to.sh BASE ARCHIVE TARGET MOMENT, with MOMENT as in "2026-11-28 15:04:05+00"
set -eu
base=$1
archive=$2
target=$3
moment=$4
if [ -e "$target" ]; then
    echo "$target exists already." >&2
    exit 1
fi
cp -a "$base" "$target"
chmod 700 "$target"
cat >>"$target/postgresql.auto.conf" <<END
archive_mode = off
restore_command = 'cp "$archive/%f" "%p"'
recovery_target_time = '$moment'
recovery_target_action = promote
END
touch "$target/recovery.signal"
pg_ctl start --pgdata="$target" --log="$target/restore.log" --wait --timeout=3600 \
    --options="-c listen_addresses='' -c unix_socket_directories='$target'"
until psql --quiet --no-align --tuples-only --host="$target" --dbname="${PGDATABASE:-postgres}" \
    --command="SELECT 1 / (NOT pg_is_in_recovery())::int" >/dev/null 2>&1; do
    pg_ctl status --pgdata="$target" >/dev/null
    sleep 0.2
done
echo "$target"
