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

constexpr std::uint8_t kOidShake128[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x0B};
constexpr std::uint8_t kOidShake256[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x0C};

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
constexpr HashInfo kCshake128{"KECCAK-KMAC-128", 32, 168, {}, HashKind::cshake};
constexpr HashInfo kCshake256{"KECCAK-KMAC-256", 64, 136, {}, HashKind::cshake};
constexpr HashInfo kKmac128{"KMAC-128", 32, 168, {}, HashKind::kmac};
constexpr HashInfo kKmac256{"KMAC-256", 64, 136, {}, HashKind::kmac};
constexpr HashInfo kShake128{"SHAKE-128", 32, 168, kOidShake128, HashKind::xof};
constexpr HashInfo kShake256{"SHAKE-256", 64, 136, kOidShake256, HashKind::xof};
constexpr HashInfo kAesCmac{"CMAC", 16, 16, {}, HashKind::cmac};
constexpr HashInfo kAesGmac{"GMAC", 16, 16, {}, HashKind::gmac};

constexpr std::uint32_t bit(ChainMode mode) { return 1U << static_cast<unsigned>(mode); }
constexpr std::uint32_t kBlockModes = bit(ChainMode::cbc) | bit(ChainMode::ecb) | bit(ChainMode::cfb);
constexpr std::uint32_t kAesModes = kBlockModes | bit(ChainMode::ccm) | bit(ChainMode::gcm);
constexpr CipherInfo kAes{16, ChainMode::cbc, kAesModes, 256};
constexpr CipherInfo kTdes{8, ChainMode::cbc, kBlockModes, 192};
constexpr CipherInfo kTdes112{8, ChainMode::cbc, kBlockModes, 128};
constexpr CipherInfo kDes{8, ChainMode::cbc, kBlockModes, 64};
constexpr CipherInfo kDesx{8, ChainMode::cbc, kBlockModes, 192};
constexpr CipherInfo kRc2{8, ChainMode::cbc, kBlockModes, 1024};
constexpr CipherInfo kRc4{1, ChainMode::none, bit(ChainMode::none), 2048, CipherKind::stream};
constexpr CipherInfo kXtsAes{16, ChainMode::none, bit(ChainMode::none), 512, CipherKind::xts};
constexpr CipherInfo kChaCha{1, ChainMode::none, bit(ChainMode::none), 256, CipherKind::poly1305};

using I = Interface;
using F = Family;
using A = AlgorithmId;
constexpr KeyLengths kRsaLengths{512, 16384, 8};

