#!/bin/sh
# A throw-away PostgreSQL server on loopback for the tests.
#
#   url=$(tests/start_postgres.sh start DIR)   make a cluster in DIR, start it, print its address
#   tests/start_postgres.sh stop DIR           stop it and remove DIR
#
# DIR must not exist yet. Needs the server programs (Debian: apt-get install postgresql). PostgreSQL
# refuses to run as root, so under root the user postgres runs it.
set -eu

action=${1:?start or stop}
dir=${2:?a directory}
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb || echo /none/initdb)")
if [ ! -x "$programs/initdb" ]; then
    echo "no PostgreSQL server here: initdb not found" >&2
    exit 3
fi

as_owner() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

case $action in
start)
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    mkdir -m 700 "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    (umask 077 && printf '%s\n' "$password" >"$dir/password")
    [ "$(id -u)" != 0 ] || chown postgres "$dir/password"
    cd "$dir"
    as_owner "$programs/initdb" --pgdata="$dir/data" --username=workbench --auth=scram-sha-256 \
        --pwfile="$dir/password" --encoding=UTF8 --locale=C >"$dir/initdb.log" 2>&1 </dev/null
    as_owner "$programs/pg_ctl" --pgdata="$dir/data" --log="$dir/server.log" --wait start \
        --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off" \
        >"$dir/start.log" 2>&1 </dev/null
    echo "postgresql://workbench:$password@127.0.0.1:$port/postgres"
    ;;
stop)
    cd "$dir"
    as_owner "$programs/pg_ctl" --pgdata="$dir/data" --mode=immediate stop >/dev/null 2>&1 || true
    cd /
    rm -rf "$dir"
    ;;
*)
    echo "start or stop, not $action" >&2
    exit 2
    ;;
esac
