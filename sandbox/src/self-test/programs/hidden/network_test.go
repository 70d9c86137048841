package probe_test

import (
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// outside are addresses that answer nobody (documentation, the metadata of clouds, Docker's own bridge). In a network of
// its own each is unreachable at once; anything else means that there was a way out.
var outside = []struct{ network, address string }{
	{"tcp", "192.0.2.1:80"},
	{"tcp", "[2001:db8::1]:80"},
	{"tcp", "169.254.169.254:80"},
	{"tcp", "172.17.0.1:2375"},
	{"udp", "192.0.2.1:53"},
	{"udp", "[2001:db8::1]:53"},
}

func TestNetwork(t *testing.T) {
	names, err := interfaces()
	if err != nil {
		wrong(t, "the interfaces cannot be listed: %v", err)
	}
	for _, name := range names {
		if name != "lo" && isUp(name) {
			wrong(t, "there is an interface %s", name)
		}
	}
	for _, to := range outside {
		connection, err := net.DialTimeout(to.network, to.address, time.Second)
		if connection != nil {
			_ = connection.Close()
		}
		if !isUnreachable(err) {
			wrong(t, "%s to %s: %v", to.network, to.address, err)
		}
	}
	limited, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if addresses, err := net.DefaultResolver.LookupHost(limited, "example.com"); err == nil {
		wrong(t, "example.com is %s", strings.Join(addresses, ", "))
	}
	useLoopback(t)
	seen("interfaces: %s; %d addresses unreachable, loopback works", strings.Join(names, ", "), len(outside))
}

// interfaces does not ask over netlink as net.Interfaces does, which is refused.
func interfaces() ([]string, error) {
	text, err := os.ReadFile("/proc/net/dev")
	var names []string
	for line := range strings.Lines(string(text)) {
		if name, _, isOne := strings.Cut(line, ":"); isOne {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names, err
}

// isUp tells what was configured from what some kernels put into every network, and nobody can use.
func isUp(name string) bool {
	const getFlags, up = 0x8913, 1
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return true
	}
	defer func() { _ = syscall.Close(fd) }()
	var request struct {
		name  [16]byte
		flags uint16
		rest  [22]byte
	}
	copy(request.name[:15], name)
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), getFlags, uintptr(unsafe.Pointer(&request)))
	return errno != 0 || request.flags&up != 0
}

func isUnreachable(err error) bool {
	return errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.EADDRNOTAVAIL) ||
		errors.Is(err, syscall.EAFNOSUPPORT)
}

func useLoopback(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		wrong(t, "no loopback: %v", err)
		return
	}
	defer func() { _ = listener.Close() }()
	connection, err := net.DialTimeout("tcp", listener.Addr().String(), 5*time.Second)
	if err != nil {
		wrong(t, "no loopback: %v", err)
		return
	}
	_ = connection.Close()
}
