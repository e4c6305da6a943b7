#!/usr/bin/env bash
# The programs outside Python that the PDF and the books' tests use.
set -euo pipefail
sudo apt-get update -qq
sudo apt-get install -y -qq --no-install-recommends \
  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils webkit2gtk-driver xvfb
