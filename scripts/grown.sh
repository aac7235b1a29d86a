#!/usr/bin/env bash
# The grown form on this machine, for a look: PostgreSQL, an S3 store and one or two copies of the service, behind Caddy where it is
# installed. Everything lies in one folder (GROWN, /var/tmp/scale-case-grown when not set) and stops with Ctrl-C; delete the folder
# to begin afresh. For this machine alone: sample people can enter without a password, and nothing here is safe against a power cut.
set -euo pipefail

bin=${1:?the folder of the programs, as the Makefile gives it}
port=${PORT:-8501}
grown=${GROWN:-/var/tmp/scale-case-grown}
postgresql=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1 || true)
if [ -z "$postgresql" ]; then
    echo "PostgreSQL's server is not installed: apt-get install postgresql (Debian), then try again."
    exit 1
fi

# PostgreSQL refuses to run as root: then it runs as its own account.
as=()
[ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
umask 022
mkdir -p "$grown/state" "$grown/data/pilots"
[ "$(id -u)" -ne 0 ] || chown postgres "$grown/state"
[ -e "$grown/keys" ] || (umask 077; for _ in 1 2; do od -An -N20 -tx1 /dev/urandom | tr -d ' \n'; echo; done > "$grown/keys")
{ read -r key; read -r secret; } < "$grown/keys"

started=()
finish() {
    trap - EXIT INT TERM
    for process in "${started[@]}"; do kill "$process" 2> /dev/null || true; done
    wait 2> /dev/null || true
    (cd "$grown" && "${as[@]}" "$postgresql/pg_ctl" -D "$grown/state/database" -m fast stop > /dev/null 2>&1) || true
}
trap finish EXIT INT TERM

cd "$grown"
[ -e state/database/PG_VERSION ] || "${as[@]}" "$postgresql/initdb" -D "$grown/state/database" -A trust -E UTF8 --locale=C -U scalecase > state-made.log
"${as[@]}" "$postgresql/pg_ctl" -D "$grown/state/database" -w -l "$grown/state/log" \
    -o "-p $((port + 10)) -k $grown/state -c listen_addresses=127.0.0.1" start > /dev/null
"$postgresql/psql" -q -h 127.0.0.1 -p "$((port + 10))" -U scalecase -d postgres -tAc "select 1 from pg_database where datname = 'scalecase'" | grep -q 1 \
    || "$postgresql/psql" -q -h 127.0.0.1 -p "$((port + 10))" -U scalecase -d postgres \
        -c "create database scalecase template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'"
"$bin/rclone" serve s3 --auth-key "$key,$secret" --addr "127.0.0.1:$((port + 11))" --vfs-cache-mode off --dir-cache-time 0s "$grown/data" > s3.log 2>&1 &
started+=($!)
cd - > /dev/null

export AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_ENDPOINT_URL_S3=http://127.0.0.1:$((port + 11))
export SCALECASE_URL="postgresql+psycopg://scalecase@127.0.0.1:$((port + 10))/scalecase?data=s3://pilots/live"

serve() { # the copy's name, its port
    SCALECASE_HOME="$grown/$1" "$bin/python" -m streamlit run app.py --server.port "$2" > "$grown/$1.log" 2>&1 &
    started+=($!)
    for _ in $(seq 120); do
        if "$bin/python" -c "from urllib.request import urlopen; urlopen('http://127.0.0.1:$2/api/ready', timeout=4)" 2> /dev/null; then return; fi
        kill -0 "${started[-1]}" 2> /dev/null || break
        sleep 0.5
    done
    echo "The copy $1 did not start:"; tail -5 "$grown/$1.log"; exit 1
}

if command -v caddy > /dev/null; then
    serve first $((port + 1))
    serve second $((port + 2))
    # A browser stays with one copy until that copy is gone. What a proxy adds is taken off: on this machine there is no other.
    cat > "$grown/Caddyfile" << CADDY
{
	admin off
	auto_https off
}
http://localhost:$port, http://127.0.0.1:$port {
	bind 127.0.0.1
	reverse_proxy 127.0.0.1:$((port + 1)) 127.0.0.1:$((port + 2)) {
		lb_policy cookie scalecase_copy
		lb_try_duration 5s
		health_uri /api/ready
		health_interval 2s
		fail_duration 5s
		header_up Host localhost:$port
		header_up -X-Forwarded-For
		header_up -X-Forwarded-Host
		header_up -X-Forwarded-Proto
		header_up -Via
	}
}
CADDY
    HOME="$grown" caddy run --config "$grown/Caddyfile" --adapter caddyfile > "$grown/caddy.log" 2>&1 &
    started+=($!)
    echo "Two copies of the service, PostgreSQL and an S3 store: http://localhost:$port (each copy: $((port + 1)), $((port + 2))). Ctrl-C stops all."
else
    serve first "$port"
    echo "The service, PostgreSQL and an S3 store: http://localhost:$port. Ctrl-C stops all. With Caddy installed there are two copies."
fi
# Where one of the copies ends, the other goes on: that is what there are two for.
wait
