#!/bin/sh
# Written by `countersign install --system`: the command, with the places of the system's broker.
# As root it becomes the broker's user, so that nothing in its state belongs to root; two commands need root themselves.
if [ "$(id -u)" = 0 ] && [ "${1-}" != install ] && [ "${1-}" != doctor ]; then
  exec runuser -u countersign -- "$0" "$@"
fi
export COUNTERSIGN_STATE_DIR="${COUNTERSIGN_STATE_DIR:-/var/lib/countersign}"
export COUNTERSIGN_CONFIG_DIR="${COUNTERSIGN_CONFIG_DIR:-/etc/countersign}"
if [ -r /etc/countersign/environment ]; then
  while IFS= read -r line; do
    case "$line" in COUNTERSIGN_*=*) export "${line?}" ;; esac
  done < /etc/countersign/environment
fi
exec /opt/countersign/bin/python -I -m broker "$@"
