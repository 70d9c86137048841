#!/bin/sh
# Compiles the standard library once, with -race, and lays it out for our compile program below $1:
# tool/ (compile, link, vet), std.cfg (import path to archive), std/, vetx/ (what go vet knows of each package), libgcc.a.
set -eu
out=$1
mkdir -p "$out/tool" "$out/std" "$out/vetx"

# netgo and osusergo: without them every program that speaks HTTP links C objects, which takes twice as long.
tags=netgo,osusergo

# A package that imports everything that can be imported, so that vet notes facts on all of it.
all=$(mktemp -d)
cd "$all"
printf 'module everything\n\ngo 1.27\n' >go.mod
echo 'package everything' >all.go
go list std | grep -vE '(^|/)(internal|vendor|cmd|builtin)(/|$)|^unsafe$|^runtime/(cgo|race)$' | sed 's/.*/import _ "&"/' >>all.go
work=$(go vet -work -race -tags "$tags" . 2>&1 | sed -n 's/^WORK=//p')
for config in "$work"/*/vet.cfg; do
  path=$(sed -n 's/^\t"ImportPath": "\(.*\)",$/\1/p' "$config")
  facts=$(dirname "$config")/vet.out
  if [ "$path" != everything ] && [ -e "$facts" ]; then
    mkdir -p "$out/vetx/$(dirname "$path")"
    cp "$facts" "$out/vetx/$path.vetx"
  fi
done

# With testing/internal/testdeps, which only the mains of test programs import.
go list -export -deps -race -tags "$tags" -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' std | while read -r path archive; do
  mkdir -p "$out/std/$(dirname "$path")"
  cp "$archive" "$out/std/$path.a"
  echo "packagefile $path=$out/std/$path.a"
done >"$out/std.cfg"

for tool in compile link vet; do
  cp "$(go env GOTOOLDIR)/$tool" "$out/tool/"
done
cp "$("$(go env CC)" -print-libgcc-file-name)" "$out/libgcc.a"
cd /
rm -rf "$all" "$work"
chmod -R a+rX "$out" "$(go env GOCACHE)"
