// BCryptExportKey.
#include <algorithm>
#include <cstring>

#include "api/api.h"
#include "api/kek.h"
#include "api/objects.h"
#include "api/opaque.h"
#include "api/output.h"
#include "codec/codec.h"
#include "core/cipher_key.h"
#include "core/kdf_key.h"
#include "provider/key_wrap.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

// What an export needs of a key of any kind. The views live as long as the key and this object.
struct Exported {
  explicit Exported(const KeyObject& object);
  const AlgorithmInfo* algorithm;
  const KeyParts* parts;

 private:
  void hold(const AlgorithmInfo& info, ByteView secret);
  KeyParts own_;
  SecretBytes storage_;
};

// The pseudorandom key of a finalized HKDF key comes behind the hash that it belongs to: the bytes of the name with its
// NUL, counted by a big-endian u32, the name, the key. Source: microsoft/go-crypto-winnative, cng/hkdf.go.
SecretBytes hkdf_payload(const KdfKey::State& state) {
  const WideView name = state.hash->name;
  const std::size_t name_bytes = (name.size() + 1) * sizeof(Char16);
  SecretBytes out(4 + name_bytes + state.secret.size());
  const ByteSpan bytes = out.span(SecretAccess{});
  bytes[3] = static_cast<std::uint8_t>(name_bytes);
  std::memcpy(bytes.data() + 4, name.data(), name_bytes - sizeof(Char16));
  const ByteView secret = state.secret.view(SecretAccess{});
  std::copy(secret.begin(), secret.end(), bytes.begin() + 4 + static_cast<std::ptrdiff_t>(name_bytes));
  return out;
}

void Exported::hold(const AlgorithmInfo& info, ByteView secret) {
  own_.family = info.family;
  own_.has_private = true;
  own_.set(cipher_part::secret, secret);
  algorithm = &info;
  parts = &own_;
}

Exported::Exported(const KeyObject& object) {
  if (object.state() == KeyState::pair) {
    const auto& key = static_cast<const Key&>(object);
    algorithm = &key.algorithm();
    parts = &key.parts();
  } else if (object.state() == KeyState::derivation) {
    const auto& key = static_cast<const KdfKey&>(object);
    KdfKey::State state = key.copy_state();
    storage_ = state.finalized ? hkdf_payload(state) : std::move(state.secret);
    hold(key.algorithm(), storage_.view(SecretAccess{}));
  } else {
    const auto& key = static_cast<const CipherKey&>(object);
    hold(key.algorithm(), key.secret(SecretAccess{}));
  }
}

Status write_blob(const codec::BlobCodec& row, const KeyParts& parts, const AlgorithmInfo& algorithm,
                  const Output& output) {
  const Result<std::size_t> size = codec::measure(row, parts, algorithm);
  if (!size) return size.error();
  return two_call(output, *size, [&](ByteSpan out) -> Status {
    ByteWriter writer(out);
    row.write(parts, algorithm, writer);
    return {};
  });
}

Status export_wrapped(const KeyParts& parts, const CipherKey& kek, const Output& output) {
  const ByteView secret = parts[cipher_part::secret];
  constexpr std::size_t kUnit = 8, kLeast = 16;
  if (secret.size() < kLeast || secret.size() % kUnit != 0)
    return invalid_parameter("the secret is not 16 bytes or more in units of 8, as a wrapped key must be");
  return two_call(output, secret.size() + codec::aes_wrap::kOverhead, [&](ByteSpan out) -> Status {
    SecretBytes wrapped(out.size());  // the caller's buffer is written when all is done
    CNG_TRY(provider::wrap_key(kek, secret, wrapped.span(SecretAccess{})));
    std::copy_n(wrapped.view(SecretAccess{}).begin(), out.size(), out.begin());
    return {};
  });
}

}  // namespace

Status export_key(BCRYPT_KEY_HANDLE hKey, BCRYPT_KEY_HANDLE hExportKey, LPCWSTR pszBlobType, UCHAR* pbOutput,
                  ULONG cbOutput, ULONG* pcbResult, ULONG dwFlags) {
  const Pin<KeyObject> object = handles().pin<KeyObject>(to_handle(hKey), Kind::key);
  if (!object) return invalid_handle("not a key handle");
  if (object->state() == KeyState::pending) return invalid_handle("the key pair is not finalized yet");
  if (pszBlobType == nullptr || pcbResult == nullptr) return invalid_parameter("pszBlobType or pcbResult is NULL");
  const Exported key(*object);
  const codec::BlobCodec* row = codec::find(wide(pszBlobType), key.algorithm->family);
  if (row == nullptr) return not_supported("this algorithm has no such blob type");
  if (row->half == codec::Half::private_key && !key.parts->has_private)
    return invalid_parameter("the key has no private half");
  if (hExportKey != nullptr && row->seal != codec::Seal::aes_wrap)
    return invalid_parameter("this blob type is not encrypted under another key");
  const Result<Pin<CipherKey>> kek = find_kek(row->seal, hExportKey);
  if (!kek) return kek.error();
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const Output output{pbOutput, cbOutput, pcbResult};
  if (row->seal == codec::Seal::aes_wrap) return export_wrapped(*key.parts, **kek, output);
  if (row->seal == codec::Seal::opaque) return export_opaque(static_cast<const CipherKey&>(*object), output);

  // A public key is complete.
  if (!row->computed_parts || !key.parts->has_private) return write_blob(*row, *key.parts, *key.algorithm, output);
  const Result<KeyParts> whole = provider::complete(static_cast<const Key&>(*object));
  if (!whole) return whole.error();
  return write_blob(*row, *whole, *key.algorithm, output);
}

}  // namespace cng::api
