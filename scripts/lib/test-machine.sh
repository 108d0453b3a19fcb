# What the tests need beyond the packages. A machine that cannot give it skips those tests and says why.

has_chromium() {
  [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null
}

install_chromium() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
}

ready_chromium() {
  has_chromium && return
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "installing Chromium for the browser tests (once)"
    with_heartbeat "installing Chromium" install_chromium && has_chromium && return
  fi
  say "no Chromium: browser tests are skipped; install the package 'chromium' or set CHROMIUM_PATH"
}

# The peer is another implementation's IPFS node; a Kubo in PATH serves as well.
ready_ipfs_peer() {
  local peer="$REDRESS_ROOT/test/peer"
  command -v ipfs >/dev/null && return
  (cd "$peer" && node "$REDRESS_ROOT/scripts/lib/packages-in-step.mjs") && return
  say "installing the IPFS node the adapter is tested against (once, about a minute)"
  (cd "$peer" && with_heartbeat "installing the IPFS node" npm ci --no-audit --no-fund --omit=optional) ||
    say "the IPFS node could not be installed: its tests are skipped"
}
