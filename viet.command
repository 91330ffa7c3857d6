#!/bin/sh
# Bấm đúp trên máy Mac để viết bài.
exec sh "$(dirname "$0")/viet.sh" "$@"
