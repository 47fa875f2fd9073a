// The table of kinds of hashes.
#include "provider/hash.h"

#include <iterator>

#include "provider/hash_kinds.h"

namespace cng::provider {
namespace {

enum class Keyed : std::uint8_t { no, may, must };

struct Row {
  HashKind kind;
  Keyed keyed;
  Result<std::unique_ptr<Hash>> (*make)(const HashInfo& info, const HashKey& key);
  Status (*once)(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out);
};

// In the order of HashKind.
constexpr Row kKinds[] = {
    {HashKind::digest, Keyed::may, make_digest, digest_once}, {HashKind::xof, Keyed::no, make_keccak, keccak_once},
    {HashKind::cshake, Keyed::no, make_keccak, keccak_once},  {HashKind::kmac, Keyed::must, make_keccak, keccak_once},
    {HashKind::cmac, Keyed::must, make_mac, mac_once},        {HashKind::gmac, Keyed::must, make_mac, mac_once},
};

constexpr bool rows_in_order() {
  for (std::size_t i = 0; i < std::size(kKinds); ++i)
    if (kKinds[i].kind != static_cast<HashKind>(i)) return false;
  return true;
}
static_assert(rows_in_order());

Status check(const Row& row, const HashKey& key) {
  if (key.keyed && row.keyed == Keyed::no) return invalid_parameter("this hash takes no key");
  if (!key.keyed && row.keyed == Keyed::must) return invalid_parameter("this hash needs a key");
  return {};
}

const Row& row_of(const HashInfo& info) { return kKinds[static_cast<std::size_t>(info.kind)]; }

}  // namespace

Result<std::unique_ptr<Hash>> Hash::create(const HashInfo& info, const HashKey& key) {
  CNG_TRY(check(row_of(info), key));
  return row_of(info).make(info, key);
}

Status hash_once(const HashInfo& info, const HashKey& key, ByteView data, ByteSpan out) {
  CNG_TRY(check(row_of(info), key));
  return row_of(info).once(info, key, data, out);
}

}  // namespace cng::provider
