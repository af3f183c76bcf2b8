#!/usr/bin/env bash
# Installs the Debian packages the suites use, only those that are missing. Elsewhere, or without
# root, it says in one line what is missing; the suites then say what they skip. Never starts,
# stops or uses the distribution's own cluster.
set -euo pipefail

packages=(
  postgresql-15 postgresql-client-15 postgresql-15-pgtap postgresql-15-plpgsql-check
  spin gcc libc6-dev # the model of tests/model
  prometheus prometheus-alertmanager # promtool, amtool and a server to scrape: tests/ops
  chromium chromium-driver # the console as a person sees it: tests/console
)
# PostgREST and supabase-js of tests/api come by npm, Debian's or whichever is there already.
command -v npm >/dev/null || packages+=(nodejs npm)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "tests: no Debian here; the suites use the PostgreSQL they find, or the wheel's"
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [[ $status == 'install ok installed' ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

if [[ $EUID -ne 0 ]]; then
  echo "tests: not root, so not installed: ${missing[*]}"
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
if ! apt-cache show "${missing[@]}" >/dev/null 2>&1; then
  echo "tests: this Debian does not carry: ${missing[*]}"
  exit 0
fi
# The server package would create and start a cluster of its own, which nothing here uses.
if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
fi
apt-get install -y -qq --no-install-recommends \
  -o Dpkg::Options::=--force-confold "${missing[@]}" >/dev/null
echo "tests: installed ${missing[*]}"
