/*
  What a container may ask of the kernel: what Go, its race detector, libc's loader and programs on loopback need, by name.
  Everything else is refused. In particular nothing that makes namespaces, traces, maps other processes' memory, loads or
  configures the kernel, keeps keys or watches inodes that other containers share, and no io_uring, vsock or netlink.
*/
const ALLOWED = [
  // Files.
  'access', 'chdir', 'chmod', 'close', 'close_range', 'copy_file_range', 'creat', 'dup', 'dup2', 'dup3', 'faccessat', 'faccessat2', 'fallocate',
  'fchdir', 'fchmod', 'fchmodat', 'fcntl', 'fdatasync', 'fstat', 'fstatfs', 'fsync', 'ftruncate', 'getcwd', 'getdents64', 'ioctl', 'link', 'linkat',
  'lseek', 'lstat', 'mkdir', 'mkdirat', 'newfstatat', 'open', 'openat', 'pipe', 'pipe2', 'pread64', 'preadv', 'pwrite64', 'pwritev', 'read', 'readlink',
  'readlinkat', 'readv', 'rename', 'renameat', 'renameat2', 'rmdir', 'sendfile', 'splice', 'stat', 'statfs', 'statx', 'symlink', 'symlinkat', 'truncate',
  'umask', 'unlink', 'unlinkat', 'utimensat', 'write', 'writev',
  // Memory.
  'brk', 'madvise', 'mincore', 'mmap', 'mprotect', 'mremap', 'munmap',
  // Threads and processes.
  'arch_prctl', 'execve', 'execveat', 'exit', 'exit_group', 'futex', 'get_robust_list', 'getpgid', 'getpgrp', 'getpid', 'getppid', 'getpriority', 'getsid',
  'gettid', 'kill', 'membarrier', 'pidfd_open', 'pidfd_send_signal', 'prctl', 'restart_syscall', 'rseq', 'sched_getaffinity', 'sched_yield',
  'set_robust_list', 'set_tid_address', 'setpgid', 'setsid', 'tgkill', 'tkill', 'wait4', 'waitid',
  // Signals.
  'pause', 'rt_sigaction', 'rt_sigpending', 'rt_sigprocmask', 'rt_sigreturn', 'rt_sigsuspend', 'rt_sigtimedwait', 'sigaltstack',
  // Time.
  'clock_getres', 'clock_gettime', 'clock_nanosleep', 'getitimer', 'gettimeofday', 'nanosleep', 'setitimer', 'time', 'timer_create', 'timer_delete',
  'timer_settime', 'timerfd_create', 'timerfd_settime', 'times',
  // Waiting.
  'epoll_create', 'epoll_create1', 'epoll_ctl', 'epoll_pwait', 'epoll_pwait2', 'epoll_wait', 'eventfd2', 'poll', 'ppoll', 'pselect6', 'select',
  // Who and what.
  'capget', 'getegid', 'geteuid', 'getgid', 'getgroups', 'getrandom', 'getresgid', 'getresuid', 'getrlimit', 'getrusage', 'getuid', 'prlimit64',
  'setrlimit', 'sysinfo', 'uname',
  // Sockets; which families is below.
  'accept', 'accept4', 'bind', 'connect', 'getpeername', 'getsockname', 'getsockopt', 'listen', 'recvfrom', 'recvmmsg', 'recvmsg', 'sendmmsg', 'sendmsg',
  'sendto', 'setsockopt', 'shutdown', 'socketpair',
];

const EPERM = 1;
const ENOSYS = 38;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const CLONE_NEW_ANYTHING = 0x7e020000;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;

const allow = (names: readonly string[], args: readonly object[] = []) => ({ names, action: 'SCMP_ACT_ALLOW', args });

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
    allow(['clone'], [{ index: 0, value: CLONE_NEW_ANYTHING, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }]),
    // Its flags lie in memory, where a filter cannot look; libc and Go fall back to clone.
    { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS, args: [] },
    ...[AF_UNIX, AF_INET, AF_INET6].map((family) => allow(['socket'], [{ index: 0, value: family, op: 'SCMP_CMP_EQ' }])),
  ],
});
