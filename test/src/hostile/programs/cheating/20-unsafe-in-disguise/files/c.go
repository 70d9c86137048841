package sum

// static int three() { return 3; }
import "\x43"
