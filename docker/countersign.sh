#!/bin/sh
# The command in the container: `docker compose exec countersign countersign doctor`.
exec /opt/countersign/bin/python -I -m broker "$@"
