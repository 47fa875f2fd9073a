// Key derivation: parameter lists, and BCryptDeriveKey with its output checked.
#ifndef OPENCNG_TESTS_SUPPORT_DERIVE_H_
#define OPENCNG_TESTS_SUPPORT_DERIVE_H_

#include <deque>

#include "support/properties.h"

namespace cngtest {

// KdfParameters owns its buffers; list() is valid until the next add.
class KdfParameters {
 public:
  KdfParameters& add(ULONG type, const Bytes& value);
  // hash adds the name as programs pass it: UTF-16 with its NUL.
  KdfParameters& hash(LPCWSTR name) { return add(KDF_HASH_ALGORITHM, text_bytes(narrow(name))); }
  BCryptBufferDesc* list();

 private:
  std::deque<Bytes> values_;
  std::vector<BCryptBuffer> buffers_;
  BCryptBufferDesc list_ = {};
};

// derive asks for `size` bytes and gives those that the call says it wrote; it checks that no other was written.
Output derive(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, KdfParameters parameters, std::size_t size, ULONG flags = 0);
Output derive(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, std::size_t size);  // no parameter list

// derive_size is the size query.
NTSTATUS derive_size(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, KdfParameters parameters, ULONG* size, ULONG flags = 0);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_DERIVE_H_
