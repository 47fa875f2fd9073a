// OpaqueKeyBlob: no input crashes it or becomes a key; a blob of ours does, and not when a byte of it is changed.
#include "api/opaque.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "blob_property.h"

namespace {

using Bytes = std::vector<std::uint8_t>;
using cng::api::AlgorithmRef;
using cng::fuzz::require;

const cng::AlgorithmInfo& cipher(unsigned choice) {
  static const auto rows = [] {
    std::vector<const cng::AlgorithmInfo*> ciphers;
    for (const cng::AlgorithmInfo& row : cng::all_algorithms())
      if (row.cipher != nullptr) ciphers.push_back(&row);
    return ciphers;
  }();
  return *rows[choice % rows.size()];
}

// A parsed blob is as long as its parts. It never opens: the sealing key is this process's own.
void open(const AlgorithmRef& algorithm, cng::ByteView blob) {
  cng::fuzz::TouchingLog log;
  cng::ByteReader reader(blob, &log);
  if (const auto sealed = cng::codec::opaque::read(reader, *algorithm.info); sealed)
    require(sealed->header.size() + sealed->text.size() + sealed->tag.size() == blob.size());
  require(!cng::api::import_opaque(algorithm, blob));
}

// The first two bytes say where a blob of the rest is changed, and by what.
void round_trip(const AlgorithmRef& algorithm, cng::ByteView input) {
  if (input.size() < 2) return;
  const cng::Result<cng::ByteView> secret = cng::fit_secret(*algorithm.info, input.subspan(2), false);
  if (!secret) return;
  const auto key = cng::CipherKey::create(*secret, {algorithm.info, 0}, algorithm.mode,
                                          static_cast<std::uint32_t>(secret->size() * 8));
  Bytes blob(1024);
  ULONG size = 0;
  require(static_cast<bool>(cng::api::export_opaque(*key, {blob.data(), static_cast<ULONG>(blob.size()), &size})));
  blob.resize(size);
  blob[input[0] % size] ^= input[1];
  const auto made = cng::api::import_opaque(algorithm, blob);
  require(static_cast<bool>(made) == (input[1] == 0));
  if (!made) return;
  const cng::ByteView back = (*made)->secret(cng::SecretAccess{});
  require(std::equal(back.begin(), back.end(), secret->begin(), secret->end()));
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  setenv("OPENCNG_STORE", "not a folder", 1);  // no store: nothing is written to the disk
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const cng::AlgorithmInfo& info = cipher(data[0]);
  const AlgorithmRef algorithm{&info, 0, nullptr, 0, true, info.cipher->initial_mode, 0};
  const cng::ByteView rest(data + 1, size - 1);
  open(algorithm, rest);
  round_trip(algorithm, rest);
  return 0;
}
