// BCryptEncrypt and BCryptDecrypt with symmetric keys: what their parts share.
#pragma once

#include "api/output.h"
#include "core/cipher_key.h"
#include "provider/cipher.h"

namespace cng::api {

// A call whose pointers have been checked. The input is not the output, or exactly the same memory.
struct CipherCall {
  provider::Direction direction;
  ByteView in;
  bool no_input;             // pbInput was NULL: with an AEAD mode this computes a tag, it is no size query
  const void* padding_info;  // BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO with an AEAD mode
  UCHAR* iv;                 // read, and written with the state to go on from; may be null
  ULONG iv_size;
  Output out;
  bool padded;  // BCRYPT_BLOCK_PADDING
};

// cipher_block.cpp: ECB, CBC, CFB with `feedback` bytes a step; RC4.
Status block_cipher(CipherKey& key, ChainMode mode, std::uint32_t feedback, const CipherCall& call);
Status stream_cipher(CipherKey& key, const CipherCall& call);

// cipher_xts.cpp: XTS-AES.
Status xts_cipher(CipherKey& key, std::uint32_t unit_bytes, const CipherCall& call);

// cipher_aead.cpp: GCM, CCM, ChaCha20-Poly1305.
Status aead_cipher(CipherKey& key, ChainMode mode, const CipherCall& call);

// cipher.cpp: any symmetric key.
Status run_cipher(CipherKey& key, const CipherCall& call);

}  // namespace cng::api
