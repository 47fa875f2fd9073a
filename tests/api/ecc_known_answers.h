// Answers for the EC test keys, computed with Python's `cryptography`, hashlib and hmac; the TLS 1.0 function was
// compared with the `openssl kdf` command.
#ifndef OPENCNG_TESTS_API_ECC_KNOWN_ANSWERS_H_
#define OPENCNG_TESTS_API_ECC_KNOWN_ANSWERS_H_

namespace known {

// The secret of key a and key b of one curve, and what each KDF makes of it.
struct Agreed {
  const char* secret;            // big-endian, as the standards write it
  const char* hash_sha1;         // the default of HASH
  const char* hash_sha256_wrap;  // HASH, SHA256, prepend "before1" "before2", append "after1" "after2"
  const char* hmac_sha256_key;   // HMAC, SHA256, key "hmac key"
  const char* hmac_sha1_secret;  // HMAC, SHA1, the secret is the key; prepend "text"
  const char* hmac_sha512_wrap;  // HMAC, SHA512, key "hmac key", prepend "before1", append "after1"
  const char* tls10;             // TLS_PRF, "master secret", seed of 64 times 's'
  const char* tls12_sha256;
  const char* tls12_sha384;
  const char* concat_sha256;     // SP800_56A_CONCAT, 80 bytes, "algorithm" "party u" "party v"
  const char* concat_sha1_supp;  // the same with SHA1, "public" and "private", 50 bytes
  const char* hkdf_sha256;       // HKDF, 80 bytes, salt "salt", info "info"
  const char* hkdf_sha512_bare;  // HKDF, SHA512, no salt, no info, 100 bytes
};

inline const Agreed kAgreed[] = {
    // P256
    {"2248184f8ebcfaa0de032cb9ac0e2156e93e9a8064e5dacaf948decaa72d120e", "832042ed76c1100b2f8e2dfc4e500b13ba4cd505",
     "54ccfeb5c4c084b5cc71dc4e47e1856e294b33584700e641677d9ab9d8ab3be2",
     "ec1b0c8e0e0c7a434c0027d7a3ca93e5240132b13c236592aebd6185d7ffd3df", "fbd510908c1030db898231b825883cd626c1fe4c",
     "cbde066bbbb797e90f2674695a71de9c609d0d01c3a776220423456d0a7dad611c4ec83efe08d8cbe0d227eb8f764f1562d1"
     "d20b216923b2cf533dc8071994f5",
     "7246a948c7d0924ad2a02f574e357501e91fd595275905111af2bda167483164e889cb19b409e15589844f34591c9166",
     "fb4dd0ecdd343a9efd27358f62a01226c855dff49ea2fd2bf2146a2ba26a7cd7197d31d1c622210e10c8b85990e4634f",
     "df4d44f84245e3dc59ccbba539d18a27c09b24094423ebe8138f920cf4d843edfa99e3d82d79c6bcc0b59305fc37afe8",
     "5064c98b2b2e7efd8f901ccd81accbb96952c3ab107dc6cf55102a313516a3e3d119f219d74c76ce9be44992e9c220597cce"
     "ac8e5cf82259f724ddf502802cf3b85c17cc974cad7c246268bff8883842",
     "b05f8d61bd980e087761194266ee31dcacbb001be44bfa1de1c0985cac05740ab7d188d95009433cdf9527cf251dce586caa",
     "036137bf648b1f1b5b43495bf01ac623bd68e3b1903c3d4de1be1f6c98750340bf03caa7b7659f80c6d8097f1e3898b0cc84"
     "223d149ba7b71bb420b7072683746f4abff26d1ba61709138623effa96db",
     "dfa6e094b9d41e7a3a99e0dbf42e4ec0ea4d561d63530204ec03c8513f755846c05e3e02e4249dd4b95ac23cf99aa78f2ac3"
     "7118d93bceb1f7361fcb85a8bd997f4fbb4e7a8eb7363b1920e807f71c7e994f005524ca03636b2eac2fa939c840c8eb4d7d"},
    // P384
    {"2b165fa84fd1d9c8ba9cc41674757e08ed7f5aad1779be47ae1becc5264b31b9e83f2445882a6454ec90bd6a30ea9f46",
     "2b4556eef166930d3399f4bbdb2e14b7546b928c", "9f4357d92a16ddde6f6e162b31ac2e1ed050f376eba026a3ed0738eae1de71b3",
     "3e84eab1b2ec966b5d17b4efafe0513ea6f26f1d08d836372998a85540df98fe", "c445502791b4fbd9f22cf53f1950d3271e536a05",
     "1d1f0c25d552c5b9b6a99bc5ec38405222d56d7b21fdbdb043aa80d70300e347811aa5b644ff8d5913a5768105888d39d69c"
     "a929daa51d137672c7712b287681",
     "8c4a475c95712253db2598fb9e41dfd0f2f955c26028f29d14995a0bc56267180181231c12e067dc956e53d9b702c88c",
     "b07c1544c77c5e4518f9140ddad3aba04b490cc528c37d111214306ea4757d4b6c8097c5c5aa21414c959035a1531340",
     "6bfb2ff20d0bcf4cadc4a2595f4b4c6d08773f3c61864d39f005c7fbac4646c9a3a62e9d432e11e45250644d3ed6a893",
     "6d0e937e9939ea223e0ea90d67cb768c9622da905267fc191e43d51e308a2f6fa1fca9a8a407e05b95c1152aaf9b7b35231e"
     "b10883f01aa6af6bb36ef65aab2472b7d1696134045c91d986c0d5514feb",
     "f81d86cbb9c6299f5027e27d1cca7067ec31e317a30acde75f98a294f8d32c26c15bd8b8969ed43c214b300ead0048271946",
     "fb4d6b88c8227264e67e5240979b505690540c1e2c99af4a5f998bb9ebba8f4ff674e0ea1c4c0c21b90f24db179191d77f0f"
     "83d12482d104b5d232fd48c001b5010464f8bbf5ab0c057197f91cab9fc5",
     "f26f8b58e89830d959916f9a82fdd41aee8dda8f85469a42eb564d9779ed5d86caf8e6a24c6cfbee429d675ee6eb8e023ddc"
     "906985dedbcf39e0febbdcef837526d93bdacf15a30dd21954e9bfa78e34223f895a83d8ef1575ddf4e54592ae377d4dc443"},
    // P521
    {"00616f71e2213f6f736ffb58883a7e27bf602d256f23dc2fd84623ed4210e171ae0a2d54c73339a5843927afc3138f5ab3d3"
     "e6528d87ba33068988f7e8a60917d9f1",
     "d9fd80508384964396d6b7a90d451a2522c62a7f", "6bb81bf8334b9491ebbca8e7ac4a46c554a40e65387fbd2933d4deedd30f562d",
     "905e7b35b3bb6fcde7241133fb8313955ff9b90e34b6529b2fd132d1dc6466fa", "ac17461911c5eb8724359944192ef36df7306253",
     "5bded77dd6ee08fc56731a2699aa02a116637d48f5dc9c05351ffce494c9d22aaf05c03ac88842257563c7c90ad13ca38d0b"
     "0e7c2f2ad562342227b4dfc85b36",
     "363e25c1206c022cf72d7a93dd0a7c378167228aa77b83ebcb23533db1709e10aa2f6da3024ca8bbdfa0fed4f7ec5604",
     "9b4c0e4b352267f515f343b2282462925f243b5c2e3fcf1a34fb3abc4446aa18b8d2d8ba8ec01cd68a1ada5779b6047f",
     "7ee50b22f703ab2e70b99815070d312991382dd2529e5e194b47a7b92f53fc153a8402c8358d5da45096ea268bdb2603",
     "0cb00f16660e8c23f0e03fc7b92a3a864aee15be4a4321593e4386cabe56abaed7fa82d38f935ebb21b13943f7c579176206"
     "f1847186cd0364d48e1c29b9c7179ca892eda1d89ba71f57efcbf048c157",
     "2985af955202dc00095c04d575ed0723b651451344f5155417d60dfc8effe13986cdd7b3c6806d5dd7d7a77fa430607395ba",
     "ee5465bb50a938286bb6e89ff93f572d604b1e8773d282700856162d9e84c241a063dbd713a61bea28dd6680590a8c98a76a"
     "818bdf1c69d72d4cd1f9d5b64749cc9a68c334fdcb4467b6d141e7314e57",
     "232318fdf410a3c8519a879cf2b252bcaf9e1162a171aa9bdcb87e1d08980213c5a4c7ebabede74bc36da5d6a83d9ed7f262"
     "94a94bb22e213e80687c1100e35c6b3664fc60a397e32c34622b317fab8eb27b2c41cf6ed0bfa44a89c0c893b52bfd895e68"},
};

// A signature of key a of each curve over the SHA256 digest of "OpenCNG": r and s.
inline const char* const kSignatures[] = {
    "b2815a9bbe40fad9aa5e87daf7e7c9675b0131caf9cb212e201731f491c4f86423e013455a151c9ba994dc7a7826dd971e3c"
    "0c6db4a2289fb89373fb00287677",
    "f2853b4f2216bbfe56fb8241986230ac6d5276abad0c9e28e0e193e701ac13d324f1d8b6cdb2ddd82b74fe2c995c265ea5c6"
    "f9e463289d8788438a39f3eb7f878d49a4763bcff1f28720f05038f35357eb55a18be4d325fe7a3f715f6097fd3b",
    "00c6c06d8daa71e8b3a6dafcaea639a54e12c54d17109bbb05428f17e3a0a03f718cdfae42b50ed9653e95d5001b1ef2983c"
    "a7c75fd3c6f262955eb9aab71a4eb54000d83d98cb5e8da0726331cefdeedb28e9b6b3161e18c203e7d1bedc7b21daf45758"
    "3f94ac076c6e776309c4867a2aebde6b3f5f5306efa8022d27bcf81d19f1a918",
};
inline constexpr char kSignedDigest[] = "14c837db5dd9be73dc94e8fef1407db86f488c4c7d16ba857be099b96c658484";

}  // namespace known

#endif  // OPENCNG_TESTS_API_ECC_KNOWN_ANSWERS_H_
