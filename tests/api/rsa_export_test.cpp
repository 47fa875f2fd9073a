// Exports of RSA keys: the two-call rule, what each key can give, and the extra numbers of the full blob.
#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

const LPCWSTR kPrivateTypes[] = {BCRYPT_RSAPRIVATE_BLOB, BCRYPT_RSAFULLPRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB};

TEST(RsaExport, EveryKeyGivesEveryType) {
  for (const RsaKey* key : {&rsa512(), &rsa1024(), &rsa1032(), &rsa2048()})
    for (BCRYPT_ALG_HANDLE algorithm : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSA_SIGN_ALG_HANDLE})
      for (ULONG magic : {kRsa2, kRsa3}) {
        const LPCWSTR type = magic == kRsa2 ? BCRYPT_RSAPRIVATE_BLOB : BCRYPT_RSAFULLPRIVATE_BLOB;
        const Key handle = imported(algorithm, type, rsa_blob(magic, *key));
        EXPECT_EQ(to_hex(export_key(handle, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(rsa_public(*key)));
        EXPECT_EQ(to_hex(export_key(handle, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(rsa_public(*key)));
        EXPECT_EQ(to_hex(export_key(handle, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(*key)));
        EXPECT_EQ(to_hex(export_key(handle, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(rsa_private(*key)));
        EXPECT_EQ(to_hex(export_key(handle, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(*key)));
      }
}

TEST(RsaExport, PrivateTypesOfAPublicKey_AreRefused) {
  for (BCRYPT_ALG_HANDLE algorithm : {BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSA_SIGN_ALG_HANDLE}) {
    const Key key = imported(algorithm, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
    for (LPCWSTR type : kPrivateTypes) {
      EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_INVALID_PARAMETER));
      MarkedBuffer buffer(1000);
      ULONG size = kUntouchedSize;
      EXPECT_THAT(BCryptExportKey(key, nullptr, type, buffer.data(), buffer.size(), &size, 0),
                  IsStatus(STATUS_INVALID_PARAMETER));
      EXPECT_TRUE(buffer.untouched());
      EXPECT_EQ(size, kUntouchedSize);
    }
  }
}

TEST(RsaExport, ShortBuffer_GivesTheSizeAndStaysUntouched) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(rsa512()));
  for (ULONG magic : {kRsa1, kRsa2, kRsa3}) {
    const LPCWSTR type = magic == kRsa1   ? BCRYPT_RSAPUBLIC_BLOB
                         : magic == kRsa2 ? BCRYPT_RSAPRIVATE_BLOB
                                          : BCRYPT_RSAFULLPRIVATE_BLOB;
    const ULONG wanted = len(rsa_blob(magic, rsa512()));
    for (ULONG size : {ULONG{0}, ULONG{1}, ULONG{23}, ULONG{24}, wanted - 1}) {
      MarkedBuffer buffer(wanted);
      ULONG needed = 0;
      EXPECT_THAT(BCryptExportKey(key, nullptr, type, buffer.data(), size, &needed, 0),
                  IsStatus(STATUS_BUFFER_TOO_SMALL));
      EXPECT_EQ(needed, wanted);
      EXPECT_TRUE(buffer.untouched()) << size;
    }
  }
}

TEST(RsaExport, NullOutput_AsksForTheSizeWhateverTheCount) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  for (ULONG count : {0U, 1U, 91U, 0xFFFFFFFFU}) {
    ULONG needed = 0;
    EXPECT_THAT(BCryptExportKey(key, nullptr, BCRYPT_RSAPUBLIC_BLOB, nullptr, count, &needed, 0), IsSuccess());
    EXPECT_EQ(needed, 91U);
  }
}

TEST(RsaExport, NullTypeOrResult_IsRefused) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512()));
  MarkedBuffer buffer(200);
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptExportKey(key, nullptr, nullptr, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptExportKey(key, nullptr, BCRYPT_RSAPUBLIC_BLOB, buffer.data(), buffer.size(), nullptr, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
  EXPECT_EQ(size, kUntouchedSize);
}

TEST(RsaExport, FlagsAndExportKeys_AreRefused) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  MarkedBuffer buffer(1000);
  ULONG size = kUntouchedSize;
  for (ULONG flags : {1U, 8U, 0x80000000U})
    EXPECT_THAT(BCryptExportKey(key, nullptr, BCRYPT_RSAPRIVATE_BLOB, buffer.data(), buffer.size(), &size, flags),
                IsStatus(STATUS_INVALID_PARAMETER));
  // A key to encrypt with must not be ignored: the caller expects a wrapped key.
  EXPECT_THAT(BCryptExportKey(key, key, BCRYPT_RSAPRIVATE_BLOB, buffer.data(), buffer.size(), &size, 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_TRUE(buffer.untouched());
  EXPECT_EQ(size, kUntouchedSize);
}

TEST(RsaExport, UnknownTypes_AreNotSupported) {
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  for (LPCWSTR type : {BCRYPT_ECCPUBLIC_BLOB, BCRYPT_ECCPRIVATE_BLOB, BCRYPT_DH_PUBLIC_BLOB, BCRYPT_KEY_DATA_BLOB,
                       BCRYPT_OPAQUE_KEY_BLOB, CNG_TEXT(""), CNG_TEXT("NoSuchBlob"), CNG_TEXT("rsapublicblob")})
    EXPECT_THAT(export_key(key, type).status, IsStatus(STATUS_NOT_SUPPORTED));
}

// The offsets of dp, dq, qi and d in the full blob of the 512-bit key.
constexpr std::size_t kDp = 0x9B, kDq = 0xBB, kQi = 0xDB, kD = 0xFB;

TEST(RsaExport, InconsistentExtraNumbers_AreComputedAnew) {
  for (std::size_t offset : {kDp, kDq, kQi, kD}) {
    Bytes blob = rsa_full(rsa512());
    blob[offset + 5] = static_cast<UCHAR>(blob[offset + 5] ^ 0x10);
    const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, blob);
    EXPECT_EQ(to_hex(export_key(key, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(rsa512()))) << offset;
  }
}

TEST(RsaExport, ExtraNumbersOfZeros_AreComputedAnew) {
  Bytes blob = rsa_full(rsa512());
  std::fill(blob.begin() + static_cast<std::ptrdiff_t>(kDp), blob.end(), UCHAR{0});
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, blob);
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(rsa512())));
}

