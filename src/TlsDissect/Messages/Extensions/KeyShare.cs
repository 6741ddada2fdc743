using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>A KeyShareEntry (RFC 8446 §4.2.8): one side's public part of a key exchange.</summary>
/// <param name="Group">The group of the key.</param>
/// <param name="KeyExchange">key_exchange, the public key as sent; empty in a HelloRetryRequest, or if it is truncated. A part of
/// <see cref="Extension.Data"/>.</param>
public readonly record struct KeyShare(NamedGroup Group, ReadOnlyMemory<byte> KeyExchange);
