// The key containers of CryptoAPI, where programs that know no CNG keep RSA keys. legacy_win.cpp; on ELF, which has
// none, every function is not_supported (legacy_posix.cpp).
//
// No lock may be held: under Wine CryptoAPI calls back into bcrypt.
#pragma once

#include <cstdint>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/wide_string.h"
#include "store/key_store.h"

namespace cng::store::legacy {

// AT_KEYEXCHANGE and AT_SIGNATURE: a container has a place for each.
constexpr std::uint32_t kExchange = 1, kSignature = 2;

constexpr std::size_t kMostNameUnits = 259;  // MAX_PATH, without the NUL

struct Container {
  WideText name;
  Scope scope;
};

// A key pair as the blob that CryptoAPI calls PRIVATEKEYBLOB.
struct KeyPair {
  std::uint32_t spec;  // kExchange or kSignature; asked for with 0: whichever is there, kExchange first
  SecretBytes blob;
};

// not_supported on ELF.
Status check_present();

// Puts a key into a container of its own or, with Existing::replace, into the one of this name. `exportable`: CryptoAPI
// gives the private half to everybody who asks. After an error there is no new container. exists: there is one;
// not_permitted, bad_keyset, storage_failure: CryptoAPI refuses.
Status write(const Container& container, const KeyPair& key, bool exportable, Existing existing);

// bad_keyset: there is no such container or key, or CryptoAPI does not give its private half.
Result<KeyPair> read(const Container& container, std::uint32_t spec);

// Deletes a container. not_supported: it has another key besides the one of `spec`; bad_keyset: it is not there.
Status remove(const Container& container, std::uint32_t spec);

// What an HCRYPTPROV stands for, and of its keys the one of an HCRYPTKEY or, if that is 0, of `spec`. not_supported:
// not an RSA key of a provider in software; invalid_parameter: no container, no such spec.
struct Named {
  Container container;
  std::uint32_t spec;
};
Result<Named> identify(std::uintptr_t provider, std::uintptr_t key, std::uint32_t spec);

}  // namespace cng::store::legacy
