// Node answers who it is, and asks others.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"zmod/sum/internal/peer"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr())
	http.HandleFunc("/who", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, os.Args[1]) })
	http.HandleFunc("/ask", func(w http.ResponseWriter, r *http.Request) {
		answer, err := peer.Who(r.FormValue("peer"), 300*time.Millisecond)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
		}
		fmt.Fprint(w, answer)
	})
	panic(http.Serve(listener, nil))
}
