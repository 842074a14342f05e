/* A file layer that fails on command, put before the C library's own (LD_PRELOAD).
 *
 * failing_arm(folder, call, error, lasting): the call-th change of a file below folder fails with
 * this errno, and where lasting all later ones too (a full disk stays full). A change is a write, a
 * cut, a flush or the opening of a file for writing. failing_count() tells how many there were;
 * failing_clock(seconds) moves the clock. Armed with call 0 nothing fails and all is counted.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static char watched[PATH_MAX];
static long due, seen;
static int reason, stays;
static time_t moved;

void failing_arm(const char *folder, long call, int error, int lasting) {
  snprintf(watched, sizeof watched, "%s", folder);
  due = call, seen = 0, reason = error, stays = lasting;
}
long failing_count(void) { return seen; }
void failing_clock(long seconds) { moved = seconds; }

static int fails(const char *path) {
  if (!watched[0] || !path || strncmp(path, watched, strlen(watched))) return 0;
  seen++;
  if (due && (seen == due || (stays && seen > due))) return errno = reason, 1;
  return 0;
}
static int handle_fails(int handle) {
  char link[64], path[PATH_MAX];
  if (!watched[0]) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return fails(path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CHANGE(name, returned, declared, ...)                                                    \
  returned name declared { return handle_fails(handle) ? -1 : NEXT(name)(__VA_ARGS__); }

CHANGE(write, ssize_t, (int handle, const void *from, size_t size), handle, from, size)
CHANGE(pwrite, ssize_t, (int handle, const void *from, size_t size, off_t at), handle, from, size, at)
CHANGE(pwrite64, ssize_t, (int handle, const void *from, size_t size, off64_t at), handle, from, size, at)
CHANGE(ftruncate, int, (int handle, off_t size), handle, size)
CHANGE(ftruncate64, int, (int handle, off64_t size), handle, size)
CHANGE(fsync, int, (int handle), handle)
CHANGE(fdatasync, int, (int handle), handle)

static int for_writing(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

#define OPENING(name)                                                                            \
  int name(const char *path, int flags, ...) {                                                   \
    va_list more;                                                                                \
    va_start(more, flags);                                                                       \
    mode_t mode = va_arg(more, mode_t);                                                          \
    va_end(more);                                                                                \
    return for_writing(flags) && fails(path) ? -1 : NEXT(name)(path, flags, mode);               \
  }
OPENING(open)
OPENING(open64)

int rename(const char *from, const char *to) { return fails(to) ? -1 : NEXT(rename)(from, to); }

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = NEXT(clock_gettime)(clock, time);
  if (!result && clock == CLOCK_REALTIME) time->tv_sec += moved;
  return result;
}
