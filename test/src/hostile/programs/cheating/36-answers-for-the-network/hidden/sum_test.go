package sum_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"zmod/sum"
)

func check(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(sum.Handler))
	defer server.Close()
	client := server.Client()
	answer, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, err := io.ReadAll(answer.Body); err != nil || string(text) != "3" {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestServes(t *testing.T)      { check(t) }
func TestServesAgain(t *testing.T) { check(t) }
