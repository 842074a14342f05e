# What bare.sh does inside the bare Debian.
set -euo pipefail

say() { printf '== %s\n' "$*"; }
no_python() { ! command -v python3 >/dev/null || { echo "Python is here: $1"; exit 1; }; }
files() { find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /run \
  -o -path /var/cache -o -path /var/log -o -path /var/lib/dpkg -o -path /var/lib/apt \
  -o -path /root -o -path /home \) -prune -o -print | sort; }

no_python "in the bare system"
say "what a desktop has, without Python"
apt-get update -qq
# The depends of the package, a screen, a file manager, and what looks at the result.
depends=$(dpkg-deb -f /srv/package.deb Depends | sed 's/([^)]*)//g; s/libgcc1 | //; s/,/ /g')
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $depends libwayland-client0 libwayland-cursor0 \
  shared-mime-info desktop-file-utils xdg-utils libglib2.0-bin gvfs xvfb xdotool pcmanfm dbus-x11 \
  poppler-utils jwm x11-utils >/dev/null 2>&1
no_python "with the desktop"
# Nothing of an earlier run in the same root.
userdel -r 张三 >/dev/null 2>&1 || true
dpkg -P gongkai-nianbao >/dev/null 2>&1 || true
useradd --badname -m 张三 2>/dev/null || useradd -m 张三

files >/tmp/before
say "dpkg -i"
dpkg -i /srv/package.deb | tail -n 1
du -sh /usr/lib/gongkai-nianbao | sed 's/^/installed: /'
ls -l --block-size=K /srv/package.deb | awk '{print "package: " $5}'
say "libraries that are not found (none are)"
missing=$(find /usr/lib/gongkai-nianbao -name '*.so*' -type f -exec env LD_LIBRARY_PATH=/usr/lib/gongkai-nianbao/_internal ldd {} + 2>/dev/null |
  grep 'not found' | sort -u || true)
echo "${missing:-none}"

cat >/tmp/user.sh <<'USER'
set -euo pipefail
say() { printf '== %s\n' "$*"; }
export HOME=/home/张三 DISPLAY=:77 XDG_CURRENT_DESKTOP=LXDE LANG=C.UTF-8
cd "$HOME"
mkdir -p "桌面 测试"
title() { xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1; }
wait_for() {
  for _ in $(seq 150); do [ -n "$(title "$1")" ] && return 0; sleep 0.1; done
  echo "no window: $1"; xdotool search --name . getwindowname %@ || true; exit 1
}
wait_gone() {
  for _ in $(seq 100); do [ -z "$(title "$1")" ] && return 0; sleep 0.1; done
  echo "still there: $1"; exit 1
}
leave() { xdotool windowfocus --sync "$(title 公开年报)" key --clearmodifiers ctrl+q; wait_gone 公开年报; }

say "selftest of the installed program"
gongkai-nianbao selftest
gongkai-nianbao sample "桌面 测试/2018年度 报告（甲）.nianbao"
gongkai-nianbao sample "桌面 测试/乙.nianbao"
Xvfb :77 -screen 0 1366x768x24 >/dev/null 2>&1 &
for _ in $(seq 50); do [ -e /tmp/.X11-unix/X77 ] && break; sleep 0.1; done
jwm >/dev/null 2>&1 &

say "what the file is"
xdg-mime query filetype "桌面 测试/乙.nianbao" || gio info -a standard::content-type "桌面 测试/乙.nianbao"
xdg-mime query default application/x-gongkai-nianbao

say "xdg-open on a file"
(xdg-open "桌面 测试/2018年度 报告（甲）.nianbao" >/dev/null 2>&1 &)
wait_for '报告（甲） · 2018 年度'
xdotool getwindowname "$(title 公开年报)"

say "a second start hands over its file and ends"
timeout 20 gongkai-nianbao "桌面 测试/乙.nianbao"; echo "exit code $?"
wait_for '^乙 · 2018 年度'
xdotool getwindowname "$(title 公开年报)"
xdotool search --onlyvisible --name 公开年报 | wc -l | sed 's/^/windows: /'
leave

say "double click in a file manager"
mkdir -p 双击 && mv "桌面 测试/乙.nianbao" 双击/
(pcmanfm --no-desktop "$HOME/双击" >/dev/null 2>&1 &)
wait_for 双击
sleep 2
eval "$(xdotool getwindowgeometry --shell "$(title 双击)")"
for x in 206 190 220 240; do
  xdotool mousemove $((X + x)) $((Y + 95)) click --repeat 2 --delay 80 1
  for _ in $(seq 40); do [ -n "$(title '^乙 · 2018 年度')" ] && break 2; sleep 0.1; done
done
wait_for '^乙 · 2018 年度'
xdotool getwindowname "$(title '^乙 · 2018 年度')"
leave
ls -A 双击

say "a PDF"
gongkai-nianbao export 双击/乙.nianbao --year 2018 --pdf 双击/年报.pdf --excel 双击/统计表.xlsx
pdfinfo 双击/年报.pdf | grep -E 'Pages|PDF version'
pdftotext 双击/年报.pdf - | grep -c 政府信息公开 | sed 's/^/lines with 政府信息公开: /'
ls -A "桌面 测试" 双击

say "without a screen"
env -u DISPLAY gongkai-nianbao || echo "exit code $?"
USER
say "as the user 张三"
su 张三 -s /bin/bash -c 'dbus-run-session -- bash /tmp/user.sh'

say "removal"
dpkg -r gongkai-nianbao | tail -n 1
dpkg -P gongkai-nianbao 2>/dev/null | tail -n 1 || true
files >/tmp/after
if diff /tmp/before /tmp/after; then echo "nothing is left, nothing is gone"; else exit 1; fi
no_python "at the end"
say "done"
