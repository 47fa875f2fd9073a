#include <stdexcept>

#include "support/keys.h"

namespace cngtest {

const Curve& p256() {
  static const Curve curve = {
      "P256",
      256,
      32,
      0x314B4345,
      0x324B4345,
      0x31534345,
      0x32534345,
      BCRYPT_ECDH_P256_ALGORITHM,
      BCRYPT_ECDSA_P256_ALGORITHM,
      CNG_TEXT("nistP256"),
      BCRYPT_ECDH_P256_ALG_HANDLE,
      BCRYPT_ECDSA_P256_ALG_HANDLE,
      hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
      hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
      hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
      hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
      hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
  };
  return curve;
}

const Curve& p384() {
  static const Curve curve = {
      "P384",
      384,
      48,
      0x334B4345,
      0x344B4345,
      0x33534345,
      0x34534345,
      BCRYPT_ECDH_P384_ALGORITHM,
      BCRYPT_ECDSA_P384_ALGORITHM,
      CNG_TEXT("nistP384"),
      BCRYPT_ECDH_P384_ALG_HANDLE,
      BCRYPT_ECDSA_P384_ALG_HANDLE,
      hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff"),
      hex("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
      hex("aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
      hex("3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
      hex("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
  };
  return curve;
}

const Curve& p521() {
  static const Curve curve = {
      "P521",
      521,
      66,
      0x354B4345,
      0x364B4345,
      0x35534345,
      0x36534345,
      BCRYPT_ECDH_P521_ALGORITHM,
      BCRYPT_ECDSA_P521_ALGORITHM,
      CNG_TEXT("nistP521"),
      BCRYPT_ECDH_P521_ALG_HANDLE,
      BCRYPT_ECDSA_P521_ALG_HANDLE,
      hex("01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          "ffffffffffffffffffffffffffff"),
      hex("01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5"
          "c9b8899c47aebb6fb71e91386409"),
      hex("00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348"
          "b3c1856a429bf97e7e31c2e5bd66"),
      hex("011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c"
          "7086a272c24088be94769fd16650"),
      hex("0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573"
          "df883d2c34f1ef451fd46b503f00"),
  };
  return curve;
}

const Curve& curve(int index) {
  switch (index) {
    case 0:
      return p256();
    case 1:
      return p384();
    case 2:
      return p521();
  }
  throw std::out_of_range("curve");
}

const EcKey& ec_key_a(const Curve& curve) {
  static const EcKey keys[] = {
      {hex("ed124ec761fb6a6500d14db9d8cccef59e2ab44e6512e0579aaa548e8ac277ea"),
       hex("491e50fcfdea0f12eb6452c29eca0552cdacda9529927279a92b6dcd8eef3182"),
       hex("f3110f171d3557a293976eb9ed97f85732cb9e0fb73a0da656b9a3ab239721c6")},
      {hex("fa6c58a522dc434f507a9cc68a7d78cab2979bac37736a81dd4862526ffa279c2cec9b47dd044015c763e6dc7b065073"),
       hex("d3c8743cb70314e92e496c492e566e2345d40ffcac2d33860583519a21f18396441727dc22ad02372938dc65473579e7"),
       hex("faa8803c9ca77e5ca375dbec464c1d4c148593c52eea95160b777b8d3978af54a5c57222e035155f8ce4e43b63729514")},
      {hex("008103354d3ebc47a51f3ea7143fbcd68ba4fe3e3bf31ef6d0a6a57046b2356bbe2218e9a3814365108b920eb3119549da71216f"
           "3742de21e9b1995378d34a1467dd"),
       hex("00b67838477f508fadfc79b5f39fe4509a228c9262a201e4ec2e5ecce1e95eb624335ccf2ef5865d207717062613ce07716f8415"
           "9898b206032923ffde989df2bc92"),
       hex("01003949ca2c06324091030a6f9b6fab707cf18e7b21aed7485f36398e68e220ab66e59f1ff3252a9cadb7be06eeba74809b9fc4"
           "ad82670010362d74b38e6869ecd7")},
  };
  return keys[curve.bits == 256 ? 0 : curve.bits == 384 ? 1 : 2];
}

const EcKey& ec_key_b(const Curve& curve) {
  static const EcKey keys[] = {
      {hex("00f927d27484d57067c3da10c0c64950e3ead4870f0ffec54d86e0ab7b8032ae"),
       hex("e1f2ffffe4912349087ab8ee0fc9fb52bc62b65b4af3c4be973b126a481cd6db"),
       hex("c521339f3c0891ec7f1cb4abbc5a9396dfae9c3b3587bd7e05786eca098ef50d")},
      {hex("383f0aad38faf79ff872a2b7f773f3821fd8a54258cddc935d5b0844de5305af2d8910ff78a0fa839bd6d7bdca4eb9f8"),
       hex("34fd3bacc6ac3f71aa4e40e49585ffde9560f4dc3698e6cc33d44bb4ba576deb35ab583f9e0977a28b875af4aac0dba3"),
       hex("bf34ecf33dee1eff53140ac2465c1ead197f651473a773609ab5892ae6240fc2e553e4a0b97e1f5e20ae852c99fc6159")},
      {hex("016f0a92d90d697d7c3b3c47fa3c3e2fdce1c6510b5801fef2e4ca26103b21d9db1777d10e9f7cf9ed5351318ddbf0f7b5526095"
           "aaafcaa830caf10b473c376c4f96"),
       hex("01fe8369018e9f03c3a9990e9d85e5e7a0c1c25b95c56d9cb87729fa6e8ee23974906866f16e0615f1fcf9da4e98b3b1a8853073"
           "9b6b486758ea055d2109c64aeed1"),
       hex("01df73d5b7d73b2183b64f4fd6da5f5307d61fd0847a705d61004417e1f43fc6e13497f59672b1e0c8aed5413add4b6d8a7994e9"
           "6de65748791e2135f72ed9932e92")},
  };
  return keys[curve.bits == 256 ? 0 : curve.bits == 384 ? 1 : 2];
}

Bytes ec_blob(ULONG magic, ULONG size, const Bytes& body) { return concat({le32(magic), le32(size), body}); }

Bytes ec_public(ULONG magic, const EcKey& key) { return ec_blob(magic, len(key.x), concat({key.x, key.y})); }

Bytes ec_private(ULONG magic, const EcKey& key) { return ec_blob(magic, len(key.x), concat({key.x, key.y, key.d})); }

}  // namespace cngtest
