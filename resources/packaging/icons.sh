#!/usr/bin/env bash
# Draws the pictures that other systems want from the two SVG icons: resources/packaging/icons.sh
# Needs rsvg-convert (librsvg2-bin) and convert (imagemagick). Run it after changing an SVG.
set -euo pipefail
cd "$(dirname "$0")/../icons"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for icon in app datafile; do
  for size in 16 24 32 48 64 128 256; do
    rsvg-convert -w "$size" -h "$size" "$icon.svg" -o "$work/$icon-$size.png"
  done
  for size in 48 128 256; do cp "$work/$icon-$size.png" .; done
  convert "$work/$icon"-{16,24,32,48,64,128,256}.png "$icon.ico"
done
