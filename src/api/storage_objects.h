// What NCrypt handles name, and how the functions of ncrypt get at it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "api/api.h"
#include "api/objects.h"
#include "core/wide_string.h"

namespace cng::api {

// invalid bits of `given` are bad_flags; NCRYPT_SILENT_FLAG is always allowed, for nothing here ever shows a window.
Status check_storage_flags(DWORD given, DWORD allowed);

// Owns a BCrypt handle of this module, which no program ever sees.
template <class H, Status (*Close)(H)>
class Inner {
 public:
  Inner() = default;
  explicit Inner(H handle) : handle_(handle) {}
  Inner(Inner&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Inner& operator=(Inner&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Inner() {
    if (handle_ != nullptr) (void)Close(handle_);
  }

  explicit operator bool() const { return handle_ != nullptr; }
  H get() const { return handle_; }
  H* out() { return &handle_; }

 private:
  H handle_ = nullptr;
};

inline Status close_inner_algorithm(BCRYPT_ALG_HANDLE handle) { return close_algorithm_provider(handle, 0); }
using InnerKey = Inner<BCRYPT_KEY_HANDLE, destroy_key>;
using InnerAlgorithm = Inner<BCRYPT_ALG_HANDLE, close_inner_algorithm>;

// Opens the BCrypt algorithm, with a curve where its name is not empty.
Result<InnerAlgorithm> open_inner(const AlgorithmInfo& info, WideView curve);

enum class ProviderKind : std::uint8_t { software, smart_card };

// What NCryptOpenStorageProvider makes. It lives as long as the program holds it or a key that came from it: the
// "Provider Handle" of a key is this very handle, and each reading of it is one more holding to be freed.
class StorageProvider final : public Object {
 public:
  explicit StorageProvider(ProviderKind provider_kind) : kind(provider_kind) {}

  const ProviderKind kind;
  Lock lock;  // guards what follows
  std::uint32_t programs = 1;
  std::uint32_t keys = 0;
  WideText use_context;
  std::optional<Handle> window;
};

// A property that is kept as it was given. `custom` ones are the program's own, apart from the names that mean
// something.
struct KeptProperty {
  WideText name;
  bool custom;
  std::vector<std::uint8_t> value;
  bool persist;  // goes with the key to the disk, if the key goes
};

// What is set on a key besides its numbers.
struct KeyAttributes {
  std::uint32_t export_policy = 0;
  std::uint32_t usage = 0x00FFFFFF;  // NCRYPT_ALLOW_ALL_USAGES
  std::vector<KeptProperty> properties;

  const KeptProperty* find(WideView name, bool custom) const;
  void keep(WideView name, bool custom, ByteView value, bool persist);
};

struct NamedKey;  // storage_record.h

// A key of ncrypt. Between creation and NCryptFinalizeKey it is `pending`.
class StorageKey final : public Object {
 public:
  enum class Phase : std::uint8_t { pending, finalizing, ready };

  // Adds itself to the keys of the provider, which the caller has pinned.
  StorageKey(StorageProvider& provider, Handle provider_handle, const AlgorithmInfo& algorithm);
  ~StorageKey() override;

  const AlgorithmInfo& algorithm() const { return *algorithm_; }
  Handle provider() const { return provider_; }
  bool ready() const { return phase.load(std::memory_order_acquire) == Phase::ready; }

  std::atomic<Phase> phase{Phase::pending};
  Lock lock;              // guards what follows, until the key is ready; then `key` does not change any more
  InnerKey key;           // pending: the pair to be generated, or the key that was imported; may be empty
  bool imported = false;  // nothing is to be generated
  bool has_private = true;
  bool policy_is_final = false;  // its maker has sealed the export policy, which is not raised any more
  std::uint32_t bits = 0;        // pending; 0: the curve or parameter set decides
  WideText curve;                // pending: "ECCCurveName" as it was set
  std::uint32_t legacy_spec = 0;
  bool legacy_copy = false;  // pending: CryptoAPI gets the key too
  KeyAttributes attributes;  // guarded by `lock` always
  std::optional<Handle> window;
  std::unique_ptr<NamedKey> named;  // null: a key without a name, which is never stored

  // The twin that signs for an ECDH key: in ncrypt such keys sign. Made at first need; null: it cannot be made.
  BCRYPT_KEY_HANDLE signer();

 private:
  const Handle provider_;
  const AlgorithmInfo* algorithm_;
  InnerKey signer_;
};

// invalid_handle if it is not a provider handle that the program holds.
Result<Pin<StorageProvider>> find_storage_provider(NCRYPT_PROV_HANDLE handle);

// invalid_handle if it is not a key handle; the second: bad_key_state too, if the key is not finalized.
Result<Pin<StorageKey>> find_storage_key(NCRYPT_KEY_HANDLE handle);
Result<Pin<StorageKey>> find_ready_key(NCRYPT_KEY_HANDLE handle);

// The handle of a provider for the "Provider Handle" property: one more holding.
void hold_provider(Handle provider);

// Ends one holding of a program, or of a key; the last one frees the provider. False: the program holds none.
bool release_provider(Handle provider, bool by_key);

// Makes the handle of a key and writes it to `out`; on failure `out` is not written.
Status give_storage_key(std::unique_ptr<StorageKey> key, NCRYPT_KEY_HANDLE* out);

}  // namespace cng::api
