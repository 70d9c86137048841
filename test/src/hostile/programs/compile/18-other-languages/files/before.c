/* a constructor */
__attribute__((constructor)) static void before(void) { __builtin_trap(); }
