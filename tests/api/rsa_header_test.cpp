// The header of RSA private blobs: lengths, magics, names, and what a hostile field gives.
#include "support/handles.h"
#include "support/keys.h"

namespace {

using namespace cngtest;

struct Kind {
  const char* label;
  ULONG magic;
  LPCWSTR type;
};

const Kind kPrivateKinds[] = {{"Private", kRsa2, BCRYPT_RSAPRIVATE_BLOB}, {"Full", kRsa3, BCRYPT_RSAFULLPRIVATE_BLOB}};

class RsaHeaderField : public testing::TestWithParam<Kind> {
 protected:
  MadeKey import(const RsaHeader& header, const Bytes& body) {
    return import_pair(BCRYPT_RSA_ALG_HANDLE, GetParam().type, rsa_blob(header, body));
  }
  RsaHeader header() { return rsa_header(GetParam().magic, rsa512()); }
  Bytes body() { return rsa_body(GetParam().magic, rsa512()); }
  Bytes blob() { return rsa_blob(header(), body()); }
};

TEST_P(RsaHeaderField, ShorterThanTheHeader_IsRefused) {
  const Bytes whole = blob();
  for (std::ptrdiff_t size = 0; size < 24; ++size)
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, GetParam().type, Bytes(whole.begin(), whole.begin() + size)),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
}

TEST_P(RsaHeaderField, EveryTruncationBehindTheHeader_IsBadData) {
  const Bytes whole = blob();
  for (std::ptrdiff_t size = 24; size < static_cast<std::ptrdiff_t>(whole.size()); ++size)
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, GetParam().type, Bytes(whole.begin(), whole.begin() + size)),
                IsRefusedWith(NTE_BAD_DATA))
        << size;
}

TEST_P(RsaHeaderField, TrailingBytes_AreBadData) {
  for (std::size_t extra : {1U, 2U, 32U, 64U, 1000U})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, GetParam().type, concat({blob(), Bytes(extra)})),
                IsRefusedWith(NTE_BAD_DATA))
        << extra;
}

TEST_P(RsaHeaderField, BitLength_IsIgnored) {
  for (ULONG bits : {0U, 1U, 511U, 513U, 0x80000000U, 0xFFFFFFFFU}) {
    RsaHeader changed = header();
    changed.bits = bits;
    const MadeKey key = import(changed, body());
    EXPECT_THAT(key, IsMade()) << bits;
    EXPECT_EQ(to_hex(export_key(key.handle, GetParam().type).bytes), to_hex(blob()));
  }
}

TEST_P(RsaHeaderField, HostileLengths_AreRefused) {
  ULONG RsaHeader::*const fields[] = {&RsaHeader::e_size, &RsaHeader::n_size, &RsaHeader::p_size, &RsaHeader::q_size};
  const ULONG hostile[] = {0,          1,          2,          31,         33,         63,         65,
                           0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFE8, 0xFFFFFFFE, 0xFFFFFFFF, 0x10000000};
  for (ULONG RsaHeader::*field : fields)
    for (ULONG value : hostile) {
      RsaHeader changed = header();
      changed.*field = value;
      // Which of two wrongs is named first - a prime of the wrong length, or a wrong sum - is not documented.
      const MadeKey key = import(changed, body());
      EXPECT_TRUE(key.status == NTE_BAD_DATA || key.status == STATUS_NOT_SUPPORTED)
          << value << " gave " << status_name(key.status);
      EXPECT_FALSE(key.written);
    }
}

TEST_P(RsaHeaderField, LengthsWhoseSumWrapsIn32Bits_AreRefused) {
  RsaHeader changed = header();
  changed.e_size = 0x80000003;
  changed.n_size = 0x80000040;  // the 32-bit sum is right
  EXPECT_FALSE(import(changed, body()).written);
  changed = header();
  changed.p_size = 0x80000020;
  changed.q_size = 0x80000020;
  EXPECT_FALSE(import(changed, body()).written);
}

TEST_P(RsaHeaderField, WrongMagics_AreNotSupported) {
  for (ULONG magic : {ULONG{0}, ULONG{0xFFFFFFFF}, kRsa1, ULONG{0x34415352}, ULONG{0x52534132}, p256().ecdsa_private}) {
    RsaHeader changed = header();
    changed.magic = magic;
    EXPECT_THAT(import(changed, body()), IsRefusedWith(STATUS_NOT_SUPPORTED)) << std::hex << magic;
  }
}

TEST_P(RsaHeaderField, PrimesOfOtherLengthsThanHalfTheModulus_AreNotSupported) {
  // The sums are right and the numbers too, with a zero in front.
  const RsaKey& key = rsa512();
  for (ULONG p_extra : {0U, 1U})
    for (ULONG q_extra : {0U, 1U}) {
      const std::size_t p_size = key.p.size() + p_extra, q_size = key.q.size() + q_extra;
      RsaHeader changed = header();
      changed.p_size += p_extra;
      changed.q_size += q_extra;
      Bytes longer = concat({key.e, key.n, pad_left(key.p, p_size), pad_left(key.q, q_size)});
      if (GetParam().magic == kRsa3)
        longer = concat({longer, pad_left(key.dp, p_size), pad_left(key.dq, q_size), pad_left(key.qi, p_size), key.d});
      const MadeKey made = import(changed, longer);
      if (p_extra + q_extra == 0) {
        EXPECT_THAT(made, IsMade());
      } else {
        EXPECT_THAT(made, IsRefusedWith(STATUS_NOT_SUPPORTED)) << p_extra << " " << q_extra;
      }
    }
}

