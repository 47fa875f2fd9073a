/* What the examples share and what is not about keys: files, times, and one printed line for each call. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <cng/cng.h>

typedef struct Bytes {
  UCHAR *data;
  ULONG size;
} Bytes;

/* All of these end the program with a message when they fail. */
Bytes read_file(const char *path);
void write_file(const char *path, const UCHAR *data, ULONG size);
Bytes allocate(ULONG size);
void release(Bytes *bytes); /* wiped first: it may have held a key */

/* Algorithm and blob type names are ASCII. */
const WCHAR *wide(const char *ascii, WCHAR *buffer, size_t length);

/* Each call into the library is timed and printed: what, bytes in, bytes out, status, microseconds. A status that is
 * not success ends the program. */
void begin_call(void);
void end_call(const char *what, ULONG bytes_in, ULONG bytes_out, NTSTATUS status);

/* Ends the program unless the bcrypt library of this process is OpenCNG's: under Wine, its own one may have answered.
 */
void require_opencng(void);

void fail(const char *what, const char *why);

#endif
