#include "support/key_derivation.h"

namespace cngtest {

Output derive_from(BCRYPT_KEY_HANDLE key, KdfParameters parameters, std::size_t size, ULONG flags) {
  MarkedBuffer buffer(size);
  ULONG written = kUntouchedSize;
  const NTSTATUS status = BCryptKeyDerivation(key, parameters.list(), buffer.data(), buffer.size(), &written, flags);
  EXPECT_EQ(written, status == STATUS_SUCCESS ? buffer.size() : kUntouchedSize);
  EXPECT_TRUE(buffer.untouched_from(status == STATUS_SUCCESS ? size : 0));
  return {status, status == STATUS_SUCCESS ? buffer.first(size) : Bytes()};
}

std::string derived_from(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, KdfParameters parameters, std::size_t size,
                         ULONG flags) {
  const Output out = derive_from(symmetric(algorithm, secret), std::move(parameters), size, flags);
  EXPECT_THAT(out.status, IsSuccess());
  return to_hex(out.bytes);
}

Key hkdf_key(LPCWSTR hash, const Bytes& secret) {
  Key key = symmetric(BCRYPT_HKDF_ALG_HANDLE, secret);
  EXPECT_THAT(set_text(key, BCRYPT_HKDF_HASH_ALGORITHM, narrow(hash)), IsSuccess());
  return key;
}

}  // namespace cngtest
