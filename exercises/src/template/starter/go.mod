module zmod/{{package}}

go 1.27
