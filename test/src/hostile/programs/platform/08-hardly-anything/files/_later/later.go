package later

import "C"
