/* Loads the library at run time, as programs do that also run where it is missing, and signs with an imported key.
 *
 *   load_library LIBRARY ALGORITHM BLOBTYPE KEY DIGEST SIGNATURE
 *   load_library bcrypt.dll ECDSA_P256 ECCPRIVATEBLOB key.blob digest.bin signature.bin
 *
 * Nothing of this program is linked with the library. RSA signatures are PKCS #1.
 */
#include <stdio.h>
#include <string.h>

#include "example.h"

#ifdef _WIN32
typedef HMODULE Library;
#else
#include <dlfcn.h>
typedef void *Library;
#endif

typedef struct Functions {
  const char *(WINAPI *version)(void);
  NTSTATUS(WINAPI *open)(BCRYPT_ALG_HANDLE *, LPCWSTR, LPCWSTR, ULONG);
  NTSTATUS(WINAPI *close)(BCRYPT_ALG_HANDLE, ULONG);
  NTSTATUS(WINAPI *import)(BCRYPT_ALG_HANDLE, BCRYPT_KEY_HANDLE, LPCWSTR, BCRYPT_KEY_HANDLE *, PUCHAR, ULONG, ULONG);
  NTSTATUS(WINAPI *sign)(BCRYPT_KEY_HANDLE, VOID *, PUCHAR, ULONG, PUCHAR, ULONG, ULONG *, ULONG);
  NTSTATUS(WINAPI *destroy)(BCRYPT_KEY_HANDLE);
} Functions;

static Library load(const char *path) {
#ifdef _WIN32
  Library library = LoadLibraryA(path);
#else
  Library library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
#endif
  if (library == NULL) fail(path, "cannot be loaded");
  return library;
}

static void unload(Library library) {
#ifdef _WIN32
  FreeLibrary(library);
#else
  dlclose(library);
#endif
}

/* memcpy, because C has no conversion between pointers to objects and to functions. */
static void find(Library library, const char *name, void *function, size_t size) {
#ifdef _WIN32
  FARPROC address = GetProcAddress(library, name);
#else
  void *address = dlsym(library, name);
#endif
  if (address == NULL) fail(name, "is not in the library, so it is not OpenCNG's");
  memcpy(function, &address, size);
}

static void find_all(Library library, Functions *functions) {
  find(library, "OpenCngVersion", &functions->version, sizeof functions->version);
  find(library, "BCryptOpenAlgorithmProvider", &functions->open, sizeof functions->open);
  find(library, "BCryptCloseAlgorithmProvider", &functions->close, sizeof functions->close);
  find(library, "BCryptImportKeyPair", &functions->import, sizeof functions->import);
  find(library, "BCryptSignHash", &functions->sign, sizeof functions->sign);
  find(library, "BCryptDestroyKey", &functions->destroy, sizeof functions->destroy);
  printf("OpenCNG %s\n", functions->version());
}

int main(int argc, char **argv) {
  Functions bcrypt;
  Library library;
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE key = NULL;
  BCRYPT_PKCS1_PADDING_INFO padding = {BCRYPT_SHA256_ALGORITHM};
  WCHAR name[64], type[64];
  Bytes blob, digest, signature;
  NTSTATUS status;
  int rsa;

  if (argc != 7) {
    fputs("usage: load_library LIBRARY ALGORITHM BLOBTYPE KEY DIGEST SIGNATURE\n", stderr);
    return 2;
  }
  blob = read_file(argv[4]);
  digest = read_file(argv[5]);
  signature = allocate(2048);
  rsa = strncmp(argv[2], "RSA", 3) == 0;
  library = load(argv[1]);
  find_all(library, &bcrypt);

  begin_call();
  status = bcrypt.open(&algorithm, wide(argv[2], name, 64), NULL, 0);
  end_call("BCryptOpenAlgorithm", 0, 0, status);
  begin_call();
  status = bcrypt.import(algorithm, NULL, wide(argv[3], type, 64), &key, blob.data, blob.size, 0);
  end_call("BCryptImportKeyPair", blob.size, 0, status);
  begin_call();
  status = bcrypt.sign(key, rsa ? &padding : NULL, digest.data, digest.size, signature.data, signature.size,
                       &signature.size, rsa ? BCRYPT_PAD_PKCS1 : 0);
  end_call("BCryptSignHash", digest.size, signature.size, status);
  write_file(argv[6], signature.data, signature.size);

  bcrypt.destroy(key);
  bcrypt.close(algorithm, 0);
  unload(library);
  release(&blob);
  release(&digest);
  release(&signature);
  return 0;
}
