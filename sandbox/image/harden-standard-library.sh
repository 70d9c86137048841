#!/bin/sh
# Closes a hole in the standard library before anything is compiled with it. A time.Timer, or Ticker, is the visible head of
# a larger thing that package runtime allocates, and the methods of a copied one take whatever lies behind the copy for the
# rest: a struct that holds a copy, and numbers behind it, calls any function with any pointers, in plain Go and without a
# race. In the process of hidden tests that is everybody's verdict. Here a timer knows where it was made, and a copy panics.
set -eu
src=$(go env GOROOT)/src

# edit FILE LINES SCRIPT: sed, which has to make so many lines new, or the image is not made.
edit() {
  sed -e "$3" "$src/$1" >/tmp/edited
  [ "$(diff "$src/$1" /tmp/edited | grep -c '^>')" -eq "$2" ] || {
    echo "harden-standard-library.sh: $1 is not as it was known" >&2
    exit 1
  }
  cat /tmp/edited >"$src/$1"
}

edit time/sleep.go 1 's/^\tinitTimer bool$/&\n\tself      *Timer/'
edit time/tick.go 1 's/^\tinitTicker bool$/&\n\tself       *Ticker/'
# The same layout: self follows init.
edit runtime/time.go 4 '
  s/^\tinit bool$/&\n\tself unsafe.Pointer/
  s/^\tt := new(timeTimer)$/&\n\tt.self = unsafe.Pointer(t)/
  s/^func \(stop\|reset\)Timer(t \*timeTimer.*{$/&\n\tif t.self != unsafe.Pointer(t) { panic(plainError("time: a copy of a Timer or Ticker was stopped or reset")) }/
'
rm /tmp/edited
