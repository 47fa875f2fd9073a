/* What the programs of this folder share: each prints lines `name: result`, the same ones with every bcrypt.dll that
 * works. A result that begins with "cannot" says that something failed which should not. */
#ifndef REPORT_H
#define REPORT_H

#include <windows.h>
/* After windows.h. */
#include <bcrypt.h>
#include <ncrypt.h>
#include <wincrypt.h>

#define MESSAGE_SIZE 1000

typedef struct Bytes {
  BYTE *data;
  DWORD size;
} Bytes;

/* MESSAGE_SIZE bytes, always the same. */
const BYTE *message(void);

/* Ends the program when there is no such file. */
Bytes read_file(const char *path);
/* Reports a failure. */
void write_file(const char *path, const BYTE *data, DWORD size);

/* Formatted as printf does. The name may be formatted too: name_of gives a text that is good until its 32nd next use.
 */
const char *name_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
void report(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_bytes(const char *name, const BYTE *bytes, DWORD size);

/* "ok", or why not: the last error or the status. They give back what they were given, as TRUE or FALSE. */
BOOL report_ok(const char *name, BOOL ok);
BOOL report_status(const char *name, LONG status);
/* For what must be refused: the error, or "cannot refuse it". */
void report_refused(const char *name, BOOL accepted);

/* The last line of each program: whose bcrypt.dll was loaded at its end. run.sh takes it out. */
int report_end(void);

#endif
