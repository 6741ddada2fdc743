using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The client's part of the key exchange (RFC 5246 §7.4.7, RFC 8422 §5.7, RFC 4279).</summary>
internal sealed record ClientKeyExchange() : HandshakeMessage(HandshakeType.ClientKeyExchange)
{
    /// <summary>EncryptedPreMasterSecret, without a length; empty where the suite has none.</summary>
    public byte[] EncryptedPremasterSecret { get; init; } = [];

    /// <summary>The client's public key: dh_Yc, the curve point, SRP's A. Empty else, and where it is in the client's certificate.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>psk_identity; <c>null</c> where the suite has none.</summary>
    public byte[]? PskIdentity { get; init; }

    /// <summary>The whole body of a key exchange that is not understood, or whose suite is not known; empty else.</summary>
    public byte[] Opaque { get; init; } = [];

    internal static ClientKeyExchange Read(ref TlsReader reader, in HandshakeContext context) => context.CipherSuite?.KeyExchange switch
    {
        KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024 => new()
        {
            EncryptedPremasterSecret = ReadEncryptedPremasterSecret(ref reader, context.Version),
        },
        KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024 => new()
        {
            // Implicit: with a certificate that holds a DH key there is nothing here.
            PublicKey = reader.IsEmpty ? [] : reader.ReadOpaque16("dh_Yc"),
        },
        KeyExchange.Ecdh or KeyExchange.Ecdhe => new()
        {
            PublicKey = reader.IsEmpty ? [] : reader.ReadOpaque8("ecdh_Yc"),
        },
        KeyExchange.Psk => new()
        {
            PskIdentity = reader.ReadOpaque16("psk_identity"),
        },
        KeyExchange.RsaPsk => new()
        {
            PskIdentity = reader.ReadOpaque16("psk_identity"),
            EncryptedPremasterSecret = reader.ReadOpaque16("EncryptedPreMasterSecret"),
        },
        KeyExchange.DhePsk => new()
        {
            PskIdentity = reader.ReadOpaque16("psk_identity"),
            PublicKey = reader.ReadOpaque16("dh_Yc"),
        },
        KeyExchange.EcdhePsk => new()
        {
            PskIdentity = reader.ReadOpaque16("psk_identity"),
            PublicKey = reader.ReadOpaque8("ecdh_Yc"),
        },
        KeyExchange.Srp => new()
        {
            PublicKey = reader.ReadOpaque16("srp_A"),
        },
        _ => new()
        {
            Opaque = reader.ReadToArray(),
        },
    };

    /// <summary>
    /// SSL 3.0 sends the ciphertext bare, TLS with a length; some clients have always done it the other way (RFC 5246 §7.4.7.1). A bare one in TLS
    /// is taken for that when it is as long as an RSA key can be.
    /// </summary>
    private static byte[] ReadEncryptedPremasterSecret(ref TlsReader reader, ProtocolVersion version)
    {
        ReadOnlySpan<byte> body = reader.Unread;
        bool hasLength = body.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(body) == body.Length - 2;
        bool isBare = !hasLength && (version == ProtocolVersion.Ssl30 || body.Length is >= 64 and var length && length % 64 == 0);
        return isBare ? reader.ReadToArray() : reader.ReadOpaque16("EncryptedPreMasterSecret");
    }
}
