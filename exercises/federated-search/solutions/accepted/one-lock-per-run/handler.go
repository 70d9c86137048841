package fedsearch

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

type matchLine struct {
	Match struct {
		Host string `json:"host"`
		Repo string `json:"repo"`
		Path string `json:"path"`
		Line int    `json:"line"`
		Text string `json:"text"`
	} `json:"match"`
}

type errorLine struct {
	Error struct {
		Host     string `json:"host"`
		Attempts int    `json:"attempts"`
		Message  string `json:"message"`
	} `json:"error"`
}

type endLine struct {
	Done     bool `json:"done"`
	Matches  int  `json:"matches"`
	Failures int  `json:"failures"`
}

// Handler serves GET /search.
func (s *Searcher) Handler() http.Handler {
	mux := http.NewServeMux() // it answers other methods with 405
	mux.HandleFunc("GET /search", s.serveSearch)
	return mux
}

func (s *Searcher) serveSearch(w http.ResponseWriter, req *http.Request) {
	q, err := parseQuery(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	if req.Method == http.MethodHead { // the pattern lets it in; nobody would read what the hosts say
		return
	}

	enc := json.NewEncoder(w) // it ends each value with a newline
	enc.SetEscapeHTML(false)
	flusher := http.NewResponseController(w)
	write := func(line any) error {
		if err := enc.Encode(line); err != nil {
			return err
		}
		if err := flusher.Flush(); !errors.Is(err, http.ErrNotSupported) {
			return err
		}
		return nil
	}

	end := endLine{Done: true}
	for m, err := range s.Stream(req.Context(), q) {
		var line any
		if err == nil {
			end.Matches++
			var l matchLine
			l.Match.Host, l.Match.Repo, l.Match.Path, l.Match.Line, l.Match.Text = m.Host, m.Repo, m.Path, m.Line, m.Text
			line = l
		} else if failure, ok := err.(*HostError); ok {
			end.Failures++
			var l errorLine
			l.Error.Host, l.Error.Attempts, l.Error.Message = failure.Host, failure.Attempts, failure.Err.Error()
			line = l
		} else {
			return // the request's ctx has ended
		}
		if write(line) != nil {
			return // the client has gone away
		}
	}
	write(end)
}

// parseQuery reads the parameters. Its error is a sentence for the client.
func parseQuery(req *http.Request) (Query, error) {
	params := req.URL.Query()
	q := Query{Text: params.Get("q")}
	if q.Text == "" {
		return Query{}, errors.New("The parameter q must say what to search for.")
	}
	if params.Has("limit") {
		limit, err := strconv.Atoi(params.Get("limit"))
		if err != nil || limit < 0 {
			return Query{}, errors.New("The parameter limit must be a whole number, 0 or more.")
		}
		q.Limit = limit
	}
	return q, nil
}
