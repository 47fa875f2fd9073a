#include "blob_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cng::fuzz::check_family(cng::Family::dh, data, size);
  return 0;
}
