// ECCFULLPUBLICBLOB and ECCFULLPRIVATEBLOB in and out, on curves with and without a name, and the use of such keys.
#include "ecc_full_blob.h"
#include "support/derive.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;

// A key on one of the three fixed curves.
FullBlob full_of(const Curve& c, ULONG magic, bool is_private) {
  FullBlob out = frp256(magic, false);
  const EcKey& key = ec_key_a(c);
  out.p = c.p;
  out.a = c.p;
  out.a.back() = static_cast<UCHAR>(out.a.back() - 3);
  out.b = c.b;
  out.gx = c.gx;
  out.gy = c.gy;
  out.n = c.n;
  out.qx = key.x;
  out.qy = key.y;
  if (is_private) out.d = key.d;
  return out;
}

Bytes exported(BCRYPT_KEY_HANDLE key, LPCWSTR type) {
  const Output out = export_key(key, type);
  EXPECT_THAT(out.status, IsSuccess()) << narrow(type);
  return out.bytes;
}

TEST(EccFull, ReferenceExample_IsTheExportOfP256WithDOne) {
  const Bytes point = concat({p256().gx, p256().gy});
  const Key key = imported(BCRYPT_ECDSA_P256_ALG_HANDLE, BCRYPT_ECCPRIVATE_BLOB,
                           ec_blob(p256().ecdsa_private, 32, concat({point, pad_left({1}, 32)})));
  const Bytes blob = exported(key, BCRYPT_ECCFULLPRIVATE_BLOB);
  ASSERT_EQ(blob.size(), 321U);
  EXPECT_EQ(to_hex(Bytes(blob.begin(), blob.begin() + 32)),
            "4543445601000000010000000000000020000000200000000100000000000000");
  FullBlob expected = full_of(p256(), kEcdv, true);
  expected.qx = p256().gx;
  expected.qy = p256().gy;
  expected.d = pad_left({1}, 32);
  EXPECT_EQ(to_hex(blob), to_hex(expected.bytes()));
}

class EccFullNamed : public testing::TestWithParam<int> {
 protected:
  const Curve& c = curve(GetParam());
};

TEST_P(EccFullNamed, GenericAlgorithm_TakesTheCurveFromTheBlobAndItsName) {
  const Algorithm ecdsa = open(BCRYPT_ECDSA_ALGORITHM);
  for (BCRYPT_ALG_HANDLE handle : {ecdsa.get(), static_cast<BCRYPT_ALG_HANDLE>(BCRYPT_ECDSA_ALG_HANDLE)}) {
    const Bytes blob = full_of(c, kEcdv, true).bytes();
    const Key key = imported(handle, BCRYPT_ECCFULLPRIVATE_BLOB, blob);
    EXPECT_EQ(get_text(key, BCRYPT_ECC_CURVE_NAME), narrow(c.name));
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(blob));
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPUBLIC_BLOB)), to_hex(full_of(c, kEcdp, false).bytes()));
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCPRIVATE_BLOB)), to_hex(ec_private(kEcdv, ec_key_a(c))));
  }
}

TEST_P(EccFullNamed, FixedAlgorithm_TakesItsOwnCurveAlone) {
  const Key key = imported(c.ecdh_handle, BCRYPT_ECCFULLPRIVATE_BLOB, full_of(c, kEckv, true).bytes());
  EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCPRIVATE_BLOB)), to_hex(ec_private(c.ecdh_private, ec_key_a(c))));
  EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPUBLIC_BLOB)), to_hex(full_of(c, kEckp, false).bytes()));
  const Curve& other = curve((GetParam() + 1) % kCurveCount);
  EXPECT_THAT(import_pair(c.ecdh_handle, BCRYPT_ECCFULLPRIVATE_BLOB, full_of(other, kEckv, true).bytes()),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_pair(c.ecdh_handle, BCRYPT_ECCFULLPRIVATE_BLOB, frp256(kEckv, true).bytes()),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccFullNamed, AliasOnTheHandle_IsTheNameOfTheKey) {
  const char* aliases[] = {"x962P256v1", "secP384r1", "secP521r1"};
  const Algorithm ecdh = open(BCRYPT_ECDH_ALGORITHM);
  EXPECT_THAT(set_text(ecdh, BCRYPT_ECC_CURVE_NAME, aliases[GetParam()]), IsSuccess());
  const Key key = imported(ecdh, BCRYPT_ECCFULLPUBLIC_BLOB, full_of(c, kEckp, false).bytes());
  EXPECT_EQ(get_text(key, BCRYPT_ECC_CURVE_NAME), aliases[GetParam()]);
  const Key other = imported(ecdh, BCRYPT_ECCFULLPUBLIC_BLOB, frp256(kEckp, false).bytes());
  EXPECT_EQ(get_text(other, BCRYPT_ECC_CURVE_NAME), "") << "the blob carries its curve";
}

