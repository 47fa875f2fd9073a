// The properties of symmetric keys.
#include <cstring>

#include "api/properties.h"
#include "api/property_input.h"
#include "api/property_output.h"

namespace cng::api {
namespace {

CipherKey::State state_of(CipherKey& key) {
  const std::lock_guard guard(key.lock);
  return key.state;
}

Status name(CipherKey& key, const Output& out) { return put_string(out, key.algorithm().name); }
Status provider(CipherKey& key, const Output& out) { return put_handle(out, key.origin().provider); }
Status object_length(CipherKey& key, const Output& out) { return put_dword(out, key.algorithm().object_length); }
Status block_length(CipherKey& key, const Output& out) { return put_dword(out, key.cipher().block_bytes); }
Status chaining_mode(CipherKey& key, const Output& out) { return put_chain_mode(out, state_of(key).mode); }

Status key_length(CipherKey& key, const Output& out) {
  return put_dword(out, static_cast<std::uint32_t>(key.secret_bytes() * 8));
}

Status effective_key_length(CipherKey& key, const Output& out) {
  return key.algorithm().id == AlgorithmId::rc2 ? put_dword(out, key.effective_bits()) : kNoSuchProperty;
}

bool has_register(const CipherKey& key) { return key.cipher().kind == CipherKind::block; }
bool has_message_block(const CipherKey& key) { return has_register(key) || key.cipher().kind == CipherKind::xts; }

Status initialization_vector(CipherKey& key, const Output& out) {
  if (!has_register(key)) return kNoSuchProperty;
  const CipherKey::State state = state_of(key);
  return put_bytes(out, state.chain, key.cipher().block_bytes);
}

Status message_block_length(CipherKey& key, const Output& out) {
  return has_message_block(key) ? put_dword(out, state_of(key).message_block) : kNoSuchProperty;
}

Status set_chaining_mode(CipherKey& key, ByteView input) {
  const Result<ChainMode> mode = read_chain_mode(key.cipher(), input);
  if (!mode) return mode.error();
  const std::lock_guard guard(key.lock);
  key.state.mode = *mode;
  return {};
}

Status set_initialization_vector(CipherKey& key, ByteView input) {
  if (!has_register(key)) return kNoSuchProperty;
  if (input.size() != key.cipher().block_bytes) return invalid_parameter("the IV is not as long as a block");
  const std::lock_guard guard(key.lock);
  std::memcpy(key.state.chain, input.data(), input.size());
  return {};
}

// CFB: what is fed back. XTS: a data unit, of whole blocks and at most 2^20 of them (IEEE 1619).
Status check_message_block(const CipherInfo& cipher, std::uint32_t bytes) {
  constexpr std::uint32_t kMostUnit = 1U << 24;
  if (cipher.kind == CipherKind::block) {
    if (bytes != 1 && bytes != cipher.block_bytes) return invalid_parameter("neither 1 nor the block's length");
  } else if (bytes == 0 || bytes % cipher.block_bytes != 0 || bytes > kMostUnit) {
    return invalid_parameter("a data unit has 1 to 2^20 whole blocks");
  }
  return {};
}

Status set_message_block_length(CipherKey& key, ByteView input) {
  if (!has_message_block(key)) return kNoSuchProperty;
  const Result<std::uint32_t> bytes = read_dword(input);
  if (!bytes) return bytes.error();
  CNG_TRY(check_message_block(key.cipher(), *bytes));
  const std::lock_guard guard(key.lock);
  key.state.message_block = *bytes;
  return {};
}

struct Property {
  WideView name;
  Status (*get)(CipherKey& key, const Output& out);
  Status (*set)(CipherKey& key, ByteView input);  // null: read-only
};

constexpr Property kProperties[] = {
    {CNG_W("AlgorithmName"), name, nullptr},
    {CNG_W("ProviderHandle"), provider, nullptr},
    {CNG_W("ObjectLength"), object_length, nullptr},
    {CNG_W("BlockLength"), block_length, nullptr},
    {CNG_W("KeyLength"), key_length, nullptr},
    {CNG_W("KeyStrength"), key_length, nullptr},
    {CNG_W("EffectiveKeyLength"), effective_key_length, nullptr},
    {CNG_W("ChainingMode"), chaining_mode, set_chaining_mode},
    {CNG_W("IV"), initialization_vector, set_initialization_vector},
    {CNG_W("MessageBlockLength"), message_block_length, set_message_block_length},
};

}  // namespace

Status get_cipher_property(CipherKey& key, WideView property, const Output& out) {
  const Property* row = find_row(kProperties, property);
  return row == nullptr ? kNoSuchProperty : row->get(key, out);
}

Status set_cipher_property(CipherKey& key, WideView property, ByteView input) {
  const Property* row = find_row(kProperties, property);
  return row == nullptr || row->set == nullptr ? kNoSuchProperty : row->set(key, input);
}

}  // namespace cng::api
