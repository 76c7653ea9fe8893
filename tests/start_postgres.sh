# A throw-away PostgreSQL server on loopback for the tests; to be sourced.
#
#   source tests/start_postgres.sh
#   start_postgres      makes a cluster, starts it, exports WORKBENCH_TEST_POSTGRES (its address)
#   stop_postgres       stops it and removes the cluster
#
# Needs the server programs (Debian: apt-get install postgresql). PostgreSQL refuses to run as root,
# so under root the user postgres runs it. Without a server start_postgres says so and returns 1.
# shellcheck shell=bash

_postgres_programs() {
  local place
  for place in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
    "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    if [ -x "$place/initdb" ]; then
      echo "$place"
      return 0
    fi
  done
  echo "no PostgreSQL server here: initdb not found" >&2
  return 1
}

# Runs a program of the server in its folder, as the user who owns it.
_postgres_do() {
  local program=$1
  shift
  local -a owner=()
  [ "$(id -u)" != 0 ] || owner=(runuser -u postgres --)
  (cd "$_postgres_folder" && "${owner[@]}" "$_postgres_bin/$program" "$@" </dev/null)
}

start_postgres() {
  _postgres_bin=$(_postgres_programs) || return 1
  _postgres_folder=$(mktemp -d)
  local password port
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  port=$(python3 -c 'import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
  (umask 077 && printf '%s\n' "$password" >"$_postgres_folder/password")
  [ "$(id -u)" != 0 ] || chown -R postgres "$_postgres_folder"
  if ! _postgres_do initdb --pgdata="$_postgres_folder/data" --username=workbench \
    --auth=scram-sha-256 --pwfile="$_postgres_folder/password" --encoding=UTF8 --locale=C \
    >"$_postgres_folder/start.log" 2>&1 ||
    ! _postgres_do pg_ctl --pgdata="$_postgres_folder/data" --log="$_postgres_folder/server.log" \
      --wait --options="-c listen_addresses=127.0.0.1 -c port=$port \
      -c unix_socket_directories= -c fsync=off" start >>"$_postgres_folder/start.log" 2>&1; then
    cat "$_postgres_folder"/*.log >&2
    return 1
  fi
  export WORKBENCH_TEST_POSTGRES="postgresql://workbench:$password@127.0.0.1:$port/postgres"
}

stop_postgres() {
  [ -n "${_postgres_folder:-}" ] || return 0
  _postgres_do pg_ctl --pgdata="$_postgres_folder/data" --mode=immediate stop >/dev/null 2>&1 || true
  rm -rf "$_postgres_folder"
  unset WORKBENCH_TEST_POSTGRES _postgres_folder
}
