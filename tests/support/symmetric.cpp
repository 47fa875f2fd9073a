#include "support/symmetric.h"

#include <memory>

#include "support/properties.h"

namespace cngtest {
namespace {

std::unique_ptr<UCHAR[]> exact(const Bytes& bytes) {
  std::unique_ptr<UCHAR[]> out(new UCHAR[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), out.get());
  return out;
}

MadeKey made(NTSTATUS status, PVOID raw) {
  MadeKey out;
  out.status = status;
  out.written = raw != untouched();
  if (status == STATUS_SUCCESS && out.written) out.handle = Key(raw);
  return out;
}

Bytes run_through(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Bytes* iv, ULONG flags) {
  const Ran asked = query(function, key, input, iv, flags);
  EXPECT_THAT(asked.status, IsSuccess()) << "size query";
  if (asked.status != STATUS_SUCCESS) return {};
  const Ran out = run(function, key, input, iv, asked.size, flags);
  EXPECT_THAT(out.status, IsSuccess());
  return out.bytes;
}

}  // namespace

MadeKey generate_symmetric(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, ULONG flags) {
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status =
      BCryptGenerateSymmetricKey(algorithm, &raw, nullptr, 0, exact(secret).get(), len(secret), flags);
  return made(status, raw);
}

MadeKey import_symmetric(BCRYPT_ALG_HANDLE algorithm, LPCWSTR type, const Bytes& blob, ULONG flags) {
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status =
      BCryptImportKey(algorithm, nullptr, type, &raw, nullptr, 0, exact(blob).get(), len(blob), flags);
  return made(status, raw);
}

Key symmetric(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, ULONG flags) {
  MadeKey out = generate_symmetric(algorithm, secret, flags);
  EXPECT_THAT(out, IsMade());
  return std::move(out.handle);
}

Bytes key_data(const Bytes& secret) { return concat({le32(kKdbm), le32(1), le32(len(secret)), secret}); }

Ran run(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Bytes* iv, std::size_t room, ULONG flags,
        PVOID info) {
  MarkedBuffer buffer(room);
  Ran out;
  out.size = kUntouchedSize;
  const std::unique_ptr<UCHAR[]> bytes = exact(input);
  out.status = function(key, bytes.get(), len(input), info, iv ? iv->data() : nullptr, iv ? len(*iv) : 0, buffer.data(),
                        buffer.size(), &out.size, flags);
  EXPECT_TRUE(buffer.untouched_from(room)) << "the call wrote behind its buffer";
  EXPECT_EQ(Bytes(bytes.get(), bytes.get() + input.size()), input) << "the call changed its input";
  if (out.status == STATUS_SUCCESS) {
    EXPECT_LE(out.size, room);
    EXPECT_TRUE(buffer.untouched_from(out.size)) << "the call wrote behind its size";
  }
  out.wrote = !buffer.untouched();
  if (out.wrote) out.bytes = buffer.first(std::min<std::size_t>(out.size, room));
  return out;
}

Ran query(CipherFunction function, BCRYPT_KEY_HANDLE key, const Bytes& input, Bytes* iv, ULONG flags, PVOID info) {
  Ran out;
  out.size = kUntouchedSize;
  const Bytes before = iv ? *iv : Bytes();
  const std::unique_ptr<UCHAR[]> bytes = exact(input);
  out.status = function(key, bytes.get(), len(input), info, iv ? iv->data() : nullptr, iv ? len(*iv) : 0, nullptr, 0,
                        &out.size, flags);
  EXPECT_TRUE(iv == nullptr || *iv == before) << "a size query changed the IV";
  return out;
}

Bytes encrypted(BCRYPT_KEY_HANDLE key, const Bytes& plain, Bytes* iv, ULONG flags) {
  return run_through(BCryptEncrypt, key, plain, iv, flags);
}

Bytes decrypted(BCRYPT_KEY_HANDLE key, const Bytes& cipher, Bytes* iv, ULONG flags) {
  return run_through(BCryptDecrypt, key, cipher, iv, flags);
}

Bytes encrypted_from(BCRYPT_KEY_HANDLE key, const Bytes& plain, Bytes iv, ULONG flags) {
  return encrypted(key, plain, &iv, flags);
}

Bytes decrypted_from(BCRYPT_KEY_HANDLE key, const Bytes& cipher, Bytes iv, ULONG flags) {
  return decrypted(key, cipher, &iv, flags);
}

std::string chaining_mode(BCRYPT_HANDLE object) {
  const Output out = get_property(object, BCRYPT_CHAINING_MODE);
  EXPECT_THAT(out.status, IsSuccess());
  EXPECT_EQ(out.bytes.size(), 64U);
  std::string name;
  for (std::size_t i = 0; i + 1 < out.bytes.size() && out.bytes[i] != 0; i += 2)
    name += static_cast<char>(out.bytes[i]);
  return name;
}

Aead::Aead(Bytes nonce, Bytes aad, Bytes tag)
    : nonce_(std::move(nonce)), aad_(std::move(aad)), tag_(std::move(tag)), context_(16) {
  BCRYPT_INIT_AUTH_MODE_INFO(info);
  info.pbNonce = nonce_.data();
  info.cbNonce = len(nonce_);
  info.pbTag = tag_.data();
  info.cbTag = len(tag_);
  set_aad(std::move(aad_));
}

void Aead::set_aad(Bytes aad) {
  aad_ = std::move(aad);
  info.pbAuthData = aad_.empty() ? nullptr : aad_.data();
  info.cbAuthData = len(aad_);
}

void Aead::chained() {
  info.pbMacContext = context_.data();
  info.cbMacContext = len(context_);
  info.dwFlags = BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG;
}

}  // namespace cngtest
