#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const BYTE *message(void) {
  static BYTE bytes[MESSAGE_SIZE];
  int i;
  for (i = 0; i < MESSAGE_SIZE; ++i) bytes[i] = (BYTE)(i * 7 + 3);
  return bytes;
}

Bytes read_file(const char *path) {
  enum { kMost = 64 * 1024 };
  FILE *file = fopen(path, "rb");
  Bytes bytes = {malloc(kMost), 0};
  if (file == NULL || bytes.data == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(2);
  }
  bytes.size = (DWORD)fread(bytes.data, 1, kMost, file);
  fclose(file);
  return bytes;
}

const char *name_of(const char *format, ...) {
  static char names[32][160];
  static unsigned next;
  char *name = names[next++ % 32];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(name, sizeof names[0], format, arguments);
  va_end(arguments);
  return name;
}

/* A crash must not take lines with it that were written before. */
static void end_line(void) {
  putchar('\n');
  fflush(stdout);
}

void report(const char *name, const char *format, ...) {
  va_list arguments;
  printf("%s: ", name);
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  end_line();
}

void report_bytes(const char *name, const BYTE *bytes, DWORD size) {
  DWORD i;
  printf("%s: %lu bytes ", name, size);
  for (i = 0; i < size; ++i) printf("%02x", bytes[i]);
  end_line();
}

BOOL report_ok(const char *name, BOOL ok) {
  const DWORD error = GetLastError();
  if (ok) {
    report(name, "ok");
  } else {
    report(name, "cannot, error 0x%08lx", error);
  }
  return ok;
}

BOOL report_status(const char *name, LONG status) {
  if (status == 0) {
    report(name, "ok");
  } else {
    report(name, "cannot, status 0x%08lx", (DWORD)status);
  }
  return status == 0;
}

void report_refused(const char *name, BOOL accepted) {
  const DWORD error = GetLastError();
  if (accepted) {
    report(name, "cannot refuse it");
  } else {
    report(name, "refused, error 0x%08lx", error);
  }
}

void write_file(const char *path, const BYTE *data, DWORD size) {
  FILE *file = fopen(path, "wb");
  const BOOL written = file != NULL && fwrite(data, 1, size, file) == size;
  if (file == NULL || fclose(file) != 0 || !written) report(name_of("%s", path), "cannot be written");
}

int report_end(void) {
  const HMODULE library = GetModuleHandleA("bcrypt.dll");
  const char *whose = "another";
  if (library == NULL) {
    whose = "none";
  } else if (GetProcAddress(library, "OpenCngVersion") != NULL) {
    whose = "OpenCNG";
  }
  report("library", "%s", whose);
  return 0;
}
