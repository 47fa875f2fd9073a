// Known answers: RFC 1319 and 1320 for MD2 and MD4, Python's hashlib and hmac for the others.
#include "support.h"

namespace cng::provider::test {
namespace {

struct DigestVector {
  AlgorithmId hash;
  const char *of_abc, *of_nothing;
};
constexpr DigestVector kDigests[] = {
    {AlgorithmId::md2, "da853b0d3f88d99b30283a69e6ded6bb", "8350e5a3e24c153df2275c9f80692773"},
    {AlgorithmId::md4, "a448017aaf21d8525fc10ae87aa6729d", "31d6cfe0d16ae931b73c59d7e0c089c0"},
    {AlgorithmId::md5, "900150983cd24fb0d6963f7d28e17f72", "d41d8cd98f00b204e9800998ecf8427e"},
    {AlgorithmId::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
    {AlgorithmId::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {AlgorithmId::sha384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
     "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"},
    {AlgorithmId::sha512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2"
     "a9ac94fa54ca49f",
     "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a"
     "538327af927da3e"},
    {AlgorithmId::sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
     "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"},
    {AlgorithmId::sha3_384,
     "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25",
     "0c63a75b845e4f7d01107d852e4c2485c51a50aaaa94fc61995e71bbee983a2ac3713831264adb47fb6bd1e058d5f004"},
    {AlgorithmId::sha3_512,
     "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56"
     "592f8274eec53f0",
     "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a615b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e30"
     "1758586281dcd26"},
};

struct HmacVector {
  AlgorithmId hash;
  const char* mac;  // of "abc" with a key of 200 times "k"
};
constexpr HmacVector kHmacs[] = {
    {AlgorithmId::md5, "7ef8227eb2b17dfa84429313f515c79c"},
    {AlgorithmId::sha1, "825ab55bf90c797c40d1063e4f7599f4540c7c11"},
    {AlgorithmId::sha256, "ce632aa86d6a3fd3c79f06217c0a506599d055cd38eb385b16a2939f2488f686"},
    {AlgorithmId::sha384,
     "88d48bad4ff0f4e74f8a79bf94bad626cd6cc6d462db5251698e519ddfde66b2f2c158f5140830a9fab4b588f0aca7dc"},
    {AlgorithmId::sha512,
     "600057e6cba9ce3e078c0ae32f0ba3a786002d1da4853945c899aa7678f932f03c77200044e668ac0ae89029a08cae59b9ed7f93ffed3b393"
     "71e4d4f08c3c376"},
    {AlgorithmId::sha3_256, "ac9c7e65e8d5a7399a794aaf26a4ee7c8ac2334b829d4d01c97bab8aa060b683"},
    {AlgorithmId::sha3_384,
     "c548f808c8e0520f52340ecb4c103f3ae6c88df9aec486e1b2b780df183e243cfb53aaa3c98082ffff63f2e06afa0d3b"},
    {AlgorithmId::sha3_512,
     "fe39336ae4e29b5cc9b5a1e3c2405d75bba70c11edff4bbe9daf10bd43e7d0d2db2fb0ad371cf12ac559c7183b05b9036db4a97d55e57ba01"
     "6bc377d1fac87cb"},
};

Bytes digest_of(const HashInfo& hash, std::initializer_list<Bytes> pieces) {
  const std::vector<ByteView> views(pieces.begin(), pieces.end());
  Bytes out(hash.digest_bytes);
  EXPECT_THAT(digest(hash, views, out), IsOk()) << hash.provider_name;
  return out;
}

Bytes hmac_of(const HashInfo& hash, const Bytes& key, std::initializer_list<Bytes> pieces) {
  const std::vector<ByteView> views(pieces.begin(), pieces.end());
  Bytes out(hash.digest_bytes);
  EXPECT_THAT(hmac(hash, key, views, out), IsOk()) << hash.provider_name;
  return out;
}

TEST(Digest, KnownAnswers) {
  for (const DigestVector& vector : kDigests) {
    const HashInfo& hash = *algorithm(vector.hash).hash;
    EXPECT_EQ(digest_of(hash, {text("abc")}), hex(vector.of_abc));
    EXPECT_EQ(digest_of(hash, {text("a"), {}, text("bc")}), hex(vector.of_abc));
    EXPECT_EQ(digest_of(hash, {}), hex(vector.of_nothing));
    EXPECT_EQ(digest_of(hash, {{}}), hex(vector.of_nothing));
  }
}

TEST(Digest, EveryHashOfTheTable_HasAVector) {
  std::size_t hashes = 0;
  for (const AlgorithmInfo& row : all_algorithms())
    hashes += row.hash != nullptr && row.hash->kind == HashKind::digest ? 1 : 0;
  EXPECT_EQ(hashes, std::size(kDigests));
}

TEST(Digest, BufferOfAnotherLength_IsRefused) {
  Bytes out(31);
  EXPECT_FALSE(digest(*algorithm(AlgorithmId::sha256).hash, {}, out));
}

TEST(Hmac, KnownAnswers) {
  const Bytes key(200, 'k');
  for (const HmacVector& vector : kHmacs) {
    const HashInfo& hash = *algorithm(vector.hash).hash;
    EXPECT_EQ(hmac_of(hash, key, {text("abc")}), hex(vector.mac));
    EXPECT_EQ(hmac_of(hash, key, {text("ab"), {}, text("c")}), hex(vector.mac));
  }
}

TEST(Hmac, EmptyKeyAndText) {
  EXPECT_EQ(hmac_of(*algorithm(AlgorithmId::sha256).hash, {}, {}),
            hex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

// RFC 2104 spelled out, for the hashes that Python's hmac lacks, and for the block sizes of the table.
TEST(Hmac, EveryHash_FollowsItsDefinition) {
  for (const DigestVector& vector : kDigests) {
    const HashInfo& hash = *algorithm(vector.hash).hash;
    const Bytes key = text("a key");
    Bytes inner(hash.block_bytes, 0x36), outer(hash.block_bytes, 0x5C);
    for (std::size_t i = 0; i < key.size(); ++i) {
      inner[i] ^= key[i];
      outer[i] ^= key[i];
    }
    EXPECT_EQ(hmac_of(hash, key, {text("data")}), digest_of(hash, {outer, digest_of(hash, {inner, text("data")})}))
        << hash.provider_name;
  }
}

}  // namespace
}  // namespace cng::provider::test
