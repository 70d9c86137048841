package sum

import "net/http"

func Serve() error { return http.ListenAndServe("127.0.0.1:0", nil) }
