package fedsearch

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

// Handler serves GET /search.
func (s *Searcher) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /search", s.serveSearch)
	return mux
}

type matchLine struct {
	Match matchBody `json:"match"`
}

type matchBody struct {
	Host string `json:"host"`
	Repo string `json:"repo"`
	Path string `json:"path"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

type errorLine struct {
	Error errorBody `json:"error"`
}

type errorBody struct {
	Host     string `json:"host"`
	Attempts int    `json:"attempts"`
	Message  string `json:"message"`
}

type doneLine struct {
	Done     bool `json:"done"`
	Matches  int  `json:"matches"`
	Failures int  `json:"failures"`
}

func (s *Searcher) serveSearch(w http.ResponseWriter, r *http.Request) {
	query, err := parseQuery(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	encoder, controller := json.NewEncoder(w), http.NewResponseController(w)
	say := func(line any) bool {
		return encoder.Encode(line) == nil && controller.Flush() == nil
	}

	done := doneLine{Done: true}
	for m, err := range s.Stream(r.Context(), query) {
		var line any
		var failure *HostError
		switch {
		case err == nil:
			done.Matches++
			line = matchLine{matchBody(m)}
		case errors.As(err, &failure):
			done.Failures++
			line = errorLine{errorBody{failure.Host, failure.Attempts, failure.Err.Error()}}
		default:
			return // The request is over, and so is the search.
		}
		if !say(line) {
			return
		}
	}
	say(done)
}

func parseQuery(r *http.Request) (Query, error) {
	q := r.URL.Query()
	query := Query{Text: q.Get("q")}
	if query.Text == "" {
		return Query{}, errors.New("Say what to search for: q is empty.")
	}
	if text := q.Get("limit"); text != "" {
		limit, err := strconv.Atoi(text)
		if err != nil || limit < 0 {
			return Query{}, errors.New("The limit has to be a whole number, 0 or more.")
		}
		query.Limit = limit
	}
	return query, nil
}
