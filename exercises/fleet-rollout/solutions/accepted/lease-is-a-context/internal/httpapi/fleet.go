package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"zmod/fleet/internal/index"
)

// Status is what a node says of itself, or what is said of one that does not answer.
type Status struct {
	Node     string `json:"node,omitempty"`
	Peer     string `json:"peer,omitempty"`
	Snapshot string `json:"snapshot,omitempty"`
	Revision int64  `json:"revision"`
	Error    string `json:"error,omitempty"`
}

func (a *API) ownStatus() Status {
	status := Status{Node: a.Node}
	if snapshot := a.Index.Snapshot(); snapshot != nil {
		status.Snapshot, status.Revision = snapshot.ID, index.Revision(snapshot)
	}
	return status
}

// status answers GET /status: which snapshot this node searches.
func (a *API) status(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, a.ownStatus())
}

// fleet answers GET /fleet: the status of this node and of its peers.
func (a *API) fleet(w http.ResponseWriter, r *http.Request) {
	nodes := make([]Status, 1+len(a.Peers))
	nodes[0] = a.ownStatus()
	var asked sync.WaitGroup
	for i, peer := range a.Peers {
		asked.Go(func() {
			status, err := askPeer(r.Context(), peer, r.Header.Get(requestID))
			if err != nil {
				status.Error = err.Error()
			}
			status.Peer = peer
			nodes[1+i] = status
		})
	}
	asked.Wait()
	answer(w, http.StatusOK, map[string]any{"nodes": nodes})
}

func askPeer(ctx context.Context, peer, id string) (Status, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, peer+"/status", nil)
	if err != nil {
		return Status{}, err
	}
	request.Header.Set(requestID, id)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return Status{}, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return Status{}, fmt.Errorf("it answered %d", response.StatusCode)
	}
	var status Status
	return status, json.NewDecoder(response.Body).Decode(&status)
}
