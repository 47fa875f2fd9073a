// What BCrypt handles name, and how the functions of this folder get at it.
#pragma once

#include <atomic>

#include "api/cng_headers.h"
#include "core/algorithm.h"
#include "core/handle_table.h"
#include "core/key.h"
#include "core/lock.h"
#include "core/result.h"

namespace cng::api {

inline Handle to_handle(const void* handle) { return reinterpret_cast<Handle>(handle); }
inline void* from_handle(Handle handle) {
  return reinterpret_cast<void*>(handle);
}  // NOLINT(performance-no-int-to-ptr)

// What BCryptOpenAlgorithmProvider makes.
class AlgorithmObject final : public Object {
 public:
  AlgorithmObject(const AlgorithmInfo& algorithm_info, std::uint32_t open_flags)
      : info(algorithm_info), flags(open_flags) {}

  const AlgorithmInfo& info;
  const std::uint32_t flags;
  std::atomic<const CurveInfo*> curve{nullptr};  // "ECCCurveName", for the generic ECDSA and ECDH
};

// An algorithm handle or pseudo-handle as it was when it was looked up; nothing in it needs a pin.
struct AlgorithmRef {
  const AlgorithmInfo* info;
  std::uint32_t flags;
  const CurveInfo* curve;  // fixed by the algorithm or set on the handle; null: none
  Handle handle;
  bool pseudo;
};

// invalid_handle if it is neither a live algorithm handle nor a pseudo-handle.
Result<AlgorithmRef> find_algorithm_handle(BCRYPT_ALG_HANDLE handle);

// Between BCryptGenerateKeyPair and BCryptFinalizeKeyPair.
class PendingKey final : public KeyObject {
 public:
  PendingKey(const KeyOrigin& key_origin, std::uint32_t bits, const CurveInfo* curve)
      : KeyObject(KeyState::pending), origin(key_origin), bits_(bits), curve_(curve) {}

  struct Wish {
    std::uint32_t bits;
    const CurveInfo* curve;
  };
  Wish wish() const {
    const std::lock_guard guard(lock_);
    return {bits_, curve_};
  }
  void set_bits(std::uint32_t bits) {
    const std::lock_guard guard(lock_);
    bits_ = bits;
  }
  void set_curve(const CurveInfo* curve) {
    const std::lock_guard guard(lock_);
    curve_ = curve;
  }

  const KeyOrigin origin;

 private:
  mutable Lock lock_;
  std::uint32_t bits_;
  const CurveInfo* curve_;
};

// The shared secret of BCryptSecretAgreement, big-endian, of the field's length.
class SecretObject final : public Object {
 public:
  explicit SecretObject(SecretBytes agreed) : secret(std::move(agreed)) {}
  const SecretBytes secret;
};

// A finished key pair; invalid_handle for anything else, an unfinalized key included.
Result<Pin<Key>> find_key_pair(BCRYPT_KEY_HANDLE handle);

// Makes the handle of `object` and writes it to `out`; on failure `out` is not written.
Status give_handle(std::unique_ptr<Object> object, Kind kind, void** out);

}  // namespace cng::api
