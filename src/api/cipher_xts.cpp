// BCryptEncrypt and BCryptDecrypt with XTS-AES. pbIV is the number of the first data unit, little-endian; a unit has as
// many bytes as the key's MessageBlockLength says. The number is the caller's and is not written back: nothing tells
// whether Windows does.
#include "api/cipher.h"

namespace cng::api {
namespace {

constexpr ULONG kNumberBytes = 8;

std::uint64_t read_number(const UCHAR* bytes) {
  std::uint64_t number = 0;
  for (ULONG i = kNumberBytes; i-- != 0;) number = number << 8 | bytes[i];
  return number;
}

}  // namespace

Status xts_cipher(CipherKey& key, std::uint32_t unit_bytes, const CipherCall& call) {
  if (call.padded) return invalid_parameter("XTS has no padding");
  if (unit_bytes == 0) return invalid_parameter("MessageBlockLength, the size of a data unit, is not set");
  if (call.iv != nullptr && call.iv_size != kNumberBytes) return invalid_parameter("the IV of XTS has 8 bytes");
  const std::size_t size = call.in.size();
  if (size % unit_bytes != 0) {
    *call.out.result = static_cast<ULONG>(size);
    return {Error{Code::invalid_buffer_size, "the input is not a multiple of the data unit"}};
  }
  if (call.out.data != nullptr && call.iv == nullptr)
    return invalid_parameter("XTS needs the number of the data unit in pbIV");
  return two_call(call.out, size, [&](ByteSpan to) {
    return provider::cipher_xts(key, {call.direction, unit_bytes, read_number(call.iv)}, call.in, to);
  });
}

}  // namespace cng::api
