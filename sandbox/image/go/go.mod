module twohours/image

go 1.27
