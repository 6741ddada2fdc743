using System.Buffers.Binary;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The client's part of the key exchange (RFC 5246 §7.4.7, RFC 8422 §5.7, RFC 4279).</summary>
internal sealed record ClientKeyExchange() : HandshakeMessage(HandshakeType.ClientKeyExchange)
{
    /// <summary>EncryptedPreMasterSecret, without a length; empty if the suite has none.</summary>
    public byte[] EncryptedPremasterSecret { get; init; } = [];

    /// <summary>
    /// The client's public key: dh_Yc, the curve point, or SRP's A. Empty for other suites, and if it is in the client's certificate.
    /// </summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>psk_identity; <c>null</c> if the suite has none.</summary>
    public byte[]? PskIdentity { get; init; }

    /// <summary>The whole body if the key exchange is not supported or the suite is unknown; otherwise empty.</summary>
    public byte[] Opaque { get; init; } = [];

    internal static ClientKeyExchange Read(ref TlsReader reader, in HandshakeContext context) => context.CipherSuite?.KeyExchange switch
    {
        KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024 => new()
        {
            EncryptedPremasterSecret = ReadEncryptedPremasterSecret(ref reader, context.Version),
        },
        KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024 => new()
        {
            // Implicit: empty if the certificate contains a DH key.
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
        KeyExchange.Krb5 or KeyExchange.Krb5Export => ReadKerberos(ref reader),
        KeyExchange.Eccpwd => ReadPassword(ref reader),
        KeyExchange.Ecjpake => ReadJpake(ref reader),
        _ => new()
        {
            Opaque = reader.ReadToArray("exchange_keys"),
        },
    };

    /// <summary>Reads KerberosWrapper (RFC 2712 §3). No key of a server decrypts its premaster secret.</summary>
    private static ClientKeyExchange ReadKerberos(ref TlsReader reader)
    {
        foreach (string field in (ReadOnlySpan<string>)["Ticket", "authenticator", "EncryptedPreMasterSecret"]) reader.ReadVector16(field);
        return new ClientKeyExchange();
    }

    /// <summary>
    /// Reads ClientECPWDParams, or ClientFFPWDParams (RFC 8492 §4.5.1.3). The first byte tells them apart: a point is longer than four
    /// bytes, and an element of a finite field shorter than 1,280.
    /// </summary>
    private static ClientKeyExchange ReadPassword(ref TlsReader reader)
    {
        const byte LongestElement = 4;
        bool isFiniteField = reader.Unread is [<= LongestElement, ..];
        byte[] element = isFiniteField ? reader.ReadOpaque16("ff_celement") : reader.ReadOpaque8("ec_celement");
        if (isFiniteField) reader.ReadVector16("ff_cscalar");
        else reader.ReadVector8("ec_cscalar");
        return new ClientKeyExchange { PublicKey = element };
    }

    /// <summary>Reads ClientECJPAKEParams (draft-cragie-tls-ecjpake-01 §7.4).</summary>
    private static ClientKeyExchange ReadJpake(ref TlsReader reader)
    {
        EcjpakeExtension.ReadKey(ref reader);
        return new ClientKeyExchange();
    }

    /// <summary>
    /// Reads the encrypted premaster secret. SSL 3.0 and the draft of DTLS send it bare, TLS with a length, but some clients do the
    /// opposite (RFC 5246 §7.4.7.1). In TLS it counts as bare if its length is possible for an RSA key.
    /// </summary>
    private static byte[] ReadEncryptedPremasterSecret(ref TlsReader reader, ProtocolVersion version)
    {
        ReadOnlySpan<byte> body = reader.Unread;
        bool hasLength = body.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(body) == body.Length - 2;
        bool isBare = !hasLength && (version is ProtocolVersion.Ssl30 or ProtocolVersions.DraftDtls10 ||
            body.Length is >= 64 and var length && length % 64 == 0);
        return isBare ? reader.ReadToArray("EncryptedPreMasterSecret") : reader.ReadOpaque16("EncryptedPreMasterSecret");
    }
}