TEST_P(EccFullNamed, OtherMagics_AreRefused) {
  for (ULONG magic : {c.ecdsa_private, c.ecdh_private, kEckv, kEckp, kEcdp, ULONG{0}})
    EXPECT_THAT(import_pair(BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, full_of(c, magic, true).bytes()),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
  for (ULONG magic : {c.ecdsa_public, c.ecdh_public, kEckp, kEcdv})
    EXPECT_THAT(import_pair(BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECCFULLPUBLIC_BLOB, full_of(c, magic, false).bytes()),
                IsRefusedWith(STATUS_INVALID_PARAMETER));
}

// A key that differs from the curve's parameters in anything has no name; what is still a curve is used as it is.
TEST_P(EccFullNamed, ParametersWithASeedOrAnotherSize_AreNoNamedCurve) {
  FullBlob seeded = full_of(c, kEcdv, true), generated = seeded, wide_cofactor = seeded;
  seeded.seed = hex("c49d360886e704936a6678e1139d26b7819f7e90");
  generated.generation = 0x8004;
  wide_cofactor.h = {0, 0, 0, 1};
  const Key named = imported(c.ecdsa_handle, BCRYPT_ECCPUBLIC_BLOB, ec_public(c.ecdsa_public, ec_key_a(c)));
  for (const FullBlob& blob : {seeded, generated, wide_cofactor}) {
    const Key key = imported(BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, blob.bytes());
    EXPECT_EQ(get_text(key, BCRYPT_ECC_CURVE_NAME), "");
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(blob.bytes())) << "as it came";
    EXPECT_EQ(to_hex(get_property(key, BCRYPT_ECC_PARAMETERS).bytes), to_hex(blob.parameters()));
    const Bytes digest(32, 0x21);
    EXPECT_THAT(verify(named, nullptr, digest, sign(key, nullptr, digest, 0).bytes, 0), IsSuccess());
  }
}

INSTANTIATE_TEST_SUITE_P(All, EccFullNamed, testing::Range(0, kCurveCount),
                         [](const auto& row) { return std::string(curve(row.param).label); });

TEST(EccFullNameless, Blobs_ComeBackByteForByte) {
  for (const FullBlob& blob : {frp256(kEckv, true), secp128r2(kEckv, true)}) {
    const Key key = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, blob.bytes());
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(blob.bytes()));
    FullBlob half = blob;
    half.magic = kEckp;
    half.d.clear();
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPUBLIC_BLOB)), to_hex(half.bytes()));
    const Key pub = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPUBLIC_BLOB, half.bytes());
    EXPECT_EQ(to_hex(exported(pub, BCRYPT_ECCFULLPUBLIC_BLOB)), to_hex(half.bytes()));
    EXPECT_THAT(export_key(pub, BCRYPT_ECCFULLPRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
    const MadeKey copy = duplicate_key(key);
    EXPECT_EQ(to_hex(exported(copy.handle, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(blob.bytes()));
    EXPECT_EQ(get_text(key, BCRYPT_ECC_CURVE_NAME), "");
    EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), 8 * len(blob.p));
  }
}

