module zmod/fedsearch

go 1.27
