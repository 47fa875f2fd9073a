// ECC blobs in and out on the fixed curves: names, magics, sizes.
#include <tuple>

#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

// The two algorithms of a curve, with their magics.
struct Side {
  BCRYPT_ALG_HANDLE handle;
  LPCWSTR id;
  ULONG public_magic, private_magic, generic_public, generic_private;
};

Side side(const Curve& c, bool ecdsa) {
  return ecdsa ? Side{c.ecdsa_handle, c.ecdsa, c.ecdsa_public, c.ecdsa_private, kEcdp, kEcdv}
               : Side{c.ecdh_handle, c.ecdh, c.ecdh_public, c.ecdh_private, kEckp, kEckv};
}

class EccImport : public testing::TestWithParam<std::tuple<int, bool>> {
 protected:
  const Curve& c = curve(std::get<0>(GetParam()));
  const Side s = side(c, std::get<1>(GetParam()));
  const Bytes public_blob = ec_public(s.public_magic, ec_key_a(c));
  const Bytes private_blob = ec_private(s.private_magic, ec_key_a(c));
};

TEST_P(EccImport, PublicAndPrivate_ComeBackByteForByte) {
  const Algorithm opened = open(s.id);
  for (BCRYPT_ALG_HANDLE algorithm : {s.handle, opened.get()}) {
    const Key pub = imported(algorithm, BCRYPT_ECCPUBLIC_BLOB, public_blob);
    EXPECT_EQ(to_hex(export_key(pub, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob));
    const Key own = imported(algorithm, BCRYPT_ECCPRIVATE_BLOB, private_blob);
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob));
  }
}

TEST_P(EccImport, GenericNames_AreTheSameBlobs) {
  const Key pub = imported(s.handle, BCRYPT_PUBLIC_KEY_BLOB, public_blob);
  EXPECT_EQ(to_hex(export_key(pub, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(public_blob));
  const Key own = imported(s.handle, BCRYPT_PRIVATE_KEY_BLOB, private_blob);
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_PRIVATE_KEY_BLOB).bytes), to_hex(private_blob));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(public_blob));
}

TEST_P(EccImport, GenericMagicOfTheAlgorithm_IsTakenAndExportedAsTheCurves) {
  const Key pub = imported(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(s.generic_public, ec_key_a(c)));
  EXPECT_EQ(to_hex(export_key(pub, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob));
  const Key own = imported(s.handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(s.generic_private, ec_key_a(c)));
  EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob));
}

TEST_P(EccImport, EveryOtherMagic_IsRefused) {
  for (int i = 0; i < kCurveCount; ++i)
    for (bool ecdsa : {false, true}) {
      const Curve& other = curve(i);
      const Side o = side(other, ecdsa);
      for (ULONG magic : {o.public_magic, o.generic_public}) {
        if (magic == s.public_magic || (magic == s.generic_public && i == std::get<0>(GetParam()))) continue;
        EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(magic, ec_key_a(other))),
                    IsRefusedWith(STATUS_INVALID_PARAMETER))
            << std::hex << magic;
        // With the size of this curve too.
        if (magic == s.generic_public) continue;
        EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(magic, ec_key_a(c))),
                    IsRefusedWith(STATUS_INVALID_PARAMETER))
            << std::hex << magic;
      }
      for (ULONG magic : {o.private_magic, o.generic_private}) {
        if (magic == s.private_magic || (magic == s.generic_private && i == std::get<0>(GetParam()))) continue;
        EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPRIVATE_BLOB, ec_private(magic, ec_key_a(other))),
                    IsRefusedWith(STATUS_INVALID_PARAMETER))
            << std::hex << magic;
      }
    }
  for (ULONG magic : {ULONG{0}, ULONG{0xFFFFFFFF}, kRsa1, ULONG{0x42504844}, s.public_magic ^ 0x80000000U})
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(magic, ec_key_a(c))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << std::hex << magic;
}

