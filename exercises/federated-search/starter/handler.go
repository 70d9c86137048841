package fedsearch

import "net/http"

// Handler serves GET /search.
func (s *Searcher) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, errNotWritten.Error(), http.StatusNotImplemented)
	})
}
