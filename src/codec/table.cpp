// THE dispatch table: no other file compares blob-type strings.
#include "codec/codec.h"
#include "codec/storage_blob.h"

namespace cng::codec {
namespace {

using F = Family;
using H = Half;

Status has_seed(const KeyParts& parts) {
  if (parts[pq_part::seed].empty()) return not_supported("the key did not come from a seed");
  return {};
}

constexpr bool kExportOnly = true;

constexpr BlobCodec kCodecs[] = {
    // type, family, half, generic, computed parts, parse, write, writable, seal, export only
    {CNG_W("RSAPUBLICBLOB"), F::rsa, H::public_key, false, false, rsa::parse, rsa::write_public},
    {CNG_W("RSAPRIVATEBLOB"), F::rsa, H::private_key, false, false, rsa::parse, rsa::write_private},
    {CNG_W("RSAFULLPRIVATEBLOB"), F::rsa, H::private_key, false, true, rsa::parse, rsa::write_full_private},
    {CNG_W("PUBLICBLOB"), F::rsa, H::public_key, true, false, rsa::parse, rsa::write_public},
    {CNG_W("PRIVATEBLOB"), F::rsa, H::private_key, true, false, rsa::parse, rsa::write_private},
    {CNG_W("CAPIPUBLICBLOB"), F::rsa, H::public_key, false, false, capi_rsa::parse, capi_rsa::write_public,
     capi_rsa::check_writable, Seal::none, kExportOnly},
    {CNG_W("CAPIPRIVATEBLOB"), F::rsa, H::private_key, false, true, capi_rsa::parse, capi_rsa::write_private,
     capi_rsa::check_writable},
    {CNG_W("ECCPUBLICBLOB"), F::ecc, H::public_key, false, true, ecc::parse, ecc::write_public},
    {CNG_W("ECCPRIVATEBLOB"), F::ecc, H::private_key, false, true, ecc::parse, ecc::write_private},
    {CNG_W("ECCFULLPUBLICBLOB"), F::ecc, H::public_key, false, true, ecc::parse_full, ecc::write_full_public},
    {CNG_W("ECCFULLPRIVATEBLOB"), F::ecc, H::private_key, false, true, ecc::parse_full, ecc::write_full_private},
    {CNG_W("PUBLICBLOB"), F::ecc, H::public_key, true, true, ecc::parse, ecc::write_public},
    {CNG_W("PRIVATEBLOB"), F::ecc, H::private_key, true, true, ecc::parse, ecc::write_private},
    {CNG_W("DHPUBLICBLOB"), F::dh, H::public_key, false, true, dh::parse, dh::write_public},
    {CNG_W("DHPRIVATEBLOB"), F::dh, H::private_key, false, true, dh::parse, dh::write_private},
    {CNG_W("PUBLICBLOB"), F::dh, H::public_key, true, true, dh::parse, dh::write_public},
    {CNG_W("PRIVATEBLOB"), F::dh, H::private_key, true, true, dh::parse, dh::write_private},
    {CNG_W("CAPIDHPUBLICBLOB"), F::dh, H::public_key, false, true, capi_dh::parse, capi_dh::write_public, nullptr,
     Seal::none, kExportOnly},
    {CNG_W("CAPIDHPRIVATEBLOB"), F::dh, H::private_key, false, true, capi_dh::parse, capi_dh::write_private},
    {CNG_W("DSAPUBLICBLOB"), F::dsa, H::public_key, false, true, dsa::parse, dsa::write_public, dsa::check_writable},
    {CNG_W("DSAPRIVATEBLOB"), F::dsa, H::private_key, false, true, dsa::parse, dsa::write_private, dsa::check_writable},
    {CNG_W("PUBLICBLOB"), F::dsa, H::public_key, true, true, dsa::parse, dsa::write_public, dsa::check_writable},
    {CNG_W("PRIVATEBLOB"), F::dsa, H::private_key, true, true, dsa::parse, dsa::write_private, dsa::check_writable},
    {CNG_W("CAPIDSAPUBLICBLOB"), F::dsa, H::public_key, false, true, capi_dsa::parse, capi_dsa::write_public,
     dsa::check_writable, Seal::none, kExportOnly},
    {CNG_W("CAPIDSAPRIVATEBLOB"), F::dsa, H::private_key, false, true, capi_dsa::parse, capi_dsa::write_private,
     dsa::check_writable},
    {CNG_W("V2CAPIDSAPUBLICBLOB"), F::dsa, H::public_key, false, true, capi_dsa::parse_v2, capi_dsa::write_v2_public,
     capi_dsa::check_writable_v2},
    {CNG_W("V2CAPIDSAPRIVATEBLOB"), F::dsa, H::private_key, false, true, capi_dsa::parse_v2, capi_dsa::write_v2_private,
     capi_dsa::check_writable_v2},
    {CNG_W("KeyDataBlob"), F::symmetric, H::private_key, false, false, key_data::parse, key_data::write},
    {CNG_W("Rfc3565KeyWrapBlob"), F::symmetric, H::private_key, false, false, aes_wrap::parse, aes_wrap::write, nullptr,
     Seal::aes_wrap},
    {CNG_W("OpaqueKeyBlob"), F::symmetric, H::private_key, false, false, opaque::parse, opaque::write, nullptr,
     Seal::opaque},
    {CNG_W("KeyDataBlob"), F::derivation, H::private_key, false, false, key_data::parse, key_data::write},
    {CNG_W("MLKEMPUBLICBLOB"), F::mlkem, H::public_key, false, true, pq::parse_public, pq::write_public},
    {CNG_W("MLKEMPRIVATEBLOB"), F::mlkem, H::private_key, false, true, pq::parse_private, pq::write_private},
    {CNG_W("MLKEMPRIVATESEEDBLOB"), F::mlkem, H::private_key, false, false, pq::parse_seed, pq::write_seed, has_seed},
    {CNG_W("PUBLICBLOB"), F::mlkem, H::public_key, true, true, pq::parse_public, pq::write_public},
    {CNG_W("PRIVATEBLOB"), F::mlkem, H::private_key, true, true, pq::parse_private, pq::write_private},
    {CNG_W("PQDSAPUBLICBLOB"), F::mldsa, H::public_key, false, true, pq::parse_public, pq::write_public},
    {CNG_W("PQDSAPRIVATEBLOB"), F::mldsa, H::private_key, false, true, pq::parse_private, pq::write_private},
    {CNG_W("PQDSAPRIVATESEEDBLOB"), F::mldsa, H::private_key, false, false, pq::parse_seed, pq::write_seed, has_seed},
    {CNG_W("PUBLICBLOB"), F::mldsa, H::public_key, true, true, pq::parse_public, pq::write_public},
    {CNG_W("PRIVATEBLOB"), F::mldsa, H::private_key, true, true, pq::parse_private, pq::write_private},
    {CNG_W("PQDSAPUBLICBLOB"), F::slhdsa, H::public_key, false, true, pq::parse_public, pq::write_public},
    {CNG_W("PQDSAPRIVATEBLOB"), F::slhdsa, H::private_key, false, true, pq::parse_private, pq::write_private},
    {CNG_W("PUBLICBLOB"), F::slhdsa, H::public_key, true, true, pq::parse_public, pq::write_public},
    {CNG_W("PRIVATEBLOB"), F::slhdsa, H::private_key, true, true, pq::parse_private, pq::write_private},
    {CNG_W("PQDSAPUBLICBLOB"), F::hash_based, H::public_key, false, false, hash_based::parse_public,
     hash_based::write_public},
    {CNG_W("PUBLICBLOB"), F::hash_based, H::public_key, true, false, hash_based::parse_public,
     hash_based::write_public},
};

struct Magic {
  std::uint32_t value;
  WideView type;
  AlgorithmId algorithm;
};

using A = AlgorithmId;
constexpr Magic kMagics[] = {
    {0x31415352, CNG_W("RSAPUBLICBLOB"), A::rsa},          {0x32415352, CNG_W("RSAPRIVATEBLOB"), A::rsa},
    {0x33415352, CNG_W("RSAFULLPRIVATEBLOB"), A::rsa},     {0x314B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh_p256},
    {0x324B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh_p256},   {0x334B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh_p384},
    {0x344B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh_p384},   {0x354B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh_p521},
    {0x364B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh_p521},   {0x504B4345, CNG_W("ECCPUBLICBLOB"), A::ecdh},
    {0x564B4345, CNG_W("ECCPRIVATEBLOB"), A::ecdh},        {0x31534345, CNG_W("ECCPUBLICBLOB"), A::ecdsa_p256},
    {0x32534345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa_p256},  {0x33534345, CNG_W("ECCPUBLICBLOB"), A::ecdsa_p384},
    {0x34534345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa_p384},  {0x35534345, CNG_W("ECCPUBLICBLOB"), A::ecdsa_p521},
    {0x36534345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa_p521},  {0x50444345, CNG_W("ECCPUBLICBLOB"), A::ecdsa},
    {0x56444345, CNG_W("ECCPRIVATEBLOB"), A::ecdsa},       {0x4D42444B, CNG_W("KeyDataBlob"), A::aes},
    {0x424B504F, CNG_W("OpaqueKeyBlob"), A::aes},          {0x504B4C4D, CNG_W("MLKEMPUBLICBLOB"), A::mlkem},
    {0x524B4C4D, CNG_W("MLKEMPRIVATEBLOB"), A::mlkem},     {0x534B4C4D, CNG_W("MLKEMPRIVATESEEDBLOB"), A::mlkem},
    {0x4B505344, CNG_W("PQDSAPUBLICBLOB"), A::mldsa},      {0x4B535344, CNG_W("PQDSAPRIVATEBLOB"), A::mldsa},
    {0x53535344, CNG_W("PQDSAPRIVATESEEDBLOB"), A::mldsa}, {0x4B504853, CNG_W("PQDSAPUBLICBLOB"), A::slhdsa},
    {0x4B534853, CNG_W("PQDSAPRIVATEBLOB"), A::slhdsa},    {0x42504844, CNG_W("DHPUBLICBLOB"), A::dh},
    {0x56504844, CNG_W("DHPRIVATEBLOB"), A::dh},           {0x42505344, CNG_W("DSAPUBLICBLOB"), A::dsa},
    {0x32425044, CNG_W("DSAPUBLICBLOB"), A::dsa},          {0x56505344, CNG_W("DSAPRIVATEBLOB"), A::dsa},
    {0x32565044, CNG_W("DSAPRIVATEBLOB"), A::dsa},         {0x4B504D4C, CNG_W("PQDSAPUBLICBLOB"), A::lms},
    {0x4B504D58, CNG_W("PQDSAPUBLICBLOB"), A::xmss},
};

// The magics of CryptoAPI's blobs, which stand behind a common header of eight bytes.
constexpr Magic kCapiMagics[] = {
    {0x31415352, CNG_W("CAPIPUBLICBLOB"), A::rsa},       {0x32415352, CNG_W("CAPIPRIVATEBLOB"), A::rsa},
    {0x33484400, CNG_W("CAPIDHPUBLICBLOB"), A::dh},      {0x34484400, CNG_W("CAPIDHPRIVATEBLOB"), A::dh},
    {0x32484400, CNG_W("CAPIDHPRIVATEBLOB"), A::dh},     {0x33535344, CNG_W("CAPIDSAPUBLICBLOB"), A::dsa},
    {0x34535344, CNG_W("CAPIDSAPRIVATEBLOB"), A::dsa},   {0x31535344, CNG_W("V2CAPIDSAPUBLICBLOB"), A::dsa},
    {0x32535344, CNG_W("V2CAPIDSAPRIVATEBLOB"), A::dsa},
};

using S = StorageType;
constexpr F kPairs[] = {F::rsa, F::ecc, F::dh, F::dsa, F::mlkem, F::mldsa, F::slhdsa};
constexpr F kSecrets[] = {F::symmetric};
constexpr F kDerivations[] = {F::derivation};
constexpr F kEvery[] = {F::rsa, F::ecc, F::dh, F::dsa, F::symmetric, F::derivation, F::mlkem, F::mldsa, F::slhdsa};

constexpr StorageRow kStorageRows[] = {
    {CNG_W("PKCS8_PRIVATEKEY"), S::pkcs8, kPairs},
    {CNG_W("PKCS7_ENVELOPE"), S::pkcs7, kPairs},
    {CNG_W("OpaqueTransport"), S::opaque_transport, kEvery},
    {CNG_W("CipherKeyBlob"), S::cipher_key, kSecrets},
    {CNG_W("KDFKeyBlob"), S::kdf_key, kDerivations},
    {CNG_W("ProtectedKeyBlob"), S::refused, {}},
    {CNG_W("PQPrivateKeyBlob"), S::refused, {}},
    {CNG_W("PKCS11RsaAesWrapBlob"), S::refused, {}},
    {CNG_W("PcpTpmProtectedKeyBlob"), S::refused, {}},
    {CNG_W("PcpTpmPersistentKeyBlob"), S::refused, {}},
    {CNG_W("ISOLATED_KEY_ENVELOPE"), S::refused, {}},
};

// Two blob types share the generic magics of elliptic curves. The next field tells them apart: a version, which is 1,
// or the size of a coordinate, which never is.
WideView type_of(const Magic& row, ByteReader& rest) {
  std::uint32_t next = 0;
  if ((row.algorithm != A::ecdh && row.algorithm != A::ecdsa) || !rest.u32(next, "", "") || next != 1) return row.type;
  return equal(row.type, CNG_W("ECCPUBLICBLOB")) ? CNG_W("ECCFULLPUBLICBLOB") : CNG_W("ECCFULLPRIVATEBLOB");
}

std::optional<Identity> find_magic(std::span<const Magic> magics, std::uint32_t value, ByteReader& rest) {
  for (const Magic& row : magics) {
    if (row.value != value) continue;
    const AlgorithmInfo& info = algorithm(row.algorithm);
    return Identity{find(type_of(row, rest), info.family), &info};
  }
  return std::nullopt;
}

// Public or private key, version 2 or 3, reserved zeros.
bool is_capi_header(std::uint32_t value) {
  return value == 0x00000206 || value == 0x00000207 || value == 0x00000306 || value == 0x00000307;
}

}  // namespace

std::span<const BlobCodec> all() { return kCodecs; }

const BlobCodec* find(WideView type, Family family) {
  for (const BlobCodec& row : kCodecs)
    if (row.family == family && equal(row.type, type)) return &row;
  return nullptr;
}

Result<std::size_t> measure(const BlobCodec& row, const KeyParts& parts, const AlgorithmInfo& algorithm) {
  if (row.writable != nullptr) CNG_TRY(row.writable(parts));
  ByteWriter counter;
  row.write(parts, algorithm, counter);
  return counter.written();
}

std::optional<Identity> identify(ByteView blob) {
  ByteReader reader(blob);
  std::uint32_t value = 0;
  if (!reader.u32(value, "Magic", "")) return std::nullopt;
  if (!is_capi_header(value)) return find_magic(kMagics, value, reader);
  std::uint32_t algorithm = 0;
  if (!reader.u32(algorithm, "aiKeyAlg", "") || !reader.u32(value, "magic", "")) return std::nullopt;
  return find_magic(kCapiMagics, value, reader);
}

const BlobCodec* find_any(WideView type) {
  for (const BlobCodec& row : kCodecs)
    if (equal(row.type, type)) return &row;
  return nullptr;
}

std::optional<Identity> identify_as(WideView type, ByteView blob) {
  if (const std::optional<Identity> told = identify(blob)) {
    const BlobCodec* row = find(type, told->algorithm->family);
    if (row != nullptr) return Identity{row, told->algorithm};
  }
  const BlobCodec* row = find_any(type);
  if (row == nullptr || row->generic) return std::nullopt;
  for (const Magic& magic : kMagics)
    if (algorithm(magic.algorithm).family == row->family) return Identity{row, &algorithm(magic.algorithm)};
  return std::nullopt;
}

WideView identify_storage(ByteView blob) {
  ByteReader reader(blob);
  std::uint32_t size = 0, value = 0;
  if (!reader.u32(size, "cbSize", "") || !reader.u32(value, "dwMagic", "")) return {};
  if (size == sealed::kTransportMagic) return CNG_W("OpaqueTransport");
  if (value == kCipherKeyMagic) return CNG_W("CipherKeyBlob");
  return value == kKdfKeyMagic ? CNG_W("KDFKeyBlob") : WideView();
}

StorageType storage_type(WideView type) {
  for (const StorageRow& row : kStorageRows)
    if (equal(row.type, type)) return row.meaning;
  return StorageType::none;
}

std::span<const StorageRow> storage_rows() { return kStorageRows; }

}  // namespace cng::codec
