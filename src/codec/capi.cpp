#include "codec/capi.h"

#include <algorithm>

namespace cng::codec::capi {

Result<const Form*> read_header(ByteReader& reader, std::span<const Form> forms,
                                std::span<const std::uint32_t> algorithms) {
  ByteView type, version, reserved;
  std::uint32_t algorithm = 0;
  std::uint32_t magic = 0;
  if (reader.rest() < 8) return invalid_parameter("the blob is shorter than its header of 8 bytes");
  (void)reader.take(1, type, "bType", "6 public, 7 private", FieldKind::number);
  (void)reader.take(1, version, "bVersion", "2 or 3", FieldKind::number);
  (void)reader.take(2, reserved, "reserved", "0, not believed", FieldKind::number);
  (void)reader.u32(algorithm, "aiKeyAlg", "algorithm and key spec of CryptoAPI", FieldKind::number);
  const auto fits = [&](const Form& form) {
    return form.version == version[0] && (type[0] == kPrivateKeyBlob) == (form.half == Half::private_key);
  };
  // The documentation of the private key blobs of version 3 has the type of a public one; it is taken too.
  const auto fits_loosely = [&](const Form& form) {
    return fits(form) || (form.version == 3 && version[0] == 3 && type[0] == kPublicKeyBlob);
  };
  if (type[0] != kPublicKeyBlob && type[0] != kPrivateKeyBlob) return not_supported("bType is not that of a key pair");
  if (std::none_of(forms.begin(), forms.end(), fits_loosely))
    return not_supported("bType or bVersion is not one of this blob type");
  if (std::find(algorithms.begin(), algorithms.end(), algorithm) == algorithms.end())
    return not_supported("aiKeyAlg is not one of this algorithm");
  if (!reader.u32(magic, "magic", "algorithm, half and version", FieldKind::magic)) return kTooShort;
  for (const Form& form : forms)
    if (form.magic == magic && fits_loosely(form)) return &form;
  return not_supported("the magic does not belong to this blob type");
}

void NumberReader::take(std::size_t size, std::size_t part, const char* name, const char* meaning, FieldKind kind) {
  parts_.set_reversed(part, skip(size, name, meaning, kind));
}

void NumberReader::take_short(std::size_t size, std::size_t part, const char* name, const char* meaning,
                              FieldKind kind) {
  parts_.set_reversed(part, strip_high_zeros(skip(size, name, meaning, kind)));
}

ByteView NumberReader::skip(std::size_t size, const char* name, const char* meaning, FieldKind kind) {
  ByteView number;
  ok_ = ok_ && reader_.take(size, number, name, meaning, kind);
  return number;
}

ByteView strip_high_zeros(ByteView little_endian) {
  std::size_t size = little_endian.size();
  while (size > 0 && little_endian[size - 1] == 0) --size;
  return little_endian.first(size);
}

void write_header(const Header& header, ByteWriter& writer) {
  const std::uint8_t head[] = {header.type, header.version, 0, 0};
  writer.put(head);
  writer.u32(header.algorithm);
  writer.u32(header.magic);
}

bool take_seed(ByteReader& reader, Seed& out) {
  return reader.take(4, out.count, "counter", "of the generation, all ones: unknown", FieldKind::number) &&
         reader.take(Seed::kBytes, out.seed, "seed", "of the generation");
}

}  // namespace cng::codec::capi
