#!/bin/sh
# Runs a command in a network of its own: loopback, one address on a cable that leads nowhere, and no name look-ups.
# A stray request fails there at once instead of leaving the machine. Servers and browsers must be started by the same
# command, because nothing outside can be reached.   use: e2e/private-network.sh npx vitest run e2e
#
# Where the system allows no namespaces, the command runs in the ordinary network and says so.
if ! unshare -n -m true 2>/dev/null; then
  echo 'private-network: this system allows no network namespace; running in the ordinary network' >&2
  exec "$@"
fi
exec unshare -n -m sh -c '
  set -e
  resolver=$(mktemp)
  echo "nameserver 127.0.0.1" >"$resolver"
  mount --bind "$resolver" /etc/resolv.conf
  rm -f "$resolver" 2>/dev/null || true
  ip link set lo up
  # Browsers gather WebRTC candidates only on an interface with a default route.
  ip link add cable0 type veth peer name cable1
  ip address add 10.99.0.1/24 dev cable0
  ip link set cable0 up
  ip link set cable1 up
  ip route add default dev cable0
  export PRIVATE_NETWORK=cable0
  exec "$@"' sh "$@"
