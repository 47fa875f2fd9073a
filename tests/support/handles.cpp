#include "support/handles.h"

#include <memory>

namespace cngtest {
namespace {

template <typename Handle>
Made<Handle> made(NTSTATUS status, PVOID raw) {
  Made<Handle> out;
  out.status = status;
  out.written = raw != untouched();
  if (status == STATUS_SUCCESS && out.written) out.handle = Handle(raw);
  return out;
}

}  // namespace

void close_algorithm(PVOID handle) { EXPECT_THAT(BCryptCloseAlgorithmProvider(handle, 0), IsSuccess()); }
void destroy_key(PVOID handle) { EXPECT_THAT(BCryptDestroyKey(handle), IsSuccess()); }
void destroy_secret(PVOID handle) { EXPECT_THAT(BCryptDestroySecret(handle), IsSuccess()); }

Algorithm open(LPCWSTR id, ULONG flags) {
  BCRYPT_ALG_HANDLE raw = nullptr;
  EXPECT_THAT(BCryptOpenAlgorithmProvider(&raw, id, nullptr, flags), IsSuccess());
  return Algorithm(raw);
}

MadeKey import_pair(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const Bytes& blob, ULONG flags) {
  const std::unique_ptr<UCHAR[]> exact(new UCHAR[blob.size()]);
  std::copy(blob.begin(), blob.end(), exact.get());
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status = BCryptImportKeyPair(algorithm, nullptr, type, &raw, exact.get(), len(blob), flags);
  return made<Key>(status, raw);
}

MadeKey generate_pair(BCRYPT_ALG_HANDLE algorithm, ULONG bits, ULONG flags) {
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status = BCryptGenerateKeyPair(algorithm, &raw, bits, flags);
  return made<Key>(status, raw);
}

MadeKey duplicate_key(BCRYPT_KEY_HANDLE key) {
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status = BCryptDuplicateKey(key, &raw, nullptr, 0, 0);
  return made<Key>(status, raw);
}

MadeSecret agree(BCRYPT_KEY_HANDLE own, BCRYPT_KEY_HANDLE peer, ULONG flags) {
  BCRYPT_SECRET_HANDLE raw = untouched();
  const NTSTATUS status = BCryptSecretAgreement(own, peer, &raw, flags);
  return made<Secret>(status, raw);
}

Key imported(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const Bytes& blob, ULONG flags) {
  MadeKey out = import_pair(algorithm, type, blob, flags);
  EXPECT_THAT(out, IsMade());
  return std::move(out.handle);
}

Key finalized(BCRYPT_ALG_HANDLE algorithm, ULONG bits) {
  MadeKey out = generate_pair(algorithm, bits);
  EXPECT_THAT(out, IsMade());
  EXPECT_THAT(BCryptFinalizeKeyPair(out.handle, 0), IsSuccess());
  return std::move(out.handle);
}

Secret agreed(BCRYPT_KEY_HANDLE own, BCRYPT_KEY_HANDLE peer) {
  MadeSecret out = agree(own, peer);
  EXPECT_THAT(out, IsMade());
  return std::move(out.handle);
}

Output export_key(BCRYPT_KEY_HANDLE key, LPCWSTR type) {
  ULONG needed = kUntouchedSize;
  Output out;
  out.status = BCryptExportKey(key, nullptr, type, nullptr, 0, &needed, 0);
  if (out.status != STATUS_SUCCESS) {
    EXPECT_EQ(needed, kUntouchedSize) << "a refused export wrote the size";
    return out;
  }
  MarkedBuffer buffer(needed);
  ULONG written = kUntouchedSize;
  out.status = BCryptExportKey(key, nullptr, type, buffer.data(), buffer.size(), &written, 0);
  if (out.status != STATUS_SUCCESS) return out;
  EXPECT_EQ(written, needed) << "query and export give different sizes";
  EXPECT_TRUE(buffer.untouched_from(needed)) << "export wrote behind its size";
  out.bytes = buffer.first(written);
  return out;
}

}  // namespace cngtest