// Rows stand in the order of AlgorithmId. ObjectLength: any value that programs' fixed buffers hold will do.
constexpr AlgorithmInfo kAlgorithms[] = {
    {A::rsa, CNG_W("RSA"), I::asymmetric_encryption, F::rsa, kRsaLengths, CurveId::none, nullptr, nullptr, 0},
    {A::rsa_sign, CNG_W("RSA_SIGN"), I::signature, F::rsa, kRsaLengths, CurveId::none, nullptr, nullptr, 0},
    {A::ecdsa, CNG_W("ECDSA"), I::signature, F::ecc, {}, CurveId::none, nullptr, nullptr, 0},
    {A::ecdsa_p256, CNG_W("ECDSA_P256"), I::signature, F::ecc, {256, 256, 0}, CurveId::p256, nullptr, nullptr, 0},
    {A::ecdsa_p384, CNG_W("ECDSA_P384"), I::signature, F::ecc, {384, 384, 0}, CurveId::p384, nullptr, nullptr, 0},
    {A::ecdsa_p521, CNG_W("ECDSA_P521"), I::signature, F::ecc, {521, 521, 0}, CurveId::p521, nullptr, nullptr, 0},
    {A::ecdh, CNG_W("ECDH"), I::secret_agreement, F::ecc, {}, CurveId::none, nullptr, nullptr, 0},
    {A::ecdh_p256, CNG_W("ECDH_P256"), I::secret_agreement, F::ecc, {256, 256, 0}, CurveId::p256, nullptr, nullptr, 0},
    {A::ecdh_p384, CNG_W("ECDH_P384"), I::secret_agreement, F::ecc, {384, 384, 0}, CurveId::p384, nullptr, nullptr, 0},
    {A::ecdh_p521, CNG_W("ECDH_P521"), I::secret_agreement, F::ecc, {521, 521, 0}, CurveId::p521, nullptr, nullptr, 0},
    {A::dh, CNG_W("DH"), I::secret_agreement, F::dh, {512, 4096, 64}, CurveId::none, nullptr, nullptr, 0},
    {A::dsa, CNG_W("DSA"), I::signature, F::dsa, {512, 3072, 64}, CurveId::none, nullptr, nullptr, 0},
    {A::md2, CNG_W("MD2"), I::hash, F::none, {}, CurveId::none, &kMd2, nullptr, 270},
    {A::md4, CNG_W("MD4"), I::hash, F::none, {}, CurveId::none, &kMd4, nullptr, 270},
    {A::md5, CNG_W("MD5"), I::hash, F::none, {}, CurveId::none, &kMd5, nullptr, 274},
    {A::sha1, CNG_W("SHA1"), I::hash, F::none, {}, CurveId::none, &kSha1, nullptr, 278},
    {A::sha256, CNG_W("SHA256"), I::hash, F::none, {}, CurveId::none, &kSha256, nullptr, 286},
    {A::sha384, CNG_W("SHA384"), I::hash, F::none, {}, CurveId::none, &kSha384, nullptr, 382},
    {A::sha512, CNG_W("SHA512"), I::hash, F::none, {}, CurveId::none, &kSha512, nullptr, 382},
    {A::sha3_256, CNG_W("SHA3-256"), I::hash, F::none, {}, CurveId::none, &kSha3_256, nullptr, 382},
    {A::sha3_384, CNG_W("SHA3-384"), I::hash, F::none, {}, CurveId::none, &kSha3_384, nullptr, 382},
    {A::sha3_512, CNG_W("SHA3-512"), I::hash, F::none, {}, CurveId::none, &kSha3_512, nullptr, 382},
    {A::cshake128, CNG_W("CSHAKE128"), I::hash, F::none, {}, CurveId::none, &kCshake128, nullptr, 446},
    {A::cshake256, CNG_W("CSHAKE256"), I::hash, F::none, {}, CurveId::none, &kCshake256, nullptr, 446},
    {A::kmac128, CNG_W("KMAC128"), I::hash, F::none, {}, CurveId::none, &kKmac128, nullptr, 446},
    {A::kmac256, CNG_W("KMAC256"), I::hash, F::none, {}, CurveId::none, &kKmac256, nullptr, 446},
    {A::shake128, CNG_W("SHAKE128"), I::hash, F::none, {}, CurveId::none, &kShake128, nullptr, 446},
    {A::shake256, CNG_W("SHAKE256"), I::hash, F::none, {}, CurveId::none, &kShake256, nullptr, 446},
    {A::aes_cmac, CNG_W("AES-CMAC"), I::hash, F::none, {128, 256, 64}, CurveId::none, &kAesCmac, nullptr, 446},
    {A::aes_gmac, CNG_W("AES-GMAC"), I::hash, F::none, {128, 256, 64}, CurveId::none, &kAesGmac, nullptr, 446},
    {A::aes, CNG_W("AES"), I::cipher, F::symmetric, {128, 256, 64}, CurveId::none, nullptr, &kAes, 654},
    {A::tdes, CNG_W("3DES"), I::cipher, F::symmetric, {192, 192, 0}, CurveId::none, nullptr, &kTdes, 522},
    {A::tdes_112, CNG_W("3DES_112"), I::cipher, F::symmetric, {128, 128, 0}, CurveId::none, nullptr, &kTdes112, 522},
    {A::des, CNG_W("DES"), I::cipher, F::symmetric, {64, 64, 0}, CurveId::none, nullptr, &kDes, 522},
    {A::desx, CNG_W("DESX"), I::cipher, F::symmetric, {192, 192, 0}, CurveId::none, nullptr, &kDesx, 522},
    {A::rc2, CNG_W("RC2"), I::cipher, F::symmetric, {16, 128, 8}, CurveId::none, nullptr, &kRc2, 522},
    {A::rc4, CNG_W("RC4"), I::cipher, F::symmetric, {8, 512, 8}, CurveId::none, nullptr, &kRc4, 654},
    {A::xts_aes, CNG_W("XTS-AES"), I::cipher, F::symmetric, {256, 512, 256}, CurveId::none, nullptr, &kXtsAes, 654},
    {A::chacha20_poly1305,
     CNG_W("CHACHA20_POLY1305"),
     I::cipher,
     F::symmetric,
     {256, 256, 0},
     CurveId::none,
     nullptr,
     &kChaCha,
     654},
    {A::capi_kdf, CNG_W("CAPI_KDF"), I::key_derivation, F::derivation, {}, CurveId::none, nullptr, nullptr, 446},
    {A::pbkdf2, CNG_W("PBKDF2"), I::key_derivation, F::derivation, {}, CurveId::none, nullptr, nullptr, 446},
    {A::sp800_108,
     CNG_W("SP800_108_CTR_HMAC"),
     I::key_derivation,
     F::derivation,
     {},
     CurveId::none,
     nullptr,
     nullptr,
     446},
    {A::sp800_56a,
     CNG_W("SP800_56A_CONCAT"),
     I::key_derivation,
     F::derivation,
     {},
     CurveId::none,
     nullptr,
     nullptr,
     446},
    {A::tls1_1_kdf, CNG_W("TLS1_1_KDF"), I::key_derivation, F::derivation, {}, CurveId::none, nullptr, nullptr, 446},
    {A::tls1_2_kdf, CNG_W("TLS1_2_KDF"), I::key_derivation, F::derivation, {}, CurveId::none, nullptr, nullptr, 446},
    {A::hkdf, CNG_W("HKDF"), I::key_derivation, F::derivation, {}, CurveId::none, nullptr, nullptr, 446},
    {A::rng, CNG_W("RNG"), I::rng, F::none, {}, CurveId::none, nullptr, nullptr, 0},
    {A::mlkem, CNG_W("ML-KEM"), I::key_encapsulation, F::mlkem, {}, CurveId::none, nullptr, nullptr, 0},
    {A::mldsa, CNG_W("ML-DSA"), I::signature, F::mldsa, {}, CurveId::none, nullptr, nullptr, 0},
    {A::slhdsa, CNG_W("SLH-DSA"), I::signature, F::slhdsa, {}, CurveId::none, nullptr, nullptr, 0},
    {A::lms, CNG_W("LMS"), I::signature, F::hash_based, {}, CurveId::none, nullptr, nullptr, 0},
    {A::xmss, CNG_W("XMSS"), I::signature, F::hash_based, {}, CurveId::none, nullptr, nullptr, 0},
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
    {0x071, A::rc4, 0},
    {0x081, A::rng, 0},
    {0x091, A::md5, kAlgHandleHmac},
    {0x0A1, A::sha1, kAlgHandleHmac},
    {0x0B1, A::sha256, kAlgHandleHmac},
    {0x0C1, A::sha384, kAlgHandleHmac},
    {0x0D1, A::sha512, kAlgHandleHmac},
    {0x0E1, A::rsa, 0},
    {0x0F1, A::ecdsa, 0},
    {0x101, A::aes_cmac, 0},
    {0x111, A::aes_gmac, 0},
    {0x121, A::md2, kAlgHandleHmac},
    {0x131, A::md4, kAlgHandleHmac},
    {0x141, A::tdes, 0, ChainMode::cbc},
    {0x151, A::tdes, 0, ChainMode::ecb},
    {0x161, A::tdes, 0, ChainMode::cfb},
    {0x171, A::tdes_112, 0, ChainMode::cbc},
    {0x181, A::tdes_112, 0, ChainMode::ecb},
    {0x191, A::tdes_112, 0, ChainMode::cfb},
    {0x1A1, A::aes, 0, ChainMode::cbc},
    {0x1B1, A::aes, 0, ChainMode::ecb},
    {0x1C1, A::aes, 0, ChainMode::cfb},
    {0x1D1, A::aes, 0, ChainMode::ccm},
    {0x1E1, A::aes, 0, ChainMode::gcm},
    {0x1F1, A::des, 0, ChainMode::cbc},
    {0x201, A::des, 0, ChainMode::ecb},
    {0x211, A::des, 0, ChainMode::cfb},
    {0x221, A::desx, 0, ChainMode::cbc},
    {0x231, A::desx, 0, ChainMode::ecb},
    {0x241, A::desx, 0, ChainMode::cfb},
    {0x251, A::rc2, 0, ChainMode::cbc},
    {0x261, A::rc2, 0, ChainMode::ecb},
    {0x271, A::rc2, 0, ChainMode::cfb},
    {0x281, A::dh, 0},
    {0x291, A::ecdh, 0},
    {0x2A1, A::ecdh_p256, 0},
    {0x2B1, A::ecdh_p384, 0},
    {0x2C1, A::ecdh_p521, 0},
    {0x2D1, A::dsa, 0},
    {0x2E1, A::ecdsa_p256, 0},
    {0x2F1, A::ecdsa_p384, 0},
    {0x301, A::ecdsa_p521, 0},
    {0x311, A::rsa_sign, 0},
    {0x321, A::capi_kdf, 0},
    {0x331, A::pbkdf2, 0},
    {0x341, A::sp800_108, 0},
    {0x351, A::sp800_56a, 0},
    {0x361, A::tls1_1_kdf, 0},
    {0x371, A::tls1_2_kdf, 0},
    {0x381, A::xts_aes, 0},
    {0x391, A::hkdf, 0},
    {0x3A1, A::chacha20_poly1305, 0},
    {0x3B1, A::sha3_256, 0},
    {0x3C1, A::sha3_384, 0},
    {0x3D1, A::sha3_512, 0},
    {0x3E1, A::sha3_256, kAlgHandleHmac},
    {0x3F1, A::sha3_384, kAlgHandleHmac},
    {0x401, A::sha3_512, kAlgHandleHmac},
    {0x411, A::cshake128, 0},
    {0x421, A::cshake256, 0},
    {0x431, A::kmac128, 0},
    {0x441, A::kmac256, 0},
    {0x451, A::shake128, 0},  // MinGW's header calls this value AES_KWP; the shipping SDK does not
    {0x461, A::shake256, 0},
    {0x471, A::mldsa, 0},
    {0x481, A::mlkem, 0},
};

// The row of each pseudo-handle by its index, the value's upper bits: every call with one looks here.
constexpr std::uint8_t kNoRow = 0xFF;
constexpr auto kPseudoRow = [] {
  std::array<std::uint8_t, 0x49> rows{};
  rows.fill(kNoRow);
  for (std::size_t i = 0; i < std::size(kPseudoHandles); ++i)
    rows[kPseudoHandles[i].value >> 4] = static_cast<std::uint8_t>(i);
  return rows;
}();

// In the order of ChainMode.
constexpr WideView kChainModes[] = {CNG_W("ChainingModeN/A"), CNG_W("ChainingModeCBC"), CNG_W("ChainingModeECB"),
                                    CNG_W("ChainingModeCFB"), CNG_W("ChainingModeCCM"), CNG_W("ChainingModeGCM")};

}  // namespace

WideView chain_mode_name(ChainMode mode) { return kChainModes[static_cast<std::size_t>(mode)]; }

bool find_chain_mode(WideView name, ChainMode& mode) {
  for (std::size_t i = 0; i < std::size(kChainModes); ++i) {
    if (kChainModes[i] != name) continue;
    mode = static_cast<ChainMode>(i);
    return true;
  }
  return false;
}

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