TEST_P(EccImport, MagicOfTheOtherHalf_IsRefused) {
  for (LPCWSTR type : {BCRYPT_ECCPUBLIC_BLOB, BCRYPT_PUBLIC_KEY_BLOB})
    EXPECT_THAT(import_pair(s.handle, type, private_blob), IsRefusedWith(STATUS_INVALID_PARAMETER));
  for (LPCWSTR type : {BCRYPT_ECCPRIVATE_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
    EXPECT_THAT(import_pair(s.handle, type, public_blob), IsRefusedWith(STATUS_INVALID_PARAMETER));
    // Long enough for a private key, so that the magic alone decides.
    EXPECT_THAT(import_pair(s.handle, type, concat({public_blob, ec_key_a(c).d})),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST_P(EccImport, CoordinateSizes_OtherThanTheCurvesAreRefused) {
  for (ULONG size : {0U, 1U, 31U, 33U, 47U, 48U, 49U, 65U, 66U, 67U, 528U, 0x15555555U, 0x55555553U, 0x7FFFFFFCU,
                     0x7FFFFFFFU, 0x80000000U, 0x80000020U, 0xFFFFFFFCU, 0xFFFFFFFFU}) {
    if (size == c.size) continue;
    const EcKey& key = ec_key_a(c);
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_blob(s.public_magic, size, concat({key.x, key.y}))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
    EXPECT_THAT(
        import_pair(s.handle, BCRYPT_ECCPRIVATE_BLOB, ec_blob(s.private_magic, size, concat({key.x, key.y, key.d}))),
        IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
    // With as many bytes as the field asks for.
    if (size > 600) continue;
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_blob(s.public_magic, size, Bytes(2 * size, 1))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  }
}

TEST_P(EccImport, CoordinatesWithZerosInFront_AreRefused) {
  const EcKey& key = ec_key_a(c);
  for (ULONG extra : {1U, 2U, 32U}) {
    const ULONG size = c.size + extra;
    const Bytes point = concat({pad_left(key.x, size), pad_left(key.y, size)});
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, ec_blob(s.public_magic, size, point)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPRIVATE_BLOB,
                            ec_blob(s.private_magic, size, concat({point, pad_left(key.d, size)}))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  }
}

TEST_P(EccImport, EveryTruncation_IsRefused) {
  for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(public_blob.size()); ++size)
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, Bytes(public_blob.begin(), public_blob.begin() + size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  for (std::ptrdiff_t size = 0; size < static_cast<std::ptrdiff_t>(private_blob.size()); ++size)
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPRIVATE_BLOB, Bytes(private_blob.begin(), private_blob.begin() + size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
}

TEST_P(EccImport, TrailingBytes_AreToleratedAndNotExported) {
  for (std::size_t extra : {1U, 22U, 1000U}) {
    const Key pub = imported(s.handle, BCRYPT_ECCPUBLIC_BLOB, concat({public_blob, Bytes(extra, 0xEE)}));
    EXPECT_EQ(to_hex(export_key(pub, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob));
    const Key own = imported(s.handle, BCRYPT_ECCPRIVATE_BLOB, concat({private_blob, Bytes(extra, 0xEE)}));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob));
  }
}

TEST_P(EccImport, TypesOfOtherFamiliesAndUnknownTypes_AreNotSupported) {
  for (LPCWSTR type : {BCRYPT_RSAPUBLIC_BLOB, BCRYPT_RSAPRIVATE_BLOB, BCRYPT_DH_PUBLIC_BLOB, BCRYPT_KEY_DATA_BLOB,
                       CNG_TEXT(""), CNG_TEXT("eccpublicblob"), CNG_TEXT("ECCPUBLICBLOB ")})
    EXPECT_THAT(import_pair(s.handle, type, public_blob), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST_P(EccImport, UnknownFlags_AreRefused) {
  for (ULONG flags : {0x1U, 0x2U, 0x4U, 0x40U, 0x100U, 0x80000000U, 0xFFFFFFFFU})
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, public_blob, flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << flags;
  for (ULONG flags : {0x8U, 0x10U, 0x18U, 0x20U}) {
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPUBLIC_BLOB, public_blob, flags), IsMade()) << flags;
    EXPECT_THAT(import_pair(s.handle, BCRYPT_ECCPRIVATE_BLOB, private_blob, flags), IsMade()) << flags;
  }
}

TEST_P(EccImport, NullArguments_AreRefused) {
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKeyPair(nullptr, nullptr, BCRYPT_ECCPUBLIC_BLOB, &raw, in(public_blob), len(public_blob), 0),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptImportKeyPair(s.handle, nullptr, nullptr, &raw, in(public_blob), len(public_blob), 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptImportKeyPair(s.handle, nullptr, BCRYPT_ECCPUBLIC_BLOB, &raw, nullptr, len(public_blob), 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
  EXPECT_THAT(
      BCryptImportKeyPair(s.handle, nullptr, BCRYPT_ECCPUBLIC_BLOB, nullptr, in(public_blob), len(public_blob), 0),
      IsStatus(STATUS_INVALID_PARAMETER));
}

std::string case_name(const testing::TestParamInfo<std::tuple<int, bool>>& row) {
  return std::string(std::get<1>(row.param) ? "ECDSA_" : "ECDH_") + curve(std::get<0>(row.param)).label;
}

INSTANTIATE_TEST_SUITE_P(All, EccImport, testing::Combine(testing::Range(0, kCurveCount), testing::Bool()), case_name);

TEST(EccImportHandle, ImportKeyHandle_IsIgnored) {
  const Bytes blob = ec_public(p256().ecdh_public, ec_key_a(p256()));
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKeyPair(BCRYPT_ECDH_P256_ALG_HANDLE, untouched(), BCRYPT_ECCPUBLIC_BLOB, &raw, in(blob),
                                  len(blob), 0),
              IsSuccess());
  if (raw != untouched()) destroy_key(raw);
}

}  // namespace
