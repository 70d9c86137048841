// Package peer talks to other nodes.
package peer

import (
	"io"
	"net/http"
	"time"
)

// Who asks a node for its name.
func Who(address string, patience time.Duration) (string, error) {
	client := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get("http://" + address + "/who")
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	name, err := io.ReadAll(response.Body)
	return string(name), err
}
