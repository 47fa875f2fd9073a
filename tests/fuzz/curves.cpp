// The generic algorithms: every curve, by name, by parameters, or set on the handle.
#include "blob_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cng;
  if (size < 2) return 0;
  std::vector<const codec::BlobCodec*> rows;
  for (const codec::BlobCodec& row : codec::all())
    if (row.family == Family::ecc) rows.push_back(&row);
  const std::size_t rest = data[0] / rows.size();
  const AlgorithmInfo& info = algorithm(rest % 2 == 0 ? AlgorithmId::ecdsa : AlgorithmId::ecdh);
  const Validation validation = rest / 2 % 2 == 0 ? Validation::full : Validation::none;
  const std::size_t index = data[1] % (all_curves().size() + 1);
  const CurveInfo* curve = index == 0 ? nullptr : &all_curves()[index - 1];
  fuzz::check_blob(ByteView(data + 2, size - 2), *rows[data[0] % rows.size()], info, curve, validation);
  return 0;
}