TEST(EccFullNameless, ShortBlob_LosesTheCurveAndTheHandleGivesItBack) {
  const FullBlob blob = frp256(kEckv, true);
  const Bytes short_blob = ec_blob(kEckv, 32, concat({blob.qx, blob.qy, blob.d}));
  const Key key = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, blob.bytes());
  EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCPRIVATE_BLOB)), to_hex(short_blob));
  EXPECT_EQ(to_hex(exported(key, BCRYPT_PRIVATE_KEY_BLOB)), to_hex(short_blob));
  const Algorithm ecdh = open(BCRYPT_ECDH_ALGORITHM);
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, short_blob), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(set_property(ecdh, BCRYPT_ECC_PARAMETERS, blob.parameters()), IsSuccess());
  Key again = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, short_blob);
  EXPECT_EQ(to_hex(exported(again, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(blob.bytes()));
}

TEST(EccFullNameless, Key_OutlivesItsHandles) {
  Key key;
  {
    const Algorithm ecdh = open(BCRYPT_ECDH_ALGORITHM);
    EXPECT_THAT(set_property(ecdh, BCRYPT_ECC_PARAMETERS, frp256(0, false).parameters()), IsSuccess());
    key = finalized(ecdh, 0);
    EXPECT_THAT(set_text(ecdh, BCRYPT_ECC_CURVE_NAME, "nistP256"), IsSuccess());
  }
  const Bytes blob = exported(key, BCRYPT_ECCFULLPRIVATE_BLOB);
  const Key again = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, blob);
  key.reset();
  EXPECT_EQ(to_hex(exported(again, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(blob));
}

TEST(EccFullNameless, PointOfZeros_IsComputed) {
  FullBlob blob = frp256(kEcdv, true);
  const Bytes whole = blob.bytes();
  blob.qx = blob.qy = Bytes(32);
  for (ULONG flags : {0U, 8U}) {
    const Key key = imported(BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, blob.bytes(), flags);
    EXPECT_EQ(to_hex(exported(key, BCRYPT_ECCFULLPRIVATE_BLOB)), to_hex(whole));
  }
}

TEST(EccFullNameless, Keys_SignVerifyAndAgree) {
  for (const FullBlob& blob : {frp256(kEcdv, true), secp128r2(kEcdv, true)}) {
    const Key own = imported(BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, blob.bytes());
    const Key peer =
        imported(BCRYPT_ECDSA_ALG_HANDLE, BCRYPT_ECCFULLPUBLIC_BLOB, exported(own, BCRYPT_ECCFULLPUBLIC_BLOB));
    const Bytes digest(48, 0x3C);
    Bytes signature = sign(own, nullptr, digest, 0).bytes;
    ASSERT_EQ(signature.size(), 2 * blob.n.size());
    EXPECT_THAT(verify(peer, nullptr, digest, signature, 0), IsSuccess());
    signature.back() = static_cast<UCHAR>(signature.back() ^ 1);
    EXPECT_THAT(verify(peer, nullptr, digest, signature, 0), IsStatus(STATUS_INVALID_SIGNATURE));

    const Algorithm ecdh = open(BCRYPT_ECDH_ALGORITHM);
    EXPECT_THAT(set_property(ecdh, BCRYPT_ECC_PARAMETERS, blob.parameters()), IsSuccess());
    const Key first = finalized(ecdh, 0), second = finalized(ecdh, 8 * len(blob.p));
    const Bytes secret = derive(agreed(first, second), BCRYPT_KDF_RAW_SECRET, blob.p.size()).bytes;
    EXPECT_EQ(secret.size(), blob.p.size());
    EXPECT_EQ(to_hex(secret), to_hex(derive(agreed(second, first), BCRYPT_KDF_RAW_SECRET, blob.p.size()).bytes));
    // d = 1: the secret is the peer's x.
    FullBlob one = blob;
    one.magic = kEckv;
    const Key unit = imported(ecdh, BCRYPT_ECCFULLPRIVATE_BLOB, one.bytes());
    const Bytes full = exported(first, BCRYPT_ECCPUBLIC_BLOB);
    Bytes x(full.begin() + 8, full.begin() + 8 + static_cast<std::ptrdiff_t>(blob.p.size()));
    std::reverse(x.begin(), x.end());
    EXPECT_EQ(to_hex(derive(agreed(unit, first), BCRYPT_KDF_RAW_SECRET, blob.p.size()).bytes), to_hex(x));
  }
}

TEST(EccFullNameless, KeysOfOtherCurves_DoNotAgree) {
  const Key frp = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, frp256(kEckv, true).bytes());
  const Key small = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, secp128r2(kEckv, true).bytes());
  const Key named = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, full_of(p256(), kEckv, true).bytes());
  for (const Key* own : {&frp, &small, &named})
    for (const Key* peer : {&frp, &small, &named})
      if (own != peer) {
        EXPECT_THAT(agree(*own, *peer), IsRefusedWith(STATUS_INVALID_PARAMETER));
      }
  const Key again = imported(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECCFULLPRIVATE_BLOB, frp256(kEckv, true).bytes());
  EXPECT_THAT(agree(frp, again), IsMade());
}

