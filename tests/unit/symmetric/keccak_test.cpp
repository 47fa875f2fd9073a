// SHAKE, cSHAKE and KMAC.
#include <gtest/gtest.h>

#include "hash_answers.h"
#include "hash_support.h"

namespace cng::test {
namespace {

using provider::Hash;

const HashInfo& info_of(AlgorithmId id) { return *algorithm(id).hash; }

// So many bytes of the message of a row.
Bytes message(std::size_t size) {
  if (size == 3) return text("abc");
  if (size == 1000) return pattern(1000);
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i);
  return out;
}

std::string sha256(const std::string& digits) { return once(info_of(A::sha256), {}, hex(digits)); }

TEST(Shake, KnownAnswers) {
  for (const ShakeAnswer& row : kShakeAnswers) {
    SCOPED_TRACE(row.output);
    const HashInfo& info = info_of(row.algorithm);
    const std::string output = row.output;
    for (const std::size_t size : {0u, 1u, 17u, 64u})
      EXPECT_EQ(once(info, {}, message(row.message), size), output.substr(0, 2 * size));
    const auto hash = fresh(info, {});
    feed(*hash, message(row.message), 167);
    EXPECT_EQ(finish(*hash, 64), output);
  }
}

struct CshakeAnswer {
  AlgorithmId algorithm;
  std::string name, customization;  // N and S
  std::size_t message;
  const char* output;
  const char* sha256_of_2000;
};

// SP 800-185 has samples of the rows with "Email Signature"; all were computed by a program of its definition.
const CshakeAnswer kCshakeAnswers[] = {
    {A::cshake128, "", "Email Signature", 4,
     "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf59cbce830079c452abdeb875366a49ebfe75b"
     "89ef17396e34898e904830b0e136",
     "f6a2a3edc62443d574af55f0325aeeca6facd4fcf6b20ea131d2590b198f364c"},
    {A::cshake128, "", "Email Signature", 200,
     "c5221d50e4f822d96a2e8881a961420f294b7b24fe3d2094baed2c6524cc166b6afa376499e3cbcbb4cf61fe4d063473bbe5"
     "695004a7df73241b37e7156c7d95",
     "ba8a03c366b812035bb74afa4f001fde013c82d28fabfac0c3176c13dda88e14"},
    {A::cshake128, "", "", 3,
     "5881092dd818bf5cf8a3ddb793fbcba74097d5c526a6d35f97b83351940f2cc844c50af32acd3f2cdd066568706f509bc1bd"
     "de58295dae3f891a9a0fca578378",
     "b2ee509e83cd929574e53f3299c86782894266ff0f0536a1f72c692a64507e5e"},
    {A::cshake128, "Name", "", 0,
     "f9815c26cc9fc923479143afc72d195f4b48fa7dbdaf0484737e4fd57d4266804345eb7bb973784182fa3262016807eb62c0"
     "78e348dc14c2acea391d76aa88c4",
     "31593da97ecdcf9d7a1905544d1f19d28ec972ea1452f7d4bb1aa22d2a8b60b0"},
    {A::cshake128, std::string(300, 'N'), std::string(40, 'S'), 1000,
     "a511508e7ad53e1ec041d37253074ba6ed5f7a59cf53b55257df89588c2393c7ace48f241c0f823de6992f8352255a0ca4f7"
     "02493acff8d53b96e43e1d744de9",
     "d6abcb9daa50ca773b44a9ea171e522b6d3afcb75eafc875ea02c105d19a0cc5"},
    {A::cshake256, "", "Email Signature", 4,
     "d008828e2b80ac9d2218ffee1d070c48b8e4c87bff32c9699d5b6896eee0edd164020e2be0560858d9c00c037e34a96937c5"
     "61a74c412bb4c746469527281c8c",
     "dc66c851f4a12a3beb27f31f62d4ca7bd01da19943863df73d31ac8e306a48eb"},
    {A::cshake256, "", "Email Signature", 200,
     "07dc27b11e51fbac75bc7b3c1d983e8b4b85fb1defaf218912ac86430273091727f42b17ed1df63e8ec118f04b23633c1dfb"
     "1574c8fb55cb45da8e25afb092bb",
     "baf93d41d86438f9b1c6fb59f25369ddb99905444f0dc24e78a926903efb6bd5"},
    {A::cshake256, "", "", 3,
     "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739d5a15bef186a5386c75744c0527e1faa9f87"
     "26e462a12a4feb06bd8801e751e4",
     "04ca20973383aa54aca233e89a446e8fb815618956499dfcb508dd01c34fd852"},
    {A::cshake256, "Name", "", 0,
     "2a06635559bdbdaeabf4bc34c07ea3045a2e6aaeb5b6ae44e3f5cd82860c83be866a629348aecba2a61d2886fe175d445c7e"
     "c5898c7b8906c6639d7deaeaf93d",
     "fb485615d05eac0e801f24c56f8fa070622f1bce3b4c4149da7e77a7ab296e10"},
    {A::cshake256, std::string(300, 'N'), std::string(40, 'S'), 1000,
     "6aa971450bfe3caec8ab02820b6d8a3b8e7612828ef5118141b140aa8671be38567bc1396e9b33771f949768086112fd0aed"
     "b4d63f75b97bfd5a0b95ae601f97",
     "c3c5c34ec4329bf3a884f50c386e85e84d447b41b2202bd8ebd48d1bf5dded02"},
    // The names fill a block to its end.
    {A::cshake128, "", std::string(161, 'S'), 3,
     "b2a55544e2dc7948ce61bac981d2d6c1bb74c2e1f6bb893a46877efc01d689c35f77d858ac6c1f26bf1410e081ff4b6ba169"
     "09821715b22ab06db90c2f7adada",
     "5536a22ccd09fa7dba6b765b53a366e64f27adcbc48aece8c46bee6f8fb71a11"},
    {A::cshake256, "", std::string(129, 'S'), 3,
     "95a87baf40d180916e9470bfc17309319b06d3d054892c4998aa127e998864f335b77fc480daff198b49ef7d6a0ff8875fcf"
     "5f170dbc41aa79b9ae67bb700936",
     "8290379645d046f2a572a1879c6d9fc0b0c519afa24db525773d92020acf3b08"},
};

std::unique_ptr<Hash> prepared(const CshakeAnswer& row) {
  auto hash = fresh(info_of(row.algorithm), {});
  if (!row.name.empty()) {
    EXPECT_EQ(told(hash->set_function_name(text(row.name))), "ok");
  }
  if (!row.customization.empty()) {
    EXPECT_EQ(told(hash->set_customization(text(row.customization))), "ok");
  }
  return hash;
}

TEST(Cshake, KnownAnswers) {
  for (const CshakeAnswer& row : kCshakeAnswers) {
    SCOPED_TRACE(row.output);
    for (const std::size_t piece : {1u, 136u, 1000u}) {
      const auto hash = prepared(row);
      feed(*hash, message(row.message), piece);
      EXPECT_EQ(finish(*hash, 64), row.output);
    }
    const auto hash = prepared(row);
    feed(*hash, message(row.message), 1000);
    EXPECT_EQ(sha256(finish(*hash, 2000)), row.sha256_of_2000);
  }
}

TEST(Cshake, WithoutNames_IsShake) {
  EXPECT_EQ(once(info_of(A::cshake128), {}, text("abc"), 99), once(info_of(A::shake128), {}, text("abc"), 99));
  EXPECT_EQ(once(info_of(A::cshake256), {}, text("abc"), 99), once(info_of(A::shake256), {}, text("abc"), 99));
}

TEST(Squeeze, InAnyPieces_GivesTheWholeOutput) {
  for (const CshakeAnswer& row : kCshakeAnswers) {
    SCOPED_TRACE(row.output);
    for (const std::size_t piece : {1u, 7u, 135u, 136u, 168u, 169u, 500u, 2000u}) {
      const auto hash = prepared(row);
      feed(*hash, message(row.message), 1000);
      std::string output;
      while (output.size() + 2 * piece <= 4000) output += squeeze(*hash, piece);
      output += finish(*hash, 2000 - output.size() / 2);
      EXPECT_EQ(sha256(output), row.sha256_of_2000) << piece;
    }
  }
}

TEST(Squeeze, EndsTheInput) {
  for (const AlgorithmId id : {A::shake128, A::shake256, A::cshake128, A::cshake256}) {
    const auto hash = fresh(info_of(id), {});
    feed(*hash, text("abc"), 3);
    ASSERT_EQ(told(hash->squeeze({})), "ok");
    EXPECT_EQ(code_of(hash->update(text("d"))), Code::invalid_parameter);
    const std::string whole = once(info_of(id), {}, text("abc"), 20);
    EXPECT_EQ(squeeze(*hash, 5), whole.substr(0, 10));
    EXPECT_EQ(finish(*hash, 15), whole.substr(10));
    Bytes out(1);
    EXPECT_EQ(code_of(hash->squeeze(out)), Code::invalid_parameter);
    ASSERT_EQ(told(hash->reset()), "ok");
    feed(*hash, text("abc"), 3);
    EXPECT_EQ(squeeze(*hash, 20), whole);
  }
}

TEST(Squeeze, Duplicates_GoOnByThemselves) {
  for (const CshakeAnswer& row : kCshakeAnswers) {
    const auto hash = prepared(row);
    feed(*hash, message(row.message), 1000);
    const std::string output = row.output;
    EXPECT_EQ(squeeze(*hash, 10), output.substr(0, 20));
    auto copy = hash->duplicate();
    ASSERT_TRUE(copy);
    EXPECT_EQ(squeeze(*hash, 54), output.substr(20));
    EXPECT_EQ(squeeze(**copy, 20), output.substr(20, 40));
    EXPECT_EQ(finish(**copy, 34), output.substr(60));
  }
}

struct KmacAnswer {
  AlgorithmId algorithm;
  Bytes key;
  std::size_t message;
  const char* customization;
  const char* mac;
};

Bytes kmac_key() {
  Bytes key(32);
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(0x40 + i);
  return key;
}

// SP 800-185's samples, and keys shorter and longer than OpenSSL's own KMAC takes.
const KmacAnswer kKmacAnswers[] = {
    {A::kmac128, kmac_key(), 4, "", "e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e"},
    {A::kmac128, kmac_key(), 4, "My Tagged Application",
     "3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5"},
    {A::kmac128, kmac_key(), 200, "My Tagged Application",
     "1f5b4e6cca02209e0dcb5ca635b89a15e271ecc760071dfd805faa38f9729230"},
    {A::kmac128, kmac_key(), 200, "", "3f874473438004885be016b1bfbda5252c3251382458494dd685eb7c4254b528"},
    {A::kmac128, {}, 0, "", "5c135c615152fb4d9784dd1155f9b6034e013fd77165c327dfa4d36701983ef7"},
    {A::kmac128, Bytes(3, 'k'), 1000, "S", "db37bef7ce7e6ed24aa5b94154276a461d"},
    {A::kmac128, Bytes(600, 'K'), 0, "",
     "4b2496ef7f804d6950745bce23ddff88de805a43ef8ef70d236aa48f9ebc6832cb68c7ec96c74e83bc0b5f04f9272513a144"
     "a169d7858ecfeaa43b8039676fe950fb7a56d67c2dfea1c5dddd5093a74549c49fe18e63ae7aba98b7a48da593f728264d73"},
    {A::kmac256, kmac_key(), 4, "",
     "2ebd1622de2de44174e3477206060d7f64489a639b7545649132317609fa214f4c8ac90630fb4c757fba074b15186fe452ae"
     "71b6a1e443bf54059e090c11ae20"},
    {A::kmac256, kmac_key(), 4, "My Tagged Application",
     "20c570c31346f703c9ac36c61c03cb64c3970d0cfc787e9b79599d273a68d2f7f69d4cc3de9d104a351689f27cf6f5951f01"
     "03f33f4f24871024d9c27773a8dd"},
    {A::kmac256, kmac_key(), 200, "My Tagged Application",
     "b58618f71f92e1d56c1b8c55ddd7cd188b97b4ca4d99831eb2699a837da2e4d970fbacfde50033aea585f1a2708510c32d07"
     "880801bd182898fe476876fc8965"},
    {A::kmac256, kmac_key(), 200, "",
     "75358cf39e41494e949707927cee0af20a3ff553904c86b08f21cc414bcfd691589d27cf5e15369cbbff8b9a4c2eb1780085"
     "5d0235ff635da82533ec6b759b69"},
    {A::kmac256,
     {},
     0,
     "",
     "2b70c18a81bb6446868dbc411e0dc1331c4399101d6b8b14ea16e951eee001033207bfe3bede15b946bfc209c62fc5d95e3e"
     "7b530b507319f24947d6ad7c18fe"},
    {A::kmac256, Bytes(3, 'k'), 1000, "S", "fb87a4cd8888be069b47da42689120c676"},
    {A::kmac256, Bytes(600, 'K'), 0, "",
     "e020856cef6e8bb15ac922c353d034fcd340e44360b9ecd35456eae42fffe83b547d125a6314bb6527467a3befb31c0cf705"
     "1f2c184de8a2dbd2e5097bdd810e4859a49c63897a6806a1ee128505f7d4aea5f7545d3a5929040eaa31211266df69ed6cd3"},
};

TEST(Kmac, KnownAnswers) {
  for (const KmacAnswer& row : kKmacAnswers) {
    SCOPED_TRACE(row.mac);
    const std::size_t size = std::string(row.mac).size() / 2;
    const auto hash = fresh(info_of(row.algorithm), {true, row.key});
    for (int round = 0; round < 2; ++round) {
      ASSERT_EQ(told(hash->set_customization(text(row.customization))), "ok");
      feed(*hash, message(row.message), 50);
      EXPECT_EQ(finish(*hash, size), row.mac);
      ASSERT_EQ(told(hash->reset()), "ok");
    }
    if (row.customization[0] == 0) {
      EXPECT_EQ(once(info_of(row.algorithm), {true, row.key}, message(row.message), size), row.mac);
    }
  }
}

TEST(Kmac, TheLength_IsPartOfTheComputation) {
  const std::string longer = once(info_of(A::kmac128), {true, kmac_key()}, text("abc"), 33);
  EXPECT_NE(once(info_of(A::kmac128), {true, kmac_key()}, text("abc"), 32), longer.substr(0, 64));
}

TEST(Kmac, HasNoEndlessOutput) {
  const auto hash = fresh(info_of(A::kmac128), {true, kmac_key()});
  Bytes out(4);
  EXPECT_EQ(code_of(hash->squeeze(out)), Code::not_supported);
}

}  // namespace
}  // namespace cng::test
