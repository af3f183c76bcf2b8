#!/usr/bin/env bash
# Resolves pyproject.toml into the two lock files, with hashes, for every platform and Python 3.11
# and newer. The resolver itself lives in a throw-away environment.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/python -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check --quiet install 'uv==0.13.9'

compile() {
  "$folder/venv/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links \
    --custom-compile-command 'make lock' "$@"
}
compile --extra build -o requirements/run.lock
compile --extra build --extra dev -o requirements/dev.lock
# hatchling's own needs must be the same in both, and no address may slip in.
if grep -nE 'https?://|file:' requirements/*.lock; then
  echo 'lock: an address slipped into a lock file' >&2
  exit 1
fi
