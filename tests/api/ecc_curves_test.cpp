// Every named curve through the generic algorithms: blobs, use and properties.
#include "ecc_curve_answers.h"
#include "support/derive.h"
#include "support/keys.h"
#include "support/use.h"

namespace {

using namespace cngtest;
using known::CurveAnswer;

struct NamedCurve {
  const char* name;
  const CurveAnswer* answer;
};

const CurveAnswer* answer_of(std::string_view name) {
  for (const CurveAnswer& row : known::kCurveAnswers)
    if (row.name == name) return &row;
  return nullptr;
}

std::vector<NamedCurve> all_names() {
  std::vector<NamedCurve> out;
  for (const CurveAnswer& row : known::kCurveAnswers) out.push_back({row.name, &row});
  constexpr const char* kAliases[][2] = {
      {"secP192r1", "nistP192"}, {"x962P192v1", "nistP192"}, {"secP224r1", "nistP224"},
      {"wtls12", "nistP224"},    {"secP256r1", "nistP256"},  {"x962P256v1", "nistP256"},
      {"secP384r1", "nistP384"}, {"secP521r1", "nistP521"},  {"wtls7", "secP160r2"}};
  for (const auto& [name, of] : kAliases) out.push_back({name, answer_of(of)});
  return out;
}

class EccCurves : public testing::TestWithParam<NamedCurve> {
 protected:
  static Algorithm with_curve(LPCWSTR id) {
    Algorithm algorithm = open(id);
    EXPECT_THAT(set_text(algorithm, BCRYPT_ECC_CURVE_NAME, GetParam().name), IsSuccess());
    return algorithm;
  }
  // Numbers in the width of cbKey.
  Bytes wide(const char* digits) const { return pad_left(hex(digits), size); }
  Bytes public_blob(ULONG magic) const { return ec_blob(magic, size, concat({wide(c.x), wide(c.y)})); }
  Bytes private_blob(ULONG magic) const { return concat({public_blob(magic), wide(c.d)}); }
  Bytes peer_blob() const { return ec_blob(kEckp, size, concat({wide(c.peer_x), wide(c.peer_y)})); }

  const CurveAnswer& c = *GetParam().answer;
  const ULONG size = std::max(c.field_bytes, c.order_bytes);  // cbKey
  const Algorithm ecdsa = with_curve(BCRYPT_ECDSA_ALGORITHM), ecdh = with_curve(BCRYPT_ECDH_ALGORITHM);
};

TEST_P(EccCurves, Name_IsKeptByAlgorithmAndKeys) {
  EXPECT_EQ(get_text(ecdsa, BCRYPT_ECC_CURVE_NAME), GetParam().name);
  const Key key = imported(ecdsa, BCRYPT_ECCPRIVATE_BLOB, private_blob(kEcdv));
  EXPECT_EQ(get_text(key, BCRYPT_ECC_CURVE_NAME), GetParam().name);
  EXPECT_EQ(get_text(duplicate_key(key).handle, BCRYPT_ECC_CURVE_NAME), GetParam().name);
  EXPECT_EQ(get_text(finalized(ecdh, 0), BCRYPT_ECC_CURVE_NAME), GetParam().name);
  EXPECT_EQ(get_number(key, BCRYPT_KEY_LENGTH), c.bits);
  EXPECT_EQ(get_number(key, BCRYPT_SIGNATURE_LENGTH), 2 * c.order_bytes);
  EXPECT_EQ(get_property(key, BCRYPT_ECC_PARAMETERS).bytes, get_property(ecdh, BCRYPT_ECC_PARAMETERS).bytes);
}

TEST_P(EccCurves, Blobs_ComeBackByteForByte) {
  const Key pub = imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, public_blob(kEckp));
  EXPECT_EQ(to_hex(export_key(pub, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob(kEckp)));
  EXPECT_EQ(to_hex(export_key(pub, BCRYPT_PUBLIC_KEY_BLOB).bytes), to_hex(public_blob(kEckp)));
  EXPECT_THAT(export_key(pub, BCRYPT_ECCPRIVATE_BLOB).status, IsStatus(STATUS_INVALID_PARAMETER));
  for (ULONG flags : {0U, 8U, 0x20U}) {
    const Key own = imported(ecdsa, BCRYPT_ECCPRIVATE_BLOB, private_blob(kEcdv), flags);
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(kEcdv)));
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPUBLIC_BLOB).bytes), to_hex(public_blob(kEcdp)));
    EXPECT_EQ(to_hex(export_key(duplicate_key(own).handle, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(kEcdv)));
  }
}

