/* Finds the functions at run time: loaded LIBRARY. */
#include "round_trip.h"

#ifdef _WIN32
static void *load(const char *path) { return (void *)LoadLibraryA(path); }
static void *find(void *library, const char *name) {
  /* Through an integer: a function pointer is no object pointer. */
  return (void *)(ULONG_PTR)GetProcAddress((HMODULE)library, name);
}
#else
#include <dlfcn.h>
static void *load(const char *path) { return dlopen(path, RTLD_NOW | RTLD_LOCAL); }
static void *find(void *library, const char *name) { return dlsym(library, name); }
#endif

int main(int argc, char **argv) {
  struct Functions functions;
  void *library = argc > 1 ? load(argv[1]) : NULL;
  void *found[4];
  if (library == NULL) {
    printf("cannot load %s\n", argc > 1 ? argv[1] : "(no argument)");
    return 1;
  }
  found[0] = find(library, "BCryptImportKeyPair");
  found[1] = find(library, "BCryptExportKey");
  found[2] = find(library, "BCryptDestroyKey");
  found[3] = find(library, "OpenCngVersion");
  if (!found[0] || !found[1] || !found[2] || !found[3]) {
    printf("%s lacks a function\n", argv[1]);
    return 1;
  }
  /* Copied as bytes: ISO C has no cast from an object pointer to a function pointer. */
  memcpy(&functions.import_pair, &found[0], sizeof found[0]);
  memcpy(&functions.export_key, &found[1], sizeof found[1]);
  memcpy(&functions.destroy_key, &found[2], sizeof found[2]);
  memcpy(&functions.version, &found[3], sizeof found[3]);
  return round_trip(&functions);
}
