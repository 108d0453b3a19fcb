# Makes Node 24 and the packages ready; sourced by every script. Works under any Node from 18 up that has npm.
# Registry and proxy come from the environment alone.

NODE_VERSION=24.21.0
REDRESS_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
STARTED_AT=$SECONDS

say() { printf '[%4d s] %s\n' "$((SECONDS - STARTED_AT))" "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Runs a slow command, with a line every ten seconds so that nobody takes waiting for hanging.
with_heartbeat() {
  local what="$1" log beat code=0
  shift
  log="$(mktemp)"
  (while sleep 10; do say "still $what"; done) &
  beat=$!
  "$@" >"$log" 2>&1 || code=$?
  kill "$beat" 2>/dev/null
  wait "$beat" 2>/dev/null
  [ "$code" -eq 0 ] || { grep -v '^npm warn' "$log" | head -n 20; echo ...; tail -n 20 "$log"; } >&2
  rm -f "$log"
  return "$code"
}

node_major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

# npm keeps its cache in the home directory; a machine without a usable one gets it beside the tools.
ready_npm_cache() {
  if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
    export npm_config_cache="$REDRESS_ROOT/.tools/npm-cache"
  fi
}

# The package `node` only fetches one of these by an install script, which npm may have been told not to run.
node_package() {
  "$1" -p '(process.platform === "darwin" && process.arch === "arm64" ? "node-bin-" : "node-")
    + process.platform + "-" + process.arch'
}

install_node() {
  local tools="$REDRESS_ROOT/.tools" package program
  command -v node >/dev/null && command -v npm >/dev/null || fail "Node 18 or newer with npm is needed"
  package="$(node_package node)"
  say "fetching Node $NODE_VERSION into .tools ($package)"
  mkdir -p "$tools/bin"
  [ -f "$tools/package.json" ] || echo '{"private":true}' >"$tools/package.json"
  (cd "$tools" && with_heartbeat "fetching Node" npm install --no-save --no-audit --no-fund "$package@$NODE_VERSION") ||
    fail "could not install $package@$NODE_VERSION; is a package registry reachable?"
  program="$tools/node_modules/$package/bin/node"
  [ "$(node_major "$program")" -ge 24 ] || fail "$program does not run on this machine"
  ln -sfn "../node_modules/$package/bin/node" "$tools/bin/node"
}

ready_node() {
  ready_npm_cache
  if [ "$(node_major "$REDRESS_ROOT/.tools/bin/node")" -lt 24 ] && [ "$(node_major node)" -lt 24 ]; then
    install_node
  fi
  if [ "$(node_major "$REDRESS_ROOT/.tools/bin/node")" -ge 24 ]; then
    export PATH="$REDRESS_ROOT/.tools/bin:$PATH"
  fi
}

ready_packages() {
  cd "$REDRESS_ROOT" || exit 1
  node scripts/lib/packages-in-step.mjs && return
  say "installing packages (once, one to three minutes)"
  with_heartbeat "installing packages" npm ci --no-audit --no-fund || fail "npm ci failed, see above"
}

ready_node
ready_packages
export REDRESS_ELAPSED_SECONDS=$((SECONDS - STARTED_AT))
