package sum

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

func TestNames(t *testing.T) {
	began := time.Now()
	for _, name := range []string{"example.com", "the-hidden-inputs-are.example.com", "host.docker.internal", "gateway.docker.internal", "docker", "redis", "server", "metadata.google.internal", "kubernetes.default.svc", "sandbox"} {
		if addresses, err := net.LookupHost(name); err == nil {
			for _, address := range addresses {
				if !net.ParseIP(address).IsLoopback() {
					t.Error(name, "is", address)
				}
			}
		}
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Error("it took", took)
	}
	if host, err := os.Hostname(); err != nil || host != "sandbox" {
		t.Error("the machine's own name is told:", host, err)
	}
}

func TestOwnResolver(t *testing.T) {
	for _, server := range []string{"8.8.8.8:53", "172.17.0.1:53", "127.0.0.11:53", "[2001:4860:4860::8888]:53"} {
		resolver := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{Timeout: 100 * time.Millisecond}).DialContext(ctx, network, server)
		}}
		ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		if addresses, err := resolver.LookupTXT(ctx, "example.com"); err == nil {
			t.Error(server, "answered", addresses)
		}
		cancel()
	}
}

// The one name that every program may count on.
func TestLocalhost(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	answer, err := http.Get(strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}