TEST_P(EccCurves, PointOfZeros_IsComputed) {
  const Bytes bare = ec_blob(kEckv, size, concat({Bytes(2 * std::size_t{size}), wide(c.d)}));
  for (ULONG flags : {0U, 8U}) {
    const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, bare, flags);
    EXPECT_EQ(to_hex(export_key(own, BCRYPT_ECCPRIVATE_BLOB).bytes), to_hex(private_blob(kEckv)));
  }
}

TEST_P(EccCurves, KnownSignature_VerifiesAndNoOther) {
  const Key pub = imported(ecdsa, BCRYPT_ECCPUBLIC_BLOB, public_blob(kEcdp));
  const Bytes digest = hex(known::kDigest), signature = hex(c.signature);
  EXPECT_THAT(verify(pub, nullptr, digest, signature, 0), IsSuccess());
  Bytes other = digest;
  other[0] = static_cast<UCHAR>(other[0] ^ 0x80);
  EXPECT_THAT(verify(pub, nullptr, other, signature, 0), IsStatus(STATUS_INVALID_SIGNATURE));
  for (std::size_t at : {signature.size() / 2 - 1, signature.size() - 1}) {
    Bytes changed = signature;
    changed[at] = static_cast<UCHAR>(changed[at] ^ 1);
    EXPECT_THAT(verify(pub, nullptr, digest, changed, 0), IsStatus(STATUS_INVALID_SIGNATURE));
  }
  EXPECT_THAT(verify(pub, nullptr, digest, Bytes(signature.begin(), signature.end() - 1), 0),
              IsStatus(STATUS_INVALID_SIGNATURE));
}

TEST_P(EccCurves, Digest_CountsByTheLeftmostBitsOfTheOrder) {
  const Key own = imported(ecdsa, BCRYPT_ECCPRIVATE_BLOB, private_blob(kEcdv));
  Bytes digest(c.order_bytes + 20U);
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<UCHAR>(0xA5 + i);
  const Output signed_one = sign(own, nullptr, digest, 0);
  ASSERT_THAT(signed_one.status, IsSuccess());
  ASSERT_EQ(signed_one.bytes.size(), 2 * c.order_bytes);
  EXPECT_THAT(verify(own, nullptr, digest, signed_one.bytes, 0), IsSuccess());
  Bytes longer = digest;
  longer.push_back(0xEE);
  longer[c.order_bytes] = 0x11;
  EXPECT_THAT(verify(own, nullptr, longer, signed_one.bytes, 0), IsSuccess()) << "behind the order's bits";
  Bytes shorter = digest;
  shorter.resize(c.order_bytes);
  EXPECT_THAT(verify(own, nullptr, shorter, signed_one.bytes, 0), IsSuccess());
  for (std::size_t length : {1U, 10U, 19U}) {
    const Bytes any(length, 0x5A);
    const Output out = sign(own, nullptr, any, 0);
    EXPECT_THAT(verify(own, nullptr, any, out.bytes, 0), IsSuccess()) << length;
    EXPECT_THAT(verify(own, nullptr, digest, out.bytes, 0), IsStatus(STATUS_INVALID_SIGNATURE)) << length;
  }
}

TEST_P(EccCurves, KnownSecret_IsAgreed) {
  Bytes secret = hex(c.secret);
  std::reverse(secret.begin(), secret.end());
  const Key own = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, private_blob(kEckv));
  const Key peer = imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, peer_blob());
  const Bytes seen = derive(agreed(own, peer), BCRYPT_KDF_RAW_SECRET, c.field_bytes + 10U).bytes;
  EXPECT_EQ(to_hex(seen), to_hex(secret)) << "of the field's length";
}