INSTANTIATE_TEST_SUITE_P(All, RsaHeaderField, testing::ValuesIn(kPrivateKinds),
                         [](const testing::TestParamInfo<Kind>& kind) { return kind.param.label; });

TEST(RsaNames, EitherPrivateName_TakesBothPrivateMagics) {
  const Key two = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAFULLPRIVATE_BLOB, rsa_private(rsa512()));
  EXPECT_EQ(to_hex(export_key(two, BCRYPT_RSAPRIVATE_BLOB).bytes), to_hex(rsa_private(rsa512())));
  const Key three = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_full(rsa512()));
  EXPECT_EQ(to_hex(export_key(three, BCRYPT_RSAFULLPRIVATE_BLOB).bytes), to_hex(rsa_full(rsa512())));
}

TEST(RsaNames, PublicMagicUnderAPrivateName_IsNotSupported) {
  for (LPCWSTR type : {BCRYPT_RSAPRIVATE_BLOB, BCRYPT_RSAFULLPRIVATE_BLOB})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, type, rsa_public(rsa512())), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(RsaNames, PrivateMagicUnderThePublicName_IsNotSupported) {
  for (const Bytes& blob : {rsa_private(rsa512()), rsa_full(rsa512())})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPUBLIC_BLOB, blob), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(RsaNames, GenericNames_DispatchOnTheMagic) {
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_PUBLIC_KEY_BLOB, rsa_public(rsa512())), IsMade());
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_PRIVATE_KEY_BLOB, rsa_private(rsa512())), IsMade());
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_PRIVATE_KEY_BLOB, rsa_full(rsa512())), IsMade());
}

TEST(RsaNames, GenericNameWithTheMagicOfTheOtherHalf_IsRefused) {
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_PUBLIC_KEY_BLOB, rsa_private(rsa512())),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_PRIVATE_KEY_BLOB, rsa_public(rsa512())),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST(RsaNames, GenericNameWithAnUnknownMagic_IsRefused) {
  for (LPCWSTR type : {BCRYPT_PUBLIC_KEY_BLOB, BCRYPT_PRIVATE_KEY_BLOB}) {
    for (ULONG magic : {0U, 0xFFFFFFFFU, 0x34415352U}) {
      RsaHeader changed = rsa_header(kRsa2, rsa512());
      changed.magic = magic;
      EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, type, rsa_blob(changed, rsa_body(kRsa2, rsa512()))),
                  IsRefusedWith(STATUS_INVALID_PARAMETER));
    }
    for (std::size_t size : {0U, 1U, 3U})
      EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, type, Bytes(size, 'R')), IsRefusedWith(STATUS_INVALID_PARAMETER));
  }
}

TEST(RsaNames, TypesOfOtherFamiliesAndUnknownTypes_AreNotSupported) {
  for (LPCWSTR type :
       {BCRYPT_ECCPUBLIC_BLOB, BCRYPT_ECCPRIVATE_BLOB, BCRYPT_DH_PUBLIC_BLOB, BCRYPT_DSA_PUBLIC_BLOB,
        BCRYPT_KEY_DATA_BLOB, BCRYPT_OPAQUE_KEY_BLOB, LEGACY_RSAPUBLIC_BLOB, CNG_TEXT(""), CNG_TEXT("NoSuchBlob"),
        CNG_TEXT("rsapublicblob"), CNG_TEXT("RSAPUBLICBLOB "), CNG_TEXT("RSAPUBLICBLO")})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, type, rsa_public(rsa512())), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(RsaNames, RsaBlobsInOtherAlgorithms_AreNotSupported) {
  for (BCRYPT_ALG_HANDLE handle :
       {BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECDH_ALG_HANDLE, BCRYPT_SHA256_ALG_HANDLE, BCRYPT_RNG_ALG_HANDLE})
    EXPECT_THAT(import_pair(handle, BCRYPT_RSAPUBLIC_BLOB, rsa_public(rsa512())), IsRefusedWith(STATUS_NOT_SUPPORTED));
}

TEST(RsaNames, ImportFlags_KnownOnesAreTakenAndUnknownOnesRefused) {
  for (ULONG flags : {0U, 0x8U, 0x10U, 0x18U, 0x20U, 0x28U})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()), flags), IsMade())
        << flags;
  for (ULONG flags : {0x1U, 0x2U, 0x4U, 0x40U, 0x100U, 0x80000000U, 0xFFFFFFFFU})
    EXPECT_THAT(import_pair(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()), flags),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << flags;
}

}  // namespace
