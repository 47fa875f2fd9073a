/* Ends with 0 when the library that this program links has random bytes already. */
int drawn_bytes_differ(void);

int main(void) { return drawn_bytes_differ() ? 0 : 1; }
