module zmod/wordcount

go 1.27