TEST(EccFullParameters, Property_IsSetOnAlgorithmsAndUnfinalizedKeys) {
  const Algorithm ecdsa = open(BCRYPT_ECDSA_ALGORITHM);
  EXPECT_THAT(set_property(ecdsa, BCRYPT_ECC_PARAMETERS, frp256(0, false).parameters()), IsSuccess());
  EXPECT_EQ(get_text(ecdsa, BCRYPT_ECC_CURVE_NAME), "");
  EXPECT_EQ(to_hex(get_property(ecdsa, BCRYPT_ECC_PARAMETERS).bytes), to_hex(frp256(0, false).parameters()));
  const MadeKey pending = generate_pair(ecdsa, 0);
  EXPECT_THAT(set_property(pending.handle, BCRYPT_ECC_PARAMETERS, secp128r2(0, false).parameters()), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(pending.handle, 0), IsSuccess());
  EXPECT_EQ(get_number(pending.handle, BCRYPT_KEY_LENGTH), 128U);
  EXPECT_THAT(set_property(ecdsa, BCRYPT_ECC_PARAMETERS, full_of(p384(), 0, false).parameters()), IsSuccess());
  EXPECT_EQ(get_text(ecdsa, BCRYPT_ECC_CURVE_NAME), "nistP384") << "a named curve by its parameters";
}

TEST(EccFullParameters, BadParametersAndFixedAlgorithms_AreRefusedAndChangeNothing) {
  const Algorithm ecdh = open(BCRYPT_ECDH_ALGORITHM), fixed = open(BCRYPT_ECDH_P256_ALGORITHM);
  EXPECT_THAT(set_text(ecdh, BCRYPT_ECC_CURVE_NAME, "nistP521"), IsSuccess());
  const Bytes good = frp256(0, false).parameters();
  FullBlob bad = frp256(0, false);
  bad.b.back() = static_cast<UCHAR>(bad.b.back() ^ 1);
  EXPECT_THAT(set_property(ecdh, BCRYPT_ECC_PARAMETERS, bad.parameters()), IsStatus(STATUS_INVALID_PARAMETER));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_THAT(set_property(ecdh, BCRYPT_ECC_PARAMETERS,
                             Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))),
                IsStatus(STATUS_INVALID_PARAMETER))
        << size;
  EXPECT_THAT(set_property(ecdh, BCRYPT_ECC_PARAMETERS, concat({good, {0}})), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(get_text(ecdh, BCRYPT_ECC_CURVE_NAME), "nistP521");
  EXPECT_THAT(set_property(fixed, BCRYPT_ECC_PARAMETERS, good), IsStatus(STATUS_NOT_SUPPORTED));
  EXPECT_THAT(set_property(BCRYPT_ECDH_ALG_HANDLE, BCRYPT_ECC_PARAMETERS, good), IsStatus(STATUS_ACCESS_DENIED));
}

}  // namespace
