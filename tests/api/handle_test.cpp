// Handles are looked up, not believed: every call meets values that are no handle, or a handle of another kind.
#include <cstdint>
#include <functional>

#include "support/derive.h"
#include "support/hash.h"
#include "support/keys.h"
#include "support/symmetric.h"
#include "support/use.h"

namespace {

using namespace cngtest;

PVOID value(std::uintptr_t number) { return reinterpret_cast<PVOID>(number); }

// Values that no table ever gave out, small ones that look like pseudo-handles among them.
std::vector<PVOID> foreign_values() {
  std::vector<PVOID> out = {nullptr, untouched(), value(UINTPTR_MAX), value(UINTPTR_MAX - 1),
                            value(UINTPTR_MAX / 2 + 1)};
  for (std::uintptr_t small = 1; small < 0x30; ++small) out.push_back(value(small << 4));
  for (unsigned bit = 8; bit < sizeof(std::uintptr_t) * 8; ++bit) out.push_back(value(std::uintptr_t{1} << bit));
  // Pseudo-handles that are free or not algorithms of ours, and numbers from a generator with a fixed seed.
  for (std::uintptr_t free : {0x491U, 0x4A1U, 0xFF1U, 0xFFF1U, 0x1U + 0x500U}) out.push_back(value(free));
  std::uint64_t state = 0x9E3779B97F4A7C15U;
  for (int i = 0; i < 2000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    out.push_back(value(static_cast<std::uintptr_t>(state | 0x1000000)));
  }
  return out;
}

// One call on a handle that should be refused, whatever the handle's value is.
struct Call {
  const char* name;
  std::function<NTSTATUS(PVOID)> call;
};

std::vector<Call> key_calls() {
  static Bytes buffer(256);
  static ULONG size;
  return {
      {"DestroyKey", [](PVOID h) { return BCryptDestroyKey(h); }},
      {"ExportKey",
       [](PVOID h) { return BCryptExportKey(h, nullptr, BCRYPT_PUBLIC_KEY_BLOB, buffer.data(), 256, &size, 0); }},
      {"FinalizeKeyPair", [](PVOID h) { return BCryptFinalizeKeyPair(h, 0); }},
      {"DuplicateKey", [](PVOID h) { return duplicate_key(h).status; }},
      {"SignHash", [](PVOID h) { return BCryptSignHash(h, nullptr, in(buffer), 32, buffer.data(), 256, &size, 0); }},
      {"VerifySignature", [](PVOID h) { return verify(h, nullptr, Bytes(32), Bytes(64), 0); }},
      {"Encrypt",
       [](PVOID h) {
         return BCryptEncrypt(h, in(buffer), 10, nullptr, nullptr, 0, buffer.data(), 256, &size, BCRYPT_PAD_PKCS1);
       }},
      {"Decrypt",
       [](PVOID h) {
         return BCryptDecrypt(h, in(buffer), 10, nullptr, nullptr, 0, buffer.data(), 256, &size, BCRYPT_PAD_PKCS1);
       }},
      {"SecretAgreement", [](PVOID h) { return agree(h, h).status; }},
  };
}

std::vector<Call> secret_calls() {
  return {
      {"DestroySecret", [](PVOID h) { return BCryptDestroySecret(h); }},
      {"DeriveKey", [](PVOID h) { return derive(h, BCRYPT_KDF_HASH, 20).status; }},
  };
}

std::vector<Call> hash_calls() {
  return {
      {"HashData", [](PVOID h) { return feed(h, text("abc")); }},
      {"FinishHash", [](PVOID h) { return finish(h, 32).status; }},
      {"DuplicateHash", [](PVOID h) { return duplicate_hash(h).status; }},
  };
}

std::vector<Call> algorithm_calls() {
  return {
      {"GenerateSymmetricKey", [](PVOID h) { return generate_symmetric(h, Bytes(16)).status; }},
      {"ImportKey", [](PVOID h) { return import_symmetric(h, BCRYPT_KEY_DATA_BLOB, key_data(Bytes(16))).status; }},
      {"CreateHash", [](PVOID h) { return create_hash(h).status; }},
      {"Hash", [](PVOID h) { return hash_once(h, nullptr, text("abc"), 32).status; }},
      {"CloseAlgorithmProvider", [](PVOID h) { return BCryptCloseAlgorithmProvider(h, 0); }},
      {"GenerateKeyPair", [](PVOID h) { return generate_pair(h, 512).status; }},
      {"ImportKeyPair", [](PVOID h) { return import_pair(h, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512())).status; }},
  };
}

std::vector<Call> object_calls() {
  return {
      {"GetProperty", [](PVOID h) { return get_property(h, BCRYPT_ALGORITHM_NAME).status; }},
      {"SetProperty", [](PVOID h) { return set_number(h, BCRYPT_KEY_LENGTH, 1024); }},
  };
}

void expect_refused(const std::vector<Call>& calls, PVOID handle) {
  for (const Call& each : calls)
    EXPECT_THAT(each.call(handle), IsStatus(STATUS_INVALID_HANDLE)) << each.name << " with " << handle;
}

TEST(Handle, ForeignValues_AreRefusedByEveryCall) {
  for (PVOID handle : foreign_values()) {
    expect_refused(key_calls(), handle);
    expect_refused(secret_calls(), handle);
    expect_refused(hash_calls(), handle);
    expect_refused(algorithm_calls(), handle);
    expect_refused(object_calls(), handle);
    if (testing::Test::HasFailure()) return;  // one value says enough
  }
}

