#!/usr/bin/env bash
# The .deb on a bare Debian without Python, as an office would use it:
#
#   tests/packaging/bare.sh PACKAGE.deb [SUITE] [FOLDER]
#
# Makes a root of SUITE (bookworm) in FOLDER, installs, starts on a virtual screen as a user with a
# Chinese name, opens a file by xdg-open and by a double click in a file manager, hands over a second
# file, exports a PDF, removes the package, and compares all files with those before. Run as root;
# needs debootstrap. MIRROR=... names the Debian mirror; without it, the one of this machine.
set -euo pipefail

package=$(readlink -f "$1")
suite=${2:-bookworm}
root=${3:-$(mktemp -d)/root}
mirror=${MIRROR:-$(sed -nE 's/^(URIs:|deb)( \[[^]]*\])? *(https?:[^ ]*debian)\/?( .*)?$/\3/p' \
  $(find /etc/apt -name '*.list' -o -name '*.sources') | head -n 1)}

inside() {
  # A namespace of its own: whatever is mounted or started in it ends with it.
  unshare --mount --pid --fork env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive bash -c '
      root=$1; shift
      mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"
      mount -t tmpfs tmpfs "$root/tmp"; chmod 1777 "$root/tmp"
      cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
      exec chroot "$root" "$@"' inside "$root" "$@"
}

[ -d "$root/usr/bin" ] || debootstrap --variant=minbase "$suite" "$root" "$mirror" >/dev/null
cp "$package" "$root/srv/package.deb"
cp "$(dirname "$0")/bare_inside.sh" "$root/srv/inside.sh"
inside bash /srv/inside.sh