TEST(RsaExport, PrivateExponentReducedOtherwise_IsKept) {
  // d modulo lcm(p-1, q-1) of the 512-bit key: as good as the other, and what some programs write.
  RsaKey reduced = rsa512();
  reduced.d =
      hex("22cb68b23af0dc20640051c7b8c22daf87c278233c9f6e9554cc15d3317cb225"
          "21d94465109b20119a7015dc279443a6f88bc27d1297cf63963cc5cfe1367c61");
  ASSERT_NE(reduced.d, rsa512().d);
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_full(reduced));
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(reduced)));
}

TEST(RsaExport, SwappedPrimes_GiveTheirOwnExtraNumbers) {
  const RsaKey& key = rsa512();
  RsaKey swapped = key;
  std::swap(swapped.p, swapped.q);
  std::swap(swapped.dp, swapped.dq);
  swapped.qi = hex("4685a7e6513bcf48cf2ca47a80ffe9a240a6381291a0782a2d8b5996af98a0d2");  // p^-1 mod q
  for (ULONG magic : {kRsa2, kRsa3}) {
    const LPCWSTR type = magic == kRsa2 ? BCRYPT_RSAPRIVATE_BLOB : BCRYPT_RSAFULLPRIVATE_BLOB;
    const Key handle = imported(BCRYPT_RSA_ALG_HANDLE, type, rsa_blob(magic, swapped));
    EXPECT_EQ(to_hex(export_key(handle, type).bytes), to_hex(rsa_blob(magic, swapped)));
    EXPECT_EQ(to_hex(export_key(handle, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(swapped)));
  }
}

TEST(RsaExport, ReferenceExample_IsMatched) {
  // The blob reference gives these bytes; they do not come from the code that builds the other blobs here.
  const Bytes example =
      hex("52534131 00020000 03000000 40000000 00000000 00000000 010001"
          "C44581CA64C0FA56527AA08823C81090396BDF45C869432BFE8E0ECD5B04079A"
          "DAB3C784A3BD81D6D3C67F973DF4C19D322974A9F3069D34DD3C2A87224DDF15");
  const Key key = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, example);
  EXPECT_EQ(to_hex(export_key(key, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(example));
}

}  // namespace