TEST(Handle, AddressesOfMemory_AreRefused) {
  int on_stack[16] = {};
  const Bytes on_heap(4096);
  static int global;
  for (PVOID handle : {static_cast<PVOID>(on_stack), static_cast<PVOID>(in(on_heap)), static_cast<PVOID>(&global),
                       reinterpret_cast<PVOID>(&BCryptDestroyKey)}) {
    expect_refused(key_calls(), handle);
    expect_refused(secret_calls(), handle);
    expect_refused(hash_calls(), handle);
    expect_refused(algorithm_calls(), handle);
    expect_refused(object_calls(), handle);
  }
}

TEST(Handle, HandleOfAnotherKind_IsRefusedAndStaysAlive) {
  const Algorithm algorithm = open(BCRYPT_ECDH_P256_ALGORITHM);
  const Bytes blob = ec_private(p256().ecdh_private, ec_key_a(p256()));
  const Key key = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, blob);
  const Secret secret = agreed(key, key);
  for (PVOID handle : {algorithm.get(), secret.get(), static_cast<PVOID>(BCRYPT_ECDH_P256_ALG_HANDLE)})
    expect_refused(key_calls(), handle);
  for (PVOID handle : {algorithm.get(), key.get(), static_cast<PVOID>(BCRYPT_ECDH_P256_ALG_HANDLE)})
    expect_refused(secret_calls(), handle);
  for (PVOID handle : {key.get(), secret.get()}) expect_refused(algorithm_calls(), handle);
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(blob));
  EXPECT_THAT(derive(secret, BCRYPT_KDF_HASH, 20).status, IsSuccess());
  EXPECT_EQ(get_text(algorithm, BCRYPT_ALGORITHM_NAME), "ECDH_P256");
}

TEST(Handle, StaleHandles_AreRefusedByEveryCall) {
  Algorithm algorithm = open(BCRYPT_ECDH_P256_ALGORITHM);
  Key key = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
  Secret secret = agreed(key, key);
  const PVOID stale[] = {algorithm.get(), key.get(), secret.get()};
  secret.reset();
  key.reset();
  algorithm.reset();
  for (int round = 0; round < 2; ++round) {
    for (PVOID handle : stale) {
      expect_refused(key_calls(), handle);
      expect_refused(secret_calls(), handle);
      expect_refused(hash_calls(), handle);
      expect_refused(algorithm_calls(), handle);
      expect_refused(object_calls(), handle);
    }
    // Again with new objects in the places of the old ones.
    algorithm = open(BCRYPT_ECDH_P256_ALGORITHM);
    key = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
    secret = agreed(key, key);
  }
  EXPECT_THAT(derive(secret, BCRYPT_KDF_HASH, 20).status, IsSuccess());
}

TEST(Handle, DestroyHash_GivesAnotherStatusThanTheRest) {
  const Key key =
      imported(BCRYPT_ECDH_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB, ec_private(p256().ecdh_private, ec_key_a(p256())));
  const Secret secret = agreed(key, key);
  for (PVOID handle : {static_cast<PVOID>(nullptr), secret.get(), key.get()})
    EXPECT_THAT(BCryptDestroyHash(handle), IsStatus(STATUS_INVALID_PARAMETER));
  for (PVOID handle : foreign_values()) EXPECT_THAT(BCryptDestroyHash(handle), IsStatus(STATUS_INVALID_PARAMETER));
}

TEST(Handle, ManyLiveHandles_AreAllDifferentAndAllWork) {
  std::vector<Key> keys;
  std::vector<PVOID> raw;
  const Bytes first = rsa_public(rsa512()), second = ec_public(p256().ecdsa_public, ec_key_a(p256()));
  for (int i = 0; i < 5000; ++i) {
    keys.push_back(i % 2 == 0 ? imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, first)
                              : imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPUBLIC_BLOB, second));
    raw.push_back(keys.back().get());
  }
  std::sort(raw.begin(), raw.end());
  EXPECT_EQ(std::adjacent_find(raw.begin(), raw.end()), raw.end());
  for (std::size_t i = 0; i < keys.size(); i += 97)
    EXPECT_EQ(export_key(keys[i], BCRYPT_PUBLIC_KEY_BLOB).bytes, i % 2 == 0 ? first : second) << i;
}

TEST(Handle, AHundredThousandLives_LeaveNothingUsable) {
  const Bytes blob = rsa_public(rsa512());
  BCRYPT_KEY_HANDLE earliest = nullptr;
  for (int i = 0; i < 100000; ++i) {
    BCRYPT_KEY_HANDLE key = nullptr;
    ASSERT_EQ(BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, nullptr, BCRYPT_RSAPUBLIC_BLOB, &key, in(blob), len(blob), 0),
              STATUS_SUCCESS);
    if (i == 0) earliest = key;
    ASSERT_EQ(BCryptDestroyKey(key), STATUS_SUCCESS);
    ASSERT_EQ(BCryptDestroyKey(key), STATUS_INVALID_HANDLE);
    ASSERT_EQ(BCryptDestroyKey(earliest), STATUS_INVALID_HANDLE) << "a place was reused with its old number";
  }
}

}  // namespace
