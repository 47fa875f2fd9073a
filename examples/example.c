#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif
#include "example.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef _WIN32
#include <time.h>
#endif

static double started;

static double now(void) {
#ifdef _WIN32
  LARGE_INTEGER ticks, rate;
  QueryPerformanceCounter(&ticks);
  QueryPerformanceFrequency(&rate);
  return (double)ticks.QuadPart / (double)rate.QuadPart;
#else
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
#endif
}

void fail(const char *what, const char *why) {
  fprintf(stderr, "FAILED: %s: %s\n", what, why);
  exit(1);
}

Bytes allocate(ULONG size) {
  Bytes bytes = {malloc(size ? size : 1), size};
  if (bytes.data == NULL) fail("memory", "there is none left");
  return bytes;
}

void release(Bytes *bytes) {
  volatile UCHAR *at = bytes->data;
  ULONG i;
  for (i = 0; i < bytes->size; ++i) at[i] = 0;
  free(bytes->data);
  bytes->data = NULL;
  bytes->size = 0;
}

Bytes read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  Bytes bytes = allocate(64 * 1024);
  if (file == NULL) fail(path, "cannot be opened");
  bytes.size = (ULONG)fread(bytes.data, 1, bytes.size, file);
  if (ferror(file) || !feof(file)) fail(path, "cannot be read, or is longer than any key");
  fclose(file);
  return bytes;
}

void write_file(const char *path, const UCHAR *data, ULONG size) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) fail(path, "cannot be written");
  if (fwrite(data, 1, size, file) != size || fclose(file) != 0) fail(path, "cannot be written");
}

const WCHAR *wide(const char *ascii, WCHAR *buffer, size_t length) {
  size_t i = 0;
  while (i + 1 < length && ascii[i] != '\0') {
    buffer[i] = (WCHAR)ascii[i];
    ++i;
  }
  buffer[i] = 0;
  return buffer;
}

void begin_call(void) { started = now(); }

void end_call(const char *what, ULONG bytes_in, ULONG bytes_out, NTSTATUS status) {
  const double microseconds = (now() - started) * 1e6;
  printf("%-24s in %5lu  out %5lu  status 0x%08lX  %10.1f us\n", what, (unsigned long)bytes_in,
         (unsigned long)bytes_out, (unsigned long)(ULONG)status, microseconds);
  fflush(stdout);
  if (!BCRYPT_SUCCESS(status)) fail(what, "the status is not success");
}
