module zmod/sum

go 1.27
