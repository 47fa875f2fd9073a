#include "api/storage_parameters.h"

#include <cstring>

#include "api/output.h"

namespace cng::api {
namespace {

constexpr ULONG kCurveName = 60;        // NCRYPTBUFFER_ECC_CURVE_NAME, which older headers lack
constexpr ULONG kCurveParameters = 61;  // NCRYPTBUFFER_ECC_PARAMETERS
constexpr std::size_t kMostText = 0x10000;

// UTF-16 up to its NUL or the end of the buffer; half a unit at the end is none.
WideText read_text(ByteView bytes) {
  WideText text(bytes.size() / sizeof(Char16), 0);
  if (!text.empty()) std::memcpy(text.data(), bytes.data(), text.size() * sizeof(Char16));
  const std::size_t end = text.find(Char16{0});
  if (end != WideText::npos) text.resize(end);
  return text;
}

// The length counts the NUL; a password that has none is taken whole.
SecretBytes read_secret(ByteView bytes) {
  std::size_t size = bytes.size() & ~std::size_t{1};
  for (std::size_t i = 0; i + 1 < size; i += 2)
    if (bytes[i] == 0 && bytes[i + 1] == 0) size = i;
  return SecretBytes(bytes.first(size), SecretAccess{});
}

std::string read_ansi(ByteView bytes) {
  std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return text.substr(0, text.find('\0'));
}

Status read_buffer(const BCryptBuffer& buffer, StorageParameters& out) {
  const auto* data = static_cast<const UCHAR*>(buffer.pvBuffer);
  if (missing(data, buffer.cbBuffer)) return invalid_parameter("a parameter buffer is NULL");
  const ByteView bytes = view(data, buffer.cbBuffer);
  switch (buffer.BufferType) {
    case NCRYPTBUFFER_PKCS_KEY_NAME:
      if (bytes.size() > kMostText) return invalid_parameter("the key's name is too long");
      out.name = read_text(bytes);
      return {};
    case NCRYPTBUFFER_PKCS_SECRET:
      if (bytes.size() > kMostText) return invalid_parameter("the password is too long");
      out.secret = read_secret(bytes);
      return {};
    case kCurveName:
      if (bytes.size() > kMostText) return invalid_parameter("no such curve");
      out.curve = read_text(bytes);
      return {};
    case kCurveParameters:
      out.curve_parameters = bytes;
      return {};
    case NCRYPTBUFFER_PKCS_ALG_OID:
      if (bytes.size() > kMostText) return not_supported("no such protection of keys");
      out.protection_oid = read_ansi(bytes);
      return {};
    case NCRYPTBUFFER_PKCS_ALG_PARAM:
      out.protection = bytes;
      return {};
    case NCRYPTBUFFER_CERT_BLOB:
      out.certificate = bytes;
      return {};
    default:
      return {};
  }
}

}  // namespace

Result<StorageParameters> read_storage_parameters(const NCryptBufferDesc* list) {
  StorageParameters out;
  if (list == nullptr) return out;
  if (missing(list->pBuffers, list->cBuffers)) return invalid_parameter("pBuffers is NULL");
  for (ULONG i = 0; i < list->cBuffers; ++i) CNG_TRY(read_buffer(list->pBuffers[i], out));
  return out;
}

}  // namespace cng::api
