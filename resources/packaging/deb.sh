#!/usr/bin/env bash
# Packs a built bundle as a .deb: resources/packaging/deb.sh DIST OUT
#
# DIST holds gongkai-nianbao/ as PyInstaller left it; the package is written to OUT.
# Needs no root rights. MAINTAINER="Name <mail>" signs it; without it the author of the last
# commit does.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
name=gongkai-nianbao
bundle=$1/$name
out=$2
version=$(sed -n 's/^VERSION = "\(.*\)"/\1/p' "$project/resources/__init__.py")
maintainer=${MAINTAINER:-$(git -C "$project" log -1 --format='%an <%ae>')}
date=$(git -C "$project" log -1 --format=%cI)
# The same commit gives the same package.
SOURCE_DATE_EPOCH=$(git -C "$project" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
glibc=$(python3 "$here/glibc.py" "$bundle" | sed -n '1s/.*glibc \([0-9.]*\),.*/\1/p')

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
umask 022

put() { install -D -m "${3:-644}" "$1" "$root/$2"; }

mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN"
cp -a "$bundle" "$root/usr/lib/$name"
find "$root/usr/lib" -type f -exec chmod 644 {} +
find "$root/usr/lib" -type d -exec chmod 755 {} +
chmod 755 "$root/usr/lib/$name/$name"
ln -s "../lib/$name/$name" "$root/usr/bin/$name"
put "$here/linux/$name.desktop" "usr/share/applications/$name.desktop"
put "$here/linux/$name.xml" "usr/share/mime/packages/$name.xml"
put "$here/linux/copyright" "usr/share/doc/$name/copyright"
put "$here/linux/lintian-overrides" "usr/share/lintian/overrides/$name"
mkdir -p "$root/usr/share/metainfo"
sed "s/@VERSION@/$version/; s/@DATE@/${date%%T*}/" "$here/linux/$name.metainfo.xml" \
  >"$root/usr/share/metainfo/$name.metainfo.xml"
icons=usr/share/icons/hicolor
put "$project/resources/icons/app.svg" "$icons/scalable/apps/$name.svg"
put "$project/resources/icons/datafile.svg" "$icons/scalable/mimetypes/application-x-$name.svg"
for size in 48 128 256; do
  put "$project/resources/icons/app-$size.png" "$icons/${size}x$size/apps/$name.png"
  put "$project/resources/icons/datafile-$size.png" \
    "$icons/${size}x$size/mimetypes/application-x-$name.png"
done
sed -e "s/@VERSION@/$version/; s/@DATE@/$(date -u -R -d "$date")/; s/@MAINTAINER@/$maintainer/" \
  "$here/linux/changelog" | gzip -9n >"$root/usr/share/doc/$name/changelog.gz"
gzip -9nc "$here/linux/$name.1" | install -D -m 644 /dev/stdin "$root/usr/share/man/man1/$name.1.gz"

cat >"$root/DEBIAN/control" <<CONTROL
Package: $name
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: $maintainer
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Section: editors
Priority: optional
Depends: libc6 (>= $glibc), libstdc++6 (>= 8), libgcc1 | libgcc-s1, zlib1g, libegl1, libgl1, libglib2.0-0, libfontconfig1, libfreetype6, libdbus-1-3, libx11-6, libx11-xcb1, libxcb1, libxcb-render0, libxcb-shm0, libxcb-sync1, libxcb-xfixes0, libexpat1, libuuid1
Recommends: libwayland-client0, libwayland-cursor0, shared-mime-info, xdg-utils
Description: forms for the yearly report on open government information
 Filled offline through the year into one file, printed as PDF and Excel sheet.
 .
 公开年报：政府信息公开工作年度报告的离线填报程序。
 平时把公开的信息、收到的申请、复议诉讼记进台账，
 年底自动数成统计数字，写进报告句子，
 导出 PDF 和 Excel 统计表。
 全部数据在一个文件里，程序不联网。
CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)

mkdir -p "$out"
dpkg-deb --root-owner-group -Zxz --build "$root" "$out/${name}_${version}_$(dpkg --print-architecture).deb"
