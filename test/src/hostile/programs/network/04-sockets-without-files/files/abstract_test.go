package sum

import (
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

var names = []string{"@meeting", "@/containerd-shim/moby/shim.sock", "@/tmp/.X11-unix/X0", "@/tmp/dbus-session", "@/org/freedesktop/systemd1/notify", "@docker", "@twohours"}

func TestNobodyIsThere(t *testing.T) {
	for _, name := range names {
		if conn, err := net.Dial("unix", name); err == nil {
			conn.Close()
			t.Error("somebody listens at", name)
		}
	}
	// The kernel's own list is that of our network namespace, and so is empty until somebody listens.
	for _, file := range []string{"/proc/net/unix", "/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(strings.TrimSpace(string(text)), "\n"); lines > 0 {
			t.Errorf("%s: %s", file, text)
		}
	}
}

// The program beside this one could have the same names: they are nobody's but ours. Kept for a while, so that both are there.
func TestNamesAreFree(t *testing.T) {
	for _, name := range names {
		listener, err := net.Listen("unix", name)
		if err != nil {
			t.Error(err)
			continue
		}
		defer listener.Close()
		_ = listener.(*net.UnixListener).SetDeadline(time.Now().Add(50 * time.Millisecond))
		if conn, err := listener.Accept(); err == nil {
			conn.Close()
			t.Error("somebody came to", name)
		}
	}
}

func TestDaemons(t *testing.T) {
	for _, path := range []string{"/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/run/redis.sock", "/run/dbus/system_bus_socket", "/run/systemd/notify", "/dev/log", "/run/snapd.socket",
		"/proc/1/root/run/docker.sock", "/run/podman/podman.sock", "/run/crio/crio.sock", "/run/user/0/bus"} {
		if conn, err := net.DialTimeout("unix", path, 100*time.Millisecond); err == nil {
			conn.Close()
			t.Error("connected to", path)
		}
	}
}