TEST_P(EccCurves, GeneratedKeys_SignAndAgree) {
  const Key first = finalized(ecdh, 0), second = finalized(ecdh, c.bits);
  EXPECT_EQ(to_hex(derive(agreed(first, second), BCRYPT_KDF_RAW_SECRET, c.field_bytes).bytes),
            to_hex(derive(agreed(second, first), BCRYPT_KDF_RAW_SECRET, c.field_bytes).bytes));
  const Key signer = finalized(ecdsa, 0);
  const Bytes blob = export_key(signer, BCRYPT_ECCPRIVATE_BLOB).bytes;
  ASSERT_EQ(blob.size(), 8 + 3 * std::size_t{size});
  const Key again = imported(ecdsa, BCRYPT_ECCPRIVATE_BLOB, blob);
  const Bytes digest(32, 0x42);
  EXPECT_THAT(verify(again, nullptr, digest, sign(signer, nullptr, digest, 0).bytes, 0), IsSuccess());
  EXPECT_THAT(generate_pair(ecdh, c.bits + 1), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_P(EccCurves, ScalarsOutOfRange_AreRefused) {
  const Bytes parameters = get_property(ecdh, BCRYPT_ECC_PARAMETERS).bytes;
  const auto order_at = parameters.begin() + 28 + 5 * static_cast<std::ptrdiff_t>(c.field_bytes);
  const Bytes order(order_at, order_at + static_cast<std::ptrdiff_t>(c.order_bytes));
  Bytes below = order, above = order;
  below.back() = static_cast<UCHAR>(below.back() - 1);  // orders are odd
  above.back() = static_cast<UCHAR>(above.back() + 1);
  const auto with = [&](const Bytes& d) {
    return ec_blob(kEckv, size, concat({Bytes(2 * std::size_t{size}), pad_left(d, size)}));
  };
  for (const Bytes& d : {Bytes(c.order_bytes), order, above, Bytes(size, 0xFF)})
    for (ULONG flags : {0U, 8U})
      EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, with(d), flags), IsRefusedWith(STATUS_INVALID_PARAMETER))
          << to_hex(d);
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, with({1})), IsMade());
  const Key last = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, with(below));
  const Key one = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, with({1}));
  // (n - 1) G is -G: the same x.
  const Bytes of_last = export_key(last, BCRYPT_ECCPUBLIC_BLOB).bytes,
              of_one = export_key(one, BCRYPT_ECCPUBLIC_BLOB).bytes;
  EXPECT_TRUE(std::equal(of_one.begin(), of_one.begin() + 8 + size, of_last.begin()));
  EXPECT_NE(of_one, of_last);
}

TEST_P(EccCurves, CoordinatesNotBelowThePrimeOrOffTheCurve_AreRefused) {
  const Bytes parameters = get_property(ecdh, BCRYPT_ECC_PARAMETERS).bytes;
  const Bytes prime(parameters.begin() + 28, parameters.begin() + 28 + static_cast<std::ptrdiff_t>(c.field_bytes));
  Bytes below = prime;
  below.back() = static_cast<UCHAR>(below.back() - 1);
  const Bytes x = hex(c.x), y = hex(c.y), zero;
  const Bytes bad[][2] = {
      {prime, y}, {x, prime}, {Bytes(c.field_bytes, 0xFF), y}, {zero, zero}, {zero, y}, {x, zero}, {y, x}, {x, x},
      {below, y}, {x, below}};
  for (const auto& [bad_x, bad_y] : bad)
    for (ULONG flags : {0U, 8U})
      EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPUBLIC_BLOB,
                              ec_blob(kEckp, size, concat({pad_left(bad_x, size), pad_left(bad_y, size)})), flags),
                  IsRefusedWith(STATUS_INVALID_PARAMETER))
          << to_hex(bad_x) << " " << to_hex(bad_y);
}

TEST_P(EccCurves, EveryBitOfAPrivateBlob_Counts) {
  const Bytes blob = private_blob(kEckv);
  for (std::size_t bit = 0; bit < 8 * blob.size(); bit += bit < 64 ? 1 : 7) {
    Bytes changed = blob;
    changed[bit / 8] = static_cast<UCHAR>(changed[bit / 8] ^ 1U << bit % 8);
    EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, changed), IsRefusedWith(STATUS_INVALID_PARAMETER)) << bit;
  }
}

