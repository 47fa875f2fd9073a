#include "core/algorithm.h"

#include <array>

namespace cng {
namespace {

constexpr std::uint8_t kOidMd2[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x02};
constexpr std::uint8_t kOidMd4[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x04};
constexpr std::uint8_t kOidMd5[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x05};
constexpr std::uint8_t kOidSha1[] = {0x2B, 0x0E, 0x03, 0x02, 0x1A};
constexpr std::uint8_t kOidSha256[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01};
constexpr std::uint8_t kOidSha384[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02};
constexpr std::uint8_t kOidSha512[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03};
constexpr std::uint8_t kOidSha3_256[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x08};
constexpr std::uint8_t kOidSha3_384[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x09};
constexpr std::uint8_t kOidSha3_512[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x0A};

constexpr HashInfo kMd2{"MD2", 16, 16, kOidMd2};
constexpr HashInfo kMd4{"MD4", 16, 64, kOidMd4};
constexpr HashInfo kMd5{"MD5", 16, 64, kOidMd5};
constexpr HashInfo kSha1{"SHA1", 20, 64, kOidSha1};
constexpr HashInfo kSha256{"SHA2-256", 32, 64, kOidSha256};
constexpr HashInfo kSha384{"SHA2-384", 48, 128, kOidSha384};
constexpr HashInfo kSha512{"SHA2-512", 64, 128, kOidSha512};
constexpr HashInfo kSha3_256{"SHA3-256", 32, 136, kOidSha3_256};
constexpr HashInfo kSha3_384{"SHA3-384", 48, 104, kOidSha3_384};
constexpr HashInfo kSha3_512{"SHA3-512", 64, 72, kOidSha3_512};

using I = Interface;
using F = Family;
using A = AlgorithmId;
constexpr KeyLengths kRsaLengths{512, 16384, 8};

// Rows stand in the order of AlgorithmId. ObjectLength: any value that programs' fixed buffers hold will do.
constexpr AlgorithmInfo kAlgorithms[] = {
    {A::rsa, CNG_W("RSA"), I::asymmetric_encryption, F::rsa, kRsaLengths, CurveId::none, nullptr, 0},
    {A::rsa_sign, CNG_W("RSA_SIGN"), I::signature, F::rsa, kRsaLengths, CurveId::none, nullptr, 0},
    {A::ecdsa, CNG_W("ECDSA"), I::signature, F::ecc, {}, CurveId::none, nullptr, 0},
    {A::ecdsa_p256, CNG_W("ECDSA_P256"), I::signature, F::ecc, {256, 256, 0}, CurveId::p256, nullptr, 0},
    {A::ecdsa_p384, CNG_W("ECDSA_P384"), I::signature, F::ecc, {384, 384, 0}, CurveId::p384, nullptr, 0},
    {A::ecdsa_p521, CNG_W("ECDSA_P521"), I::signature, F::ecc, {521, 521, 0}, CurveId::p521, nullptr, 0},
    {A::ecdh, CNG_W("ECDH"), I::secret_agreement, F::ecc, {}, CurveId::none, nullptr, 0},
    {A::ecdh_p256, CNG_W("ECDH_P256"), I::secret_agreement, F::ecc, {256, 256, 0}, CurveId::p256, nullptr, 0},
    {A::ecdh_p384, CNG_W("ECDH_P384"), I::secret_agreement, F::ecc, {384, 384, 0}, CurveId::p384, nullptr, 0},
    {A::ecdh_p521, CNG_W("ECDH_P521"), I::secret_agreement, F::ecc, {521, 521, 0}, CurveId::p521, nullptr, 0},
    {A::md2, CNG_W("MD2"), I::hash, F::none, {}, CurveId::none, &kMd2, 270},
    {A::md4, CNG_W("MD4"), I::hash, F::none, {}, CurveId::none, &kMd4, 270},
    {A::md5, CNG_W("MD5"), I::hash, F::none, {}, CurveId::none, &kMd5, 274},
    {A::sha1, CNG_W("SHA1"), I::hash, F::none, {}, CurveId::none, &kSha1, 278},
    {A::sha256, CNG_W("SHA256"), I::hash, F::none, {}, CurveId::none, &kSha256, 286},
    {A::sha384, CNG_W("SHA384"), I::hash, F::none, {}, CurveId::none, &kSha384, 382},
    {A::sha512, CNG_W("SHA512"), I::hash, F::none, {}, CurveId::none, &kSha512, 382},
    {A::sha3_256, CNG_W("SHA3-256"), I::hash, F::none, {}, CurveId::none, &kSha3_256, 382},
    {A::sha3_384, CNG_W("SHA3-384"), I::hash, F::none, {}, CurveId::none, &kSha3_384, 382},
    {A::sha3_512, CNG_W("SHA3-512"), I::hash, F::none, {}, CurveId::none, &kSha3_512, 382},
    {A::rng, CNG_W("RNG"), I::rng, F::none, {}, CurveId::none, nullptr, 0},
};

constexpr bool rows_in_order() {
  for (std::size_t i = 0; i < std::size(kAlgorithms); ++i)
    if (kAlgorithms[i].id != static_cast<AlgorithmId>(i)) return false;
  return true;
}
static_assert(rows_in_order());

// Source: "CNG Algorithm Pseudo-handles"; sorted by value.
constexpr PseudoHandle kPseudoHandles[] = {
    {0x001, A::md2, 0},
    {0x011, A::md4, 0},
    {0x021, A::md5, 0},
    {0x031, A::sha1, 0},
    {0x041, A::sha256, 0},
    {0x051, A::sha384, 0},
    {0x061, A::sha512, 0},
    {0x081, A::rng, 0},
    {0x091, A::md5, kAlgHandleHmac},
    {0x0A1, A::sha1, kAlgHandleHmac},
    {0x0B1, A::sha256, kAlgHandleHmac},
    {0x0C1, A::sha384, kAlgHandleHmac},
    {0x0D1, A::sha512, kAlgHandleHmac},
    {0x0E1, A::rsa, 0},
    {0x0F1, A::ecdsa, 0},
    {0x121, A::md2, kAlgHandleHmac},
    {0x131, A::md4, kAlgHandleHmac},
    {0x291, A::ecdh, 0},
    {0x2A1, A::ecdh_p256, 0},
    {0x2B1, A::ecdh_p384, 0},
    {0x2C1, A::ecdh_p521, 0},
    {0x2E1, A::ecdsa_p256, 0},
    {0x2F1, A::ecdsa_p384, 0},
    {0x301, A::ecdsa_p521, 0},
    {0x311, A::rsa_sign, 0},
    {0x3B1, A::sha3_256, 0},
    {0x3C1, A::sha3_384, 0},
    {0x3D1, A::sha3_512, 0},
    {0x3E1, A::sha3_256, kAlgHandleHmac},
    {0x3F1, A::sha3_384, kAlgHandleHmac},
    {0x401, A::sha3_512, kAlgHandleHmac},
};

// The row of each pseudo-handle by its index, the value's upper bits: every call with one looks here.
constexpr std::uint8_t kNoRow = 0xFF;
constexpr auto kPseudoRow = [] {
  std::array<std::uint8_t, 0x48> rows{};
  rows.fill(kNoRow);
  for (std::size_t i = 0; i < std::size(kPseudoHandles); ++i)
    rows[kPseudoHandles[i].value >> 4] = static_cast<std::uint8_t>(i);
  return rows;
}();

}  // namespace

std::span<const AlgorithmInfo> all_algorithms() { return kAlgorithms; }

const AlgorithmInfo* find_algorithm(WideView name) {
  for (const AlgorithmInfo& row : kAlgorithms)
    if (row.name == name) return &row;
  return nullptr;
}

const AlgorithmInfo& algorithm(AlgorithmId id) { return kAlgorithms[static_cast<std::size_t>(id)]; }

const PseudoHandle* find_pseudo_handle(std::uintptr_t handle) {
  if ((handle & 0xF) != 1 || handle >> 4 >= kPseudoRow.size()) return nullptr;
  const std::uint8_t row = kPseudoRow[handle >> 4];
  return row == kNoRow ? nullptr : &kPseudoHandles[row];
}

}  // namespace cng
