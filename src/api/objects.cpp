#include "api/objects.h"

namespace cng::api {
namespace {

CurvePtr fixed_curve(const AlgorithmInfo& info) {
  return info.curve == CurveId::none ? nullptr : named_curve(curve(info.curve));
}

}  // namespace

Result<AlgorithmRef> find_algorithm_handle(BCRYPT_ALG_HANDLE handle) {
  const Handle value = to_handle(handle);
  if (const PseudoHandle* pseudo = find_pseudo_handle(value); pseudo != nullptr) {
    const AlgorithmInfo& info = algorithm(pseudo->algorithm);
    return AlgorithmRef{&info, pseudo->flags, fixed_curve(info), value, true, pseudo->mode, 0};
  }
  const Pin<AlgorithmObject> object = handles().pin<AlgorithmObject>(value, Kind::algorithm);
  if (!object) return invalid_handle("not an algorithm handle");
  const AlgorithmInfo& info = object->info;
  CurvePtr of_key = info.curve == CurveId::none ? object->curve.load() : fixed_curve(info);
  return AlgorithmRef{
      &info, object->flags, std::move(of_key), value, false, object->mode.load(), object->effective_bits.load()};
}

Result<Pin<Key>> find_key_pair(BCRYPT_KEY_HANDLE handle) {
  Pin<KeyObject> object = handles().pin<KeyObject>(to_handle(handle), Kind::key);
  if (!object) return invalid_handle("not a key handle");
  if (object->state() == KeyState::pending) return invalid_handle("the key pair is not finalized yet");
  if (object->state() != KeyState::pair) return not_supported("a symmetric key does not do this");
  return std::move(object).as<Key>();
}

Status give_handle(std::unique_ptr<Object> object, Kind kind, void** out) {
  const Handle handle = handles().insert(std::move(object), kind);
  if (handle == 0) return no_memory("no handle is left");
  *out = from_handle(handle);
  return {};
}

}  // namespace cng::api