TEST_P(EccCurves, TruncationsAndOtherSizes_AreRefused) {
  const Bytes blob = private_blob(kEcdv);
  for (std::size_t length = 0; length < blob.size(); ++length)
    EXPECT_THAT(import_pair(ecdsa, BCRYPT_ECCPRIVATE_BLOB,
                            Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(length))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << length;
  const ULONG bad_sizes[] = {0, 1, c.field_bytes - 1, size + 1, 2 * size, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
  for (const ULONG bad : bad_sizes)
    EXPECT_THAT(import_pair(ecdsa, BCRYPT_ECCPRIVATE_BLOB, ec_blob(kEcdv, bad, Bytes(600, 1))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << bad;
  EXPECT_THAT(import_pair(ecdsa, BCRYPT_ECCPRIVATE_BLOB, concat({blob, Bytes(22, 0xEE)})), IsMade());
}

// Six curves have an order that is longer than the field.
TEST_P(EccCurves, FieldSize_IsTakenWhereDFits) {
  if (c.order_bytes <= c.field_bytes) return;
  const auto narrow_blob = [&](const Bytes& d) {
    return ec_blob(kEckv, c.field_bytes, concat({Bytes(2 * std::size_t{c.field_bytes}), d}));
  };
  Bytes d = hex(c.d);
  d.erase(d.begin());
  const Key key = imported(ecdh, BCRYPT_ECCPRIVATE_BLOB, narrow_blob(d));
  const Bytes blob = export_key(key, BCRYPT_ECCPRIVATE_BLOB).bytes;
  ASSERT_EQ(blob.size(), 8 + 3 * std::size_t{size});
  EXPECT_EQ(to_hex(Bytes(blob.end() - static_cast<std::ptrdiff_t>(size), blob.end())), to_hex(pad_left(d, size)));
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, blob), IsMade());
  EXPECT_EQ(
      export_key(imported(ecdh, BCRYPT_ECCPUBLIC_BLOB, ec_blob(kEckp, c.field_bytes, concat({hex(c.x), hex(c.y)}))),
                 BCRYPT_ECCPUBLIC_BLOB)
          .bytes,
      public_blob(kEckp));
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPRIVATE_BLOB, narrow_blob(Bytes(c.field_bytes))),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
  Bytes too_long = public_blob(kEckp);
  too_long[8] = 1;  // x of one bit more than the field
  EXPECT_THAT(import_pair(ecdh, BCRYPT_ECCPUBLIC_BLOB, too_long), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

INSTANTIATE_TEST_SUITE_P(All, EccCurves, testing::ValuesIn(all_names()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(EccCurveList, EveryNameOfTheReference_IsOnIt) {
  for (LPCWSTR id : {BCRYPT_ECDSA_ALGORITHM, BCRYPT_ECDH_ALGORITHM}) {
    const Algorithm algorithm = open(id);
    std::vector<std::string> names;
    ULONG size = 0;
    ASSERT_THAT(BCryptGetProperty(algorithm, BCRYPT_ECC_CURVE_NAME_LIST, nullptr, 0, &size, 0), IsSuccess());
    std::vector<BCRYPT_ECC_CURVE_NAMES> store(size / sizeof(BCRYPT_ECC_CURVE_NAMES) + 1);
    ASSERT_THAT(BCryptGetProperty(algorithm, BCRYPT_ECC_CURVE_NAME_LIST, reinterpret_cast<PUCHAR>(store.data()), size,
                                  &size, 0),
                IsSuccess());
    for (ULONG i = 0; i < store.front().dwEccCurveNames; ++i) names.push_back(narrow(store.front().pEccCurveNames[i]));
    std::vector<std::string> wanted;
    for (const NamedCurve& row : all_names()) wanted.emplace_back(row.name);
    if (WideText(id) == BCRYPT_ECDH_ALGORITHM) wanted.emplace_back("curve25519");
    EXPECT_THAT(names, testing::UnorderedElementsAreArray(wanted));
  }
}

TEST(EccCurveList, KeysOfDifferentCurves_DoNotAgree) {
  Algorithm r1 = open(BCRYPT_ECDH_ALGORITHM), t1 = open(BCRYPT_ECDH_ALGORITHM);
  EXPECT_THAT(set_text(r1, BCRYPT_ECC_CURVE_NAME, "brainpoolP256r1"), IsSuccess());
  EXPECT_THAT(set_text(t1, BCRYPT_ECC_CURVE_NAME, "brainpoolP256t1"), IsSuccess());
  const Key own = finalized(r1, 0), peer = finalized(t1, 0);
  EXPECT_THAT(agree(own, peer), IsRefusedWith(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(import_pair(t1, BCRYPT_ECCPUBLIC_BLOB, export_key(own, BCRYPT_ECCPUBLIC_BLOB).bytes),
              IsRefusedWith(STATUS_INVALID_PARAMETER));
}

}  // namespace
