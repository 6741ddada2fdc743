using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// encrypted_client_hello of a ClientHello (RFC 9849 §5). A client that has no configuration sends random bytes in the same form (RFC 9849
/// §6.2): GREASE, which only the server's acceptance tells from a real one.
/// </summary>
public sealed record EncryptedClientHello
{
    private const byte Outer = 0;
    private const byte Inner = 1;

    /// <summary>Whether this is the inner ClientHello, which the outer one carries encrypted. The other fields are then empty.</summary>
    public bool IsInner { get; init; }

    /// <summary>config_id: which of the server's configurations encrypts it.</summary>
    public byte ConfigId { get; init; }

    /// <summary>kdf_id of cipher_suite: the number of the HPKE key derivation function (RFC 9180 §7.2).</summary>
    public ushort KdfId { get; init; }

    /// <summary>aead_id of cipher_suite: the number of the HPKE encryption (RFC 9180 §7.3).</summary>
    public ushort AeadId { get; init; }

    /// <summary>enc: the encapsulated key; empty in the ClientHello after a HelloRetryRequest. A part of the extension's data.</summary>
    public ReadOnlyMemory<byte> EncapsulatedKey { get; init; }

    /// <summary>payload: the encrypted inner ClientHello. A part of the extension's data.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// Offset of <see cref="Payload"/> in the message's body, which is authenticated with zeros in its place (RFC 9849 §5.2).
    /// </summary>
    internal int PayloadOffset { get; init; }

    /// <summary>Reads the form of a ClientHello. Returns <c>null</c> if it is malformed.</summary>
    internal static EncryptedClientHello? Read(ref TlsReader data, ReadOnlyMemory<byte> bytes)
    {
        int start = data.Offset;
        byte type = data.ReadUInt8("type");
        data.Means("ECHClientHelloType");
        if (type == Inner) return new EncryptedClientHello { IsInner = true };
        if (type != Outer) data.Fail("type");
        ushort kdf = data.ReadUInt16("kdf_id");
        ushort aead = data.ReadUInt16("aead_id");
        byte config = data.ReadUInt8("config_id");
        TlsReader key = data.ReadVector16("enc");
        TlsReader payload = data.ReadVector16("payload");
        if (data.Failed) return null;
        return new EncryptedClientHello
        {
            KdfId = kdf,
            AeadId = aead,
            ConfigId = config,
            EncapsulatedKey = bytes.Slice(key.Offset - start, key.Remaining),
            Payload = bytes.Slice(payload.Offset - start, payload.Remaining),
            PayloadOffset = payload.Offset,
        };
    }
}
