#include "core/nameless_curve.h"

namespace cng {

NamelessCurve::NamelessCurve(ByteView parameters) : bytes_(parameters.begin(), parameters.end()) {
  ByteReader reader(bytes_);
  std::uint32_t cofactor_bytes = 0;
  ByteView version_type_and_generation;
  (void)reader.take(12, version_type_and_generation, "", "");
  (void)reader.u32(field_bytes, "", "");
  (void)reader.u32(order_bytes, "", "");
  (void)reader.u32(cofactor_bytes, "", "");
  id = CurveId::nameless;
  name = CNG_W("");  // with a NUL behind it, as all names
  domain = ByteView(bytes_).subspan(kHeaderBytes, std::size_t{5} * field_bytes + order_bytes + cofactor_bytes);
  bits = bit_length(p());
}

}  // namespace cng
