/*
  What a container may ask of the kernel: what Go, its race detector, libc's loader and programs on loopback need, by name.
  Everything else is refused. In particular nothing that makes namespaces, traces, maps other processes' memory, loads or
  configures the kernel, keeps keys or watches inodes that other containers share, and no io_uring, vsock or netlink.
*/
const ALLOWED = [
  // Files.
  'access',
  'chdir',
  'chmod',
  'close',
  'close_range',
  'copy_file_range',
  'creat',
  'dup',
  'dup2',
  'dup3',
  'faccessat',
  'faccessat2',
  'fallocate',
  'fchdir',
  'fchmod',
  'fchmodat',
  'fdatasync',
  'fstat',
  'fstatfs',
  'fsync',
  'ftruncate',
  'getcwd',
  'getdents64',
  'ioctl',
  'link',
  'linkat',
  'lseek',
  'lstat',
  'mkdir',
  'mkdirat',
  'newfstatat',
  'open',
  'openat',
  'pipe',
  'pipe2',
  'pread64',
  'preadv',
  'pwrite64',
  'pwritev',
  'read',
  'readlink',
  'readlinkat',
  'readv',
  'rename',
  'renameat',
  'renameat2',
  'rmdir',
  'sendfile',
  'splice',
  'stat',
  'statfs',
  'statx',
  'symlink',
  'symlinkat',
  'truncate',
  'umask',
  'unlink',
  'unlinkat',
  'utimensat',
  'write',
  'writev',
  // Memory.
  'brk',
  'madvise',
  'mincore',
  'mmap',
  'mprotect',
  'mremap',
  'munmap',
  // Threads and processes.
  'arch_prctl',
  'execve',
  'execveat',
  'exit',
  'exit_group',
  'futex',
  'get_robust_list',
  'getpgid',
  'getpgrp',
  'getpid',
  'getppid',
  'getpriority',
  'getsid',
  'gettid',
  'kill',
  'membarrier',
  'pidfd_open',
  'prctl',
  'restart_syscall',
  'rseq',
  'sched_getaffinity',
  'sched_yield',
  'set_robust_list',
  'set_tid_address',
  'setpgid',
  'setsid',
  'tgkill',
  'tkill',
  'wait4',
  'waitid',
  // Signals.
  'pause',
  'rt_sigaction',
  'rt_sigpending',
  'rt_sigprocmask',
  'rt_sigreturn',
  'rt_sigsuspend',
  'rt_sigtimedwait',
  'sigaltstack',
  // Time.
  'clock_getres',
  'clock_gettime',
  'clock_nanosleep',
  'getitimer',
  'gettimeofday',
  'nanosleep',
  'setitimer',
  'time',
  'timer_create',
  'timer_delete',
  'timer_settime',
  'timerfd_create',
  'timerfd_settime',
  'times',
  // Waiting.
  'epoll_create',
  'epoll_create1',
  'epoll_ctl',
  'epoll_pwait',
  'epoll_pwait2',
  'epoll_wait',
  'eventfd2',
  'poll',
  'ppoll',
  'pselect6',
  'select',
  // Who and what.
  'capget',
  'getegid',
  'geteuid',
  'getgid',
  'getgroups',
  'getrandom',
  'getresgid',
  'getresuid',
  'getrlimit',
  'getrusage',
  'getuid',
  'setrlimit',
  'sysinfo',
  'uname',
  // Sockets; which of them can be made is below.
  'accept',
  'accept4',
  'bind',
  'connect',
  'getpeername',
  'getsockname',
  'getsockopt',
  'listen',
  'recvfrom',
  'recvmmsg',
  'recvmsg',
  'sendmmsg',
  'sendmsg',
  'sendto',
  'setsockopt',
  'shutdown',
];

