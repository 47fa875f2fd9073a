// RSAPUBLICBLOB in and out.
#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

TEST(RsaPublic, EverySize_ComesBackByteForByte) {
  for (const RsaKey* key : {&rsa512(), &rsa1024(), &rsa1032(), &rsa2048()}) {
    const Key handle = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_public(*key));
    const Output out = export_key(handle, BCRYPT_RSAPUBLIC_BLOB);
    EXPECT_THAT(out.status, IsSuccess());
    EXPECT_EQ(to_hex(out.bytes), to_hex(rsa_public(*key)));
  }
}

TEST(RsaPublic, OpenedHandles_WorkAsPseudoHandlesDo) {
  for (LPCWSTR id : {BCRYPT_RSA_ALGORITHM, BCRYPT_RSA_SIGN_ALGORITHM}) {
    const Algorithm algorithm = open(id);
    const Key handle = imported(algorithm, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa1024()));
    EXPECT_EQ(to_hex(export_key(handle, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(rsa_public(rsa1024())));
  }
}

TEST(RsaPublic, GenericName_IsTheSameBlob) {
  const Key handle = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_PUBLIC_KEY_BLOB, rsa_public(rsa1024()));
  EXPECT_EQ(to_hex(export_key(handle, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(rsa_public(rsa1024())));
}

TEST(RsaPublic, ShorterThanTheHeader_IsRefused) {
  const Bytes blob = rsa_public(rsa512());
  for (std::size_t size = 0; size < 24; ++size)
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB,
                            Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(size))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
}

TEST(RsaPublic, EveryTruncationBehindTheHeader_IsBadData) {
  const Bytes blob = rsa_public(rsa512());
  for (std::size_t size = 24; size < blob.size(); ++size)
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB,
                            Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(size))),
                IsRefusedWith(NTE_BAD_DATA))
        << size;
}

TEST(RsaPublic, TrailingBytes_AreBadData) {
  for (std::size_t extra : {1U, 2U, 3U, 24U, 1000U})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, concat({rsa_public(rsa512()), Bytes(extra)})),
                IsRefusedWith(NTE_BAD_DATA))
        << extra;
}

TEST(RsaPublic, BitLengthField_IsIgnored) {
  for (ULONG bits : {0U, 1U, 511U, 513U, 1024U, 0x80000000U, 0xFFFFFFFFU}) {
    RsaHeader header = rsa_header(kRsa1, rsa512());
    header.bits = bits;
    const Key handle =
        imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_blob(header, rsa_body(kRsa1, rsa512())));
    // The real length comes back.
    EXPECT_EQ(to_hex(export_key(handle, BCRYPT_RSAPUBLIC_BLOB).bytes), to_hex(rsa_public(rsa512()))) << bits;
  }
}

TEST(RsaPublic, LengthsBeyondBuffer_AreRefused) {
  for (ULONG value : {0U, 1U, 63U, 65U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFE8U, 0xFFFFFFFFU}) {
    RsaHeader header = rsa_header(kRsa1, rsa512());
    header.n_size = value;
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_blob(header, rsa_body(kRsa1, rsa512()))),
                IsRefusedWith(NTE_BAD_DATA))
        << "cbModulus " << value;
    header = rsa_header(kRsa1, rsa512());
    header.e_size = value;
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_blob(header, rsa_body(kRsa1, rsa512()))),
                IsRefusedWith(NTE_BAD_DATA))
        << "cbPublicExp " << value;
  }
}

TEST(RsaPublic, LengthsThatWrapIn32Bits_AreRefused) {
  RsaHeader header = rsa_header(kRsa1, rsa512());
  header.e_size = 0xFFFFFFFF;
  header.n_size = header.n_size + 4;  // the 32-bit sum is right
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, rsa_blob(header, rsa_body(kRsa1, rsa512()))),
              IsRefusedWith(NTE_BAD_DATA));
}

TEST(RsaPublic, NullArguments_AreRefused) {
  const Bytes blob = rsa_public(rsa512());
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKeyPair(nullptr, nullptr, BCRYPT_RSAPUBLIC_BLOB, &raw, in(blob), len(blob), 0),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_THAT(BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, nullptr, nullptr, &raw, in(blob), len(blob), 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, nullptr, BCRYPT_RSAPUBLIC_BLOB, &raw, nullptr, len(blob), 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(raw, untouched());
  EXPECT_THAT(
      BCryptImportKeyPair(BCRYPT_RSA_ALG_HANDLE, nullptr, BCRYPT_RSAPUBLIC_BLOB, nullptr, in(blob), len(blob), 0),
      IsStatus(STATUS_INVALID_PARAMETER));
}

}  // namespace
