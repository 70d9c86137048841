package fedsearch

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// Handler serves GET /search.
func (s *Searcher) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/search" {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", http.MethodGet)
			http.Error(w, "only GET is served here", http.StatusMethodNotAllowed)
			return
		}
		q := Query{Text: r.FormValue("q")}
		if q.Text == "" {
			http.Error(w, "q must not be empty", http.StatusBadRequest)
			return
		}
		if limit := r.FormValue("limit"); limit != "" {
			n, err := strconv.ParseUint(limit, 10, 31)
			if err != nil {
				http.Error(w, "limit must be a number that is not negative", http.StatusBadRequest)
				return
			}
			q.Limit = int(n)
		}
		s.writeLines(w, r, q)
	})
}

func (s *Searcher) writeLines(w http.ResponseWriter, r *http.Request, q Query) {
	w.Header().Set("Content-Type", "application/x-ndjson; charset=utf-8")
	write := func(line map[string]any) {
		body, _ := json.Marshal(line)
		_, _ = w.Write(append(body, '\n'))
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
	}
	matches, failures := 0, 0
	for m, err := range s.Stream(r.Context(), q) {
		if err == nil {
			matches++
			write(map[string]any{"match": map[string]any{"host": m.Host, "repo": m.Repo, "path": m.Path, "line": m.Line, "text": m.Text}})
		} else if f, ok := err.(*HostError); ok {
			failures++
			write(map[string]any{"error": map[string]any{"host": f.Host, "attempts": f.Attempts, "message": f.Err.Error()}})
		} else {
			return
		}
	}
	write(map[string]any{"done": true, "matches": matches, "failures": failures})
}
