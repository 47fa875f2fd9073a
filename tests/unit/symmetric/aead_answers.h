// Answers of GCM and CCM. GCM: the test cases 1 to 4, 9, 10, 15, 16 of its specification, the rest computed; CCM:
// examples 1 to 3 of NIST SP 800-38C, the rest computed. Computed: by a Python program from the definitions, compared
// with the cryptography package.
#pragma once

#include "core/algorithm.h"

namespace cng::test {

struct AeadAnswer {
  ChainMode mode;
  const char *key, *nonce, *associated, *text, *cipher, *tag;
};

using M = ChainMode;

inline constexpr AeadAnswer kAeadAnswers[] = {
    {M::gcm, "00000000000000000000000000000000", "000000000000000000000000", "", "", "",
     "58e2fccefa7e3061367f1d57a4e7455a"},
    {M::gcm, "00000000000000000000000000000000", "000000000000000000000000", "", "00000000000000000000000000000000",
     "0388dace60b6a392f328c2b971b2fe78", "ab6e47d42cec13bdf53a67b21257bddf"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b391aafd255",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b39"
     "6a0aac973d58e091473f5985",
     "4d5c2af327cd64a62cf35abd2ba6fab4"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b39",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b39"
     "6a0aac973d58e091",
     "5bc94fbc3221a5db94fae95ae7121a47"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c", "cafebabefacedbaddecaf888", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b391aafd255",
     "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b"
     "2fe324d9ccda2710acade256",
     "9924a7c8587336bfb118024db8674a14"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b39",
     "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b"
     "2fe324d9ccda2710",
     "2519498e80f1478f37ba55bd6d27618c"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b391aafd255",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63"
     "93ba7a0abcc9f662898015ad",
     "b094dac5d93471bdec1a502270e3cc6c"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63"
     "93ba7a0abcc9f662",
     "76fc6ece0f4e1768cddf8853bb2d551b"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "", "", "346434fd51d5cd0c5887ec63e39b907a"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2", "d9313225f88406e5a55909c5af", "522dc1f099567d07f47f37a32a",
     "10469d7de019af6bd197f5a6"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2", "d9313225f88406e5a55909c5af", "522dc1f099567d07f47f37a32a",
     "10469d7de019af6bd197f5a69c"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2", "d9313225f88406e5a55909c5af", "522dc1f099567d07f47f37a32a",
     "10469d7de019af6bd197f5a69cdc"},
    {M::gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2", "d9313225f88406e5a55909c5af", "522dc1f099567d07f47f37a32a",
     "10469d7de019af6bd197f5a69cdc7d"},
    {M::ccm, "404142434445464748494a4b4c4d4e4f", "10111213141516", "0001020304050607", "20212223", "7162015b",
     "4dac255d"},
    {M::ccm, "404142434445464748494a4b4c4d4e4f", "1011121314151617", "000102030405060708090a0b0c0d0e0f",
     "202122232425262728292a2b2c2d2e2f", "d2a1f0e051ea5f62081a7792073d593d", "1fc64fbfaccd"},
    {M::ccm, "404142434445464748494a4b4c4d4e4f", "101112131415161718191a1b", "000102030405060708090a0b0c0d0e0f10111213",
     "202122232425262728292a2b2c2d2e2f3031323334353637", "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5",
     "484392fbc1b09951"},
    {M::ccm, "feffe9928665731c6d6a8f9467308308feffe9928665731c", "cafebabefacedbadde", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b391aafd255",
     "c765a376cbfc512b1c5be99d8a7c2ab2c6a53c353a8ea3c28713fbaba96374b4c169673cab711cb9ce7f34ab3fdcbefbdd8e7bf0"
     "d47f6fe0fbe3e5df87972a5a",
     "5b5185205fba3adb483b"},
    {M::ccm, "feffe9928665731c6d6a8f9467308308feffe9928665731c", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b39",
     "928a07b18b0c0e78df4db7390636733005932b62c051ff75d697850add8f71f391f61cbc7174c01e7ab35b27d4f2d6368e1ba559"
     "5b048a388cf39cce",
     "277f2daeaeca5ca4c42280d7"},
    {M::ccm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddeca",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
     "aa0de657ba637b391aafd255",
     "9e512422bc157004e056bf7e53e05936cd8f7726aa4ee49eba0ed454b3f3bd26ab6d3067865bde53a702a26b084938653a0327c1"
     "3940c33db3489883489b2907",
     "ef8b791db0455acf570564ea2700"},
    {M::ccm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf88801",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2", "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c",
     "0bd08374fd3aa019d40648d240795319d929d5159fac6ca7c1b0524b5d565163e8", "07ccaf1cd4dbd05a9d9ecab3e16644cb"},
    {M::ccm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf8",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2", "", "", "d9417da6c8eaedb22eb7e02bbb4ebad4"},
    {M::ccm, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf8", "", "", "",
     "6bd5db9ce55d5483"},
};

}  // namespace cng::test
