#!/usr/bin/env bash
# Makes a Debian 11 root with Python 3.11, in which the bundle is built for older systems: what is
# built there needs glibc 2.28, which 统信UOS 20 has. Run as root on a Debian with debootstrap:
#
#   resources/packaging/buildroot.sh FOLDER          makes the root (some ten minutes, once)
#   resources/packaging/buildroot.sh FOLDER DIST     builds the bundle in it and puts it into DIST
#
# MIRROR=... names the Debian mirror; without it, the one this machine itself uses.
set -euo pipefail

root=$1
project=$(cd "$(dirname "$0")/../.." && pwd)
# Python has no release for Debian 11 that is new enough, so it and SQLite (STRICT tables need
# 3.37) are compiled from the signed sources of Debian 12.
build=(build-essential dpkg-dev ca-certificates tcl zlib1g-dev libffi-dev libssl-dev libbz2-dev
  liblzma-dev libexpat1-dev uuid-dev)
seen=(libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libxcb-cursor0
  libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
  libxcb-util1 libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1)

inside() {
  env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive LD_LIBRARY_PATH=/usr/local/lib \
    NIANBAO_BUILD="$(git -C "$project" log -1 --format='%cs %h')" chroot "$root" "$@"
}

mirror() {
  sed -nE 's/^(URIs:|deb)( \[[^]]*\])? *(https?:[^ ]*debian)\/?( .*)?$/\3/p' \
    $(find /etc/apt -name '*.list' -o -name '*.sources') | head -n 1
}

make_root() {
  debootstrap --variant=minbase --include="$(IFS=,; echo "${build[*]} ${seen[*]}" | tr ' ' ',')" \
    bullseye "$root" "${MIRROR:-$(mirror)}"
  echo "deb-src ${MIRROR:-$(mirror)} bookworm main" >"$root/etc/apt/sources.list.d/source.list"
  inside apt-get update -qq
  inside bash -euxc '
    mkdir -p /usr/src/made && cd /usr/src/made
    # glibc 2.29 gave these a second version that sets no errno; the first is in every glibc.
    if [ "$(uname -m)" = x86_64 ]; then
      for name in exp exp2 log log2 pow; do
        echo "__asm__(\".symver $name, $name@GLIBC_2.2.5\");"
      done
    fi >older.h
    export CFLAGS="-O2 -include $PWD/older.h"
    # Of glibc 2.30; Python waits by the older sem_timedwait without it.
    export ac_cv_func_sem_clockwait=no
    apt-get source -qq --download-only sqlite3 python3.11
    # As published: Debian changes Python to fit the rest of Debian 12.
    for source in *.dsc; do dpkg-source --skip-patches --no-check -x "$source"; done
    cd sqlite3-*/
    CFLAGS="$CFLAGS -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_DBSTAT_VTAB" \
      ./configure --quiet --disable-tcl --disable-readline
    make -s -j"$(nproc)" && make -s install
    cd ../python3.11-*/
    CPPFLAGS=-I/usr/local/include LDFLAGS="-L/usr/local/lib -s" \
      ./configure --quiet --enable-shared --without-ensurepip --prefix=/usr/local
    make -s -j"$(nproc)" && make -s install
    ldconfig && python3.11 -c "import sqlite3, ssl, lzma, bz2, ctypes, uuid" && rm -rf /usr/src/made'
}

build_bundle() {
  local target=$1
  rm -rf "$root/build" && mkdir -p "$root/build/wheels"
  # Fetched outside, so that the root needs neither a network nor anybody's settings.
  python3 -m pip download -q -d "$root/build/wheels" --only-binary :all: --python-version 3.11 \
    --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
    --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform manylinux1_x86_64 \
    pip -r "$project/requirements.txt" -r "$project/resources/packaging/requirements.txt"
  git -C "$project" archive --prefix=build/project/ HEAD | tar -x -C "$root"
  inside bash -euc '
    cd /build && python3.11 -m venv --without-pip env
    env/bin/python "$(echo wheels/pip-*.whl)/pip" install -q --no-index --find-links wheels \
      -r project/requirements.txt -r project/resources/packaging/requirements.txt
    cd project && ../env/bin/pyinstaller --noconfirm --log-level ERROR resources/packaging/nianbao.spec
    QT_QPA_PLATFORM=offscreen dist/gongkai-nianbao/gongkai-nianbao selftest'
  mkdir -p "$target" && cp -a "$root/build/project/dist/." "$target/"
}

[ -x "$root/usr/local/bin/python3.11" ] || make_root
if [ $# -gt 1 ]; then
  build_bundle "$2"
fi
