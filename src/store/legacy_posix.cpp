#include "store/legacy.h"

namespace cng::store::legacy {
namespace {

constexpr Error kNone = not_supported("there is no CryptoAPI on this system");

}  // namespace

Status check_present() { return kNone; }
Status write(const Container&, const KeyPair&, bool, Existing) { return kNone; }
Result<KeyPair> read(const Container&, std::uint32_t) { return kNone; }
Status remove(const Container&, std::uint32_t) { return kNone; }
Result<Named> identify(std::uintptr_t, std::uintptr_t, std::uint32_t) { return kNone; }

}  // namespace cng::store::legacy
