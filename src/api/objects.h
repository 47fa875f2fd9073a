// What BCrypt handles name, and how the functions of this folder get at it.
#pragma once

#include <atomic>
#include <memory>

#include "api/cng_headers.h"
#include "core/algorithm.h"
#include "core/handle_table.h"
#include "core/key.h"
#include "core/lock.h"
#include "core/result.h"
#include "provider/hash.h"

namespace cng::api {

inline Handle to_handle(const void* handle) { return reinterpret_cast<Handle>(handle); }
inline void* from_handle(Handle handle) {
  return reinterpret_cast<void*>(handle);
}  // NOLINT(performance-no-int-to-ptr)

// A curve: a named one, which is never freed and has no owner, or one that is shared.
using CurvePtr = std::shared_ptr<const CurveInfo>;
inline CurvePtr named_curve(const CurveInfo& curve) { return {CurvePtr(), &curve}; }

// The curve that is set on an algorithm handle. Reading a named one takes no lock.
class CurveSetting {
 public:
  CurvePtr load() const {
    if (const CurveInfo* named = named_.load(std::memory_order_acquire); named != nullptr) return named_curve(*named);
    const std::lock_guard guard(lock_);
    return curve_;
  }
  void store(CurvePtr curve) {
    const std::lock_guard guard(lock_);
    curve_ = std::move(curve);
    named_.store(curve_->id == CurveId::nameless ? nullptr : curve_.get(), std::memory_order_release);
  }

 private:
  mutable Lock lock_;
  CurvePtr curve_;
  std::atomic<const CurveInfo*> named_{nullptr};
};

// What BCryptOpenAlgorithmProvider makes.
class AlgorithmObject final : public Object {
 public:
  AlgorithmObject(const AlgorithmInfo& algorithm_info, std::uint32_t open_flags)
      : info(algorithm_info), flags(open_flags) {
    if (info.cipher != nullptr) mode = info.cipher->initial_mode;
  }

  const AlgorithmInfo& info;
  const std::uint32_t flags;
  CurveSetting curve;                            // "ECCCurveName" or "ECCParameters", for the generic ECDSA and ECDH
  std::atomic<ChainMode> mode{ChainMode::none};  // "ChainingMode", of keys that are made from now on
  std::atomic<std::uint32_t> effective_bits{0};  // "EffectiveKeyLength" of RC2; 0: as many as the secret has
};

// An algorithm handle or pseudo-handle as it was when it was looked up; nothing in it needs a pin.
struct AlgorithmRef {
  const AlgorithmInfo* info;
  std::uint32_t flags;
  CurvePtr curve;  // fixed by the algorithm or set on the handle; null: none
  Handle handle;
  bool pseudo;
  ChainMode mode;
  std::uint32_t effective_bits;
};

// invalid_handle if it is neither a live algorithm handle nor a pseudo-handle.
Result<AlgorithmRef> find_algorithm_handle(BCRYPT_ALG_HANDLE handle);

// Between BCryptGenerateKeyPair and BCryptFinalizeKeyPair.
class PendingKey final : public KeyObject {
 public:
  PendingKey(const KeyOrigin& key_origin, std::uint32_t bits, CurvePtr curve)
      : KeyObject(KeyState::pending), origin(key_origin), bits_(bits), curve_(std::move(curve)) {}

  struct Wish {
    std::uint32_t bits;
    CurvePtr curve;
    const ParameterSet* parameters;
    std::shared_ptr<const Key> group;  // "DHParameters" and "PrivKeyVal", or "DSAParameters"; null: none were set
  };
  Wish wish() const {
    const std::lock_guard guard(lock_);
    return {bits_, curve_, parameters_, group_};
  }
  // Another length is that of another group.
  void set_bits(std::uint32_t bits) {
    const std::lock_guard guard(lock_);
    if (bits != bits_) group_.reset();
    bits_ = bits;
  }
  void set_group(std::shared_ptr<const Key> group) {
    const std::lock_guard guard(lock_);
    group_ = std::move(group);
  }
  void set_curve(CurvePtr curve) {
    const std::lock_guard guard(lock_);
    curve_ = std::move(curve);
  }
  void set_parameters(const ParameterSet* parameters) {
    const std::lock_guard guard(lock_);
    parameters_ = parameters;
  }

  const KeyOrigin origin;

 private:
  mutable Lock lock_;
  std::uint32_t bits_;
  CurvePtr curve_;
  const ParameterSet* parameters_ = nullptr;
  std::shared_ptr<const Key> group_;
};

// The shared secret of BCryptSecretAgreement, big-endian, of the length of the field or of p.
class SecretObject final : public Object {
 public:
  explicit SecretObject(SecretBytes agreed) : secret(std::move(agreed)) {}
  const SecretBytes secret;
};

// What BCryptCreateHash makes. `running` is used under `lock`.
class HashObject final : public Object {
 public:
  enum class Phase : std::uint8_t { open, squeezing, finished };

  HashObject(const AlgorithmInfo& algorithm_info, Handle made_with, bool resets, std::unique_ptr<provider::Hash> hash)
      : info(algorithm_info), provider(made_with), reusable(resets), running(std::move(hash)) {}

  const AlgorithmInfo& info;
  const Handle provider;
  const bool reusable;
  Lock lock;
  std::unique_ptr<provider::Hash> running;
  Phase phase = Phase::open;
};

// A finished key pair; invalid_handle for anything else, an unfinalized key included.
Result<Pin<Key>> find_key_pair(BCRYPT_KEY_HANDLE handle);

// Makes the handle of `object` and writes it to `out`; on failure `out` is not written.
Status give_handle(std::unique_ptr<Object> object, Kind kind, void** out);

}  // namespace cng::api
