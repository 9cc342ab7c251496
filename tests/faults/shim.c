/* Preloaded before libc: counts the system calls by which a folder changes, and kills the process, or says that the
   disk is full, at the one that it was told. Calls on other folders are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { SYNC = 1, NAME = 2, WRITE = 4 };
enum { COUNT = 0, KILL = 1, FULL_ONCE = 2, FULL_FROM = 3 };

static char watched[PATH_MAX];
static int kinds, action;
static long chosen, seen;

void faults_arm(const char *folder, int which, int what, long number) {
    strncpy(watched, folder, sizeof watched - 1);
    kinds = which, action = what, chosen = number, seen = 0;
}

long faults_seen(void) { return seen; }

static int inside(const char *path) { return kinds && strncmp(path, watched, strlen(watched)) == 0; }

static int fd_inside(int fd) {
    char link[64], path[PATH_MAX];
    if (!kinds) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* 1 when the call is to fail for want of space. */
static int due(int kind) {
    if (!(kinds & kind)) return 0;
    seen++;
    if (action == KILL && seen == chosen) {
        kill(getpid(), SIGKILL);
        pause();
    }
    if ((action == FULL_ONCE && seen == chosen) || (action == FULL_FROM && seen >= chosen)) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd) { return fd_inside(fd) && due(SYNC) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fd_inside(fd) && due(SYNC) ? -1 : REAL(fdatasync)(fd); }
int unlink(const char *path) { return inside(path) && due(NAME) ? -1 : REAL(unlink)(path); }
int rename(const char *from, const char *to) { return inside(to) && due(NAME) ? -1 : REAL(rename)(from, to); }

ssize_t write(int fd, const void *data, size_t length) {
    return fd_inside(fd) && due(WRITE) ? -1 : REAL(write)(fd, data, length);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    return fd_inside(fd) && due(WRITE) ? -1 : REAL(pwrite)(fd, data, length, at);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
    return fd_inside(fd) && due(WRITE) ? -1 : REAL(pwrite64)(fd, data, length, at);
}
int ftruncate(int fd, off_t length) { return fd_inside(fd) && due(WRITE) ? -1 : REAL(ftruncate)(fd, length); }
int ftruncate64(int fd, off64_t length) { return fd_inside(fd) && due(WRITE) ? -1 : REAL(ftruncate64)(fd, length); }
size_t fwrite(const void *data, size_t size, size_t count, FILE *file) {
    return fd_inside(fileno(file)) && due(WRITE) ? 0 : REAL(fwrite)(data, size, count, file);
}

/* What a stream holds back is written when it is closed, and lost when there is no space then. */
int fclose(FILE *file) {
    if (__fwritable(file) && fd_inside(fileno(file)) && due(WRITE)) {
        __fpurge(file);
        REAL(fclose)(file);
        errno = ENOSPC;
        return EOF;
    }
    return REAL(fclose)(file);
}
