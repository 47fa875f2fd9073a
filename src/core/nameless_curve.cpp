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

std::vector<std::uint8_t> join_parameters(const CurveNumbers& numbers) {
  const auto write = [&](ByteWriter& writer) {
    constexpr std::uint32_t kVersion = 1, kShortWeierstrass = 1, kNoGeneration = 0;
    for (const std::uint32_t field : {kVersion, kShortWeierstrass, kNoGeneration}) writer.u32(field);
    for (const ByteView sized : {numbers.p, numbers.n, numbers.h, numbers.seed})
      writer.u32(static_cast<std::uint32_t>(sized.size()));
    for (const ByteView number : {numbers.p, numbers.a, numbers.b, numbers.gx, numbers.gy})
      writer.put_padded(number, numbers.p.size());
    for (const ByteView number : {numbers.n, numbers.h, numbers.seed}) writer.put(number);
  };
  ByteWriter counter;
  write(counter);
  std::vector<std::uint8_t> out(counter.written());
  ByteWriter writer{ByteSpan(out)};
  write(writer);
  return out;
}

}  // namespace cng
