#include <stdio.h>
#include <string.h>

#include "example.h"

void require_opencng(void) {
#ifdef _WIN32
  typedef const char *(WINAPI * VersionFunction)(void);
  FARPROC address = GetProcAddress(GetModuleHandleA("bcrypt.dll"), "OpenCngVersion");
  VersionFunction version = NULL;
  memcpy(&version, &address, sizeof version);
  if (version == NULL) fail("bcrypt.dll", "it is not OpenCNG's (under Wine: WINEDLLOVERRIDES=bcrypt,ncrypt=n,b)");
  printf("OpenCNG %s\n", version());
#else
  printf("OpenCNG %s\n", OpenCngVersion());
#endif
}
