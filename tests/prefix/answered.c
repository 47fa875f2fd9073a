/* Whose bcrypt.dll Wine's own modules are bound to: the module that their import tables point into is asked for the
 * function that only OpenCNG's has. And whose ncrypt.dll and crypt32.dll this prefix loads. */
#include <string.h>

#include "report.h"

static const IMAGE_IMPORT_DESCRIPTOR *imports_of(const BYTE *base) {
  const IMAGE_DOS_HEADER *dos = (const void *)base;
  const IMAGE_NT_HEADERS *headers = (const void *)(base + dos->e_lfanew);
  const IMAGE_DATA_DIRECTORY *directory = &headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
  return directory->VirtualAddress == 0 ? NULL : (const void *)(base + directory->VirtualAddress);
}

static BOOL is_opencng(HMODULE module) { return module != NULL && GetProcAddress(module, "OpenCngVersion") != NULL; }

static HMODULE module_at(ULONG_PTR address) {
  HMODULE module = NULL;
  GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     (const char *)address, &module);
  return module;
}

static void report_imports(const char *name) {
  const BYTE *base = (const void *)LoadLibraryA(name);
  const IMAGE_IMPORT_DESCRIPTOR *entry = base == NULL ? NULL : imports_of(base);
  int ours = 0, others = 0;
  for (; entry != NULL && entry->Name != 0; ++entry) {
    const IMAGE_THUNK_DATA *thunk = (const void *)(base + entry->FirstThunk);
    if (_stricmp((const char *)base + entry->Name, "bcrypt.dll") != 0) continue;
    for (; thunk->u1.Function != 0; ++thunk) {
      if (is_opencng(module_at((ULONG_PTR)thunk->u1.Function))) {
        ++ours;
      } else {
        ++others;
      }
    }
  }
  report(name_of("%s imports from bcrypt.dll", name), "%d from OpenCNG, %d from another", ours, others);
}

int main(void) {
  report_imports("crypt32.dll");
  report_imports("rsaenh.dll");
  report_imports("dssenh.dll");
  report_imports("ncrypt.dll");
  report("ncrypt.dll is", "%s", is_opencng(GetModuleHandleA("ncrypt.dll")) ? "OpenCNG" : "another");
  return report_end();
}
