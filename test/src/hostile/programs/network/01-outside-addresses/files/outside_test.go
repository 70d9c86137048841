package sum

import (
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

var outside = []string{"1.1.1.1", "8.8.8.8", "93.184.216.34", "169.254.169.254", "169.254.170.2", "172.17.0.1", "172.17.0.2", "172.18.0.1", "192.168.0.1", "10.0.0.1", "10.96.0.1", "100.100.100.200",
	"224.0.0.1", "255.255.255.255", "2606:4700:4700::1111", "fd00:ec2::254", "fe80::1%lo", "fe80::1%eth0", "ff02::1%lo", "::ffff:8.8.8.8"}

func TestStreams(t *testing.T) {
	began := time.Now()
	for _, host := range outside {
		for _, port := range []string{"22", "53", "80", "443", "2375", "6379"} {
			if conn, err := net.DialTimeout("tcp", net.JoinHostPort(host, port), 200*time.Millisecond); err == nil {
				conn.Close()
				t.Error("connected to", host, port)
			}
		}
	}
	// Unreachable, said at once: nobody waits for an answer that cannot come.
	if took := time.Since(began); took > time.Second {
		t.Error("it took", took)
	}
}

func TestPackets(t *testing.T) {
	for _, host := range outside {
		conn, err := net.Dial("udp", net.JoinHostPort(host, "53"))
		if err != nil {
			continue
		}
		// Multicast and link-local addresses of the loopback device lead nowhere but to it.
		local := conn.LocalAddr().(*net.UDPAddr).IP
		if !local.IsLoopback() && !local.IsLinkLocalUnicast() {
			t.Error("a way out to", host, "from", local)
		}
		conn.Close()
	}
}

func TestInterfaces(t *testing.T) {
	for _, file := range []string{"/proc/net/dev", "/proc/net/route", "/proc/net/arp", "/proc/net/ipv6_route", "/proc/net/fib_trie"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Log(err)
		}
		for _, name := range []string{"eth", "ens", "docker", "veth", "wlan", "172.", "192.168"} {
			if strings.Contains(string(text), name) {
				t.Errorf("%s: %s in %q", file, name, text)
			}
		}
	}
}

func TestLoopbackIsThere(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "[::1]:0"} {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			t.Error(err)
			continue
		}
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Error(err)
			continue
		}
		conn.Close()
		listener.Close()
	}
}