const EPERM = 1;
const ENOSYS = 38;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const CLONE_NEW_ANYTHING = 0x7e020000;
const EPROTONOSUPPORT = 93;
const SECCOMP_SET_MODE_FILTER = 1;
const SECCOMP_FILTER_FLAG_TSYNC = 1;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
/** Of a socket's type; above it lie its flags. */
const SOCK_TYPE_MASK = 0xf;
const IPPROTO_TCP = 6;
const IPPROTO_UDP = 17;
const IPPROTO_MPTCP = 262;

/**
 * What may be asked of a descriptor: duplicates, flags, locks, the size of a pipe. Not leases and notes about what others do
 * to a file, and not larger pipes, which are counted for the whole machine.
 */
const FCNTL = { dupfd: 0, getfd: 1, setfd: 2, getfl: 3, setfl: 4, getlk: 5, setlk: 6, setlkw: 7, ofdGetlk: 36, ofdSetlk: 37, ofdSetlkw: 38 };
const FCNTL_OF_LINUX = { dupfdCloexec: 1030, getpipeSz: 1032 };

type Condition = { readonly index: number; readonly value: number; readonly valueTwo: number; readonly op: 'SCMP_CMP_EQ' | 'SCMP_CMP_MASKED_EQ' };

const equals = (index: number, value: number): Condition => ({ index, value, valueTwo: 0, op: 'SCMP_CMP_EQ' });
const masked = (index: number, mask: number, value: number): Condition => ({ index, value: mask, valueTwo: value, op: 'SCMP_CMP_MASKED_EQ' });
const allow = (names: readonly string[], args: readonly Condition[] = []) => ({ names, action: 'SCMP_ACT_ALLOW', args });
const answer = (names: readonly string[], errnoRet: number, args: readonly Condition[] = []) => ({ names, action: 'SCMP_ACT_ERRNO', errnoRet, args });

/**
 * TCP and UDP. The kernel loads a module of the host's for whoever names a rarer family, type or protocol, and those are
 * where its bugs are. Multipath TCP, for which Go asks first whenever it listens, is said not to be there.
 */
function internetSockets(family: number) {
  const of = (type: number, protocol: number) => [equals(0, family), masked(1, SOCK_TYPE_MASK, type), equals(2, protocol)];
  return [
    ...[0, IPPROTO_TCP].map((protocol) => allow(['socket'], of(SOCK_STREAM, protocol))),
    ...[0, IPPROTO_UDP].map((protocol) => allow(['socket'], of(SOCK_DGRAM, protocol))),
    answer(['socket'], EPROTONOSUPPORT, of(SOCK_STREAM, IPPROTO_MPTCP)),
  ];
}

/** As Docker's API takes it, behind `seccomp=`. */
export const SECCOMP_PROFILE = JSON.stringify({
  defaultAction: 'SCMP_ACT_ERRNO',
  defaultErrnoRet: EPERM,
  archMap: [
    { architecture: 'SCMP_ARCH_X86_64', subArchitectures: [] },
    { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: [] },
  ],
  syscalls: [
    allow(ALLOWED),
    // Of itself only: process 1 has the same user, and must not be limited by what it watches.
    allow(['prlimit64'], [equals(0, 0)]),
    // Without words of its own: with them a signal can look like a fault of the receiver's, which Go takes for one, and dies of.
    allow(['pidfd_send_signal'], [equals(2, 0)]),
    allow(['clone'], [masked(0, CLONE_NEW_ANYTHING, 0)]),
    // To be allowed less, in all threads at once: the guard of hidden tests does that.
    allow(['seccomp'], [equals(0, SECCOMP_SET_MODE_FILTER), equals(1, SECCOMP_FILTER_FLAG_TSYNC)]),
    // Its flags lie in memory, where a filter cannot look; libc and Go fall back to clone.
    answer(['clone3'], ENOSYS),
    ...Object.values({ ...FCNTL, ...FCNTL_OF_LINUX }).map((command) => allow(['fcntl'], [equals(1, command)])),
    allow(['socket', 'socketpair'], [equals(0, AF_UNIX)]),
    ...[AF_INET, AF_INET6].flatMap(internetSockets),
  ],
});
