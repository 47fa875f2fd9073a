// Keys to derive from, and BCryptKeyDerivation with its output checked.
#ifndef OPENCNG_TESTS_SUPPORT_KEY_DERIVATION_H_
#define OPENCNG_TESTS_SUPPORT_KEY_DERIVATION_H_

#include "support/derive.h"
#include "support/symmetric.h"

namespace cngtest {

// derive_from asks for `size` bytes. It checks that nothing behind them, and on a refusal nothing at all, is written.
Output derive_from(BCRYPT_KEY_HANDLE key, KdfParameters parameters, std::size_t size, ULONG flags = 0);

// derived_from gives hex, and fails the test on a refusal. The key is made of `secret` for this call alone.
std::string derived_from(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, KdfParameters parameters, std::size_t size,
                         ULONG flags = 0);

// hkdf_key makes a key with its hash set, and not finalized.
Key hkdf_key(LPCWSTR hash, const Bytes& secret);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_KEY_DERIVATION_H_
