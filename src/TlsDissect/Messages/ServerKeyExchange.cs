using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// The server's part of a key exchange for which its certificate does not suffice (RFC 5246 §7.4.3, RFC 8422 §5.4, RFC 4279).
/// </summary>
internal sealed record ServerKeyExchange() : HandshakeMessage(HandshakeType.ServerKeyExchange)
{
    /// <summary>psk_identity_hint; <c>null</c> if the suite has none.</summary>
    public byte[]? PskIdentityHint { get; init; }

    /// <summary>The kind of curve description; <c>null</c> without curves.</summary>
    public ECCurveType? CurveType { get; init; }

    /// <summary>The named curve; <c>null</c> without one.</summary>
    public NamedGroup? Group { get; init; }

    /// <summary>dh_p, the prime, or SRP's N; otherwise empty.</summary>
    public byte[] Prime { get; init; } = [];

    /// <summary>dh_g, the generator, or SRP's g; otherwise empty.</summary>
    public byte[] Generator { get; init; } = [];

    /// <summary>SRP's salt (RFC 5054 §2.5.3); otherwise empty.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>The ephemeral public key: dh_Ys, the curve point, or SRP's B; otherwise empty.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>rsa_modulus of a short export key; otherwise empty.</summary>
    public byte[] RsaModulus { get; init; } = [];

    /// <summary>rsa_exponent of a short export key; otherwise empty.</summary>
    public byte[] RsaExponent { get; init; } = [];

    /// <summary>The parameters as sent: the body before the signature. They are signed after both randoms.</summary>
    public byte[] Parameters { get; init; } = [];

    /// <summary>The signature; <c>null</c> if the suite has none or the body is not supported.</summary>
    public DigitalSignature? Signature { get; init; }

    internal static ServerKeyExchange Read(ref TlsReader reader, in HandshakeContext context)
    {
        ReadOnlySpan<byte> body = reader.Unread;
        ServerKeyExchange parameters = context.CipherSuite?.KeyExchange switch
        {
            KeyExchange.Ecdhe or KeyExchange.Ecdh => ReadCurve(ref reader, hint: null),
            KeyExchange.EcdhePsk => ReadCurve(ref reader, hint: reader.ReadOpaque16("psk_identity_hint")),
            KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024 or KeyExchange.Dh or KeyExchange.DhExport =>
                ReadDh(ref reader, hint: null),
            KeyExchange.DhePsk => ReadDh(ref reader, hint: reader.ReadOpaque16("psk_identity_hint")),
            KeyExchange.Psk or KeyExchange.RsaPsk => new() { PskIdentityHint = reader.ReadOpaque16("psk_identity_hint") },
            KeyExchange.RsaExport or KeyExchange.RsaExport1024 or KeyExchange.Rsa => ReadRsa(ref reader),
            KeyExchange.Srp => ReadSrp(ref reader),
            KeyExchange.Eccpwd => ReadPassword(ref reader),
            KeyExchange.Ecjpake => ReadJpake(ref reader),
            _ => new(),
        };
        bool isSigned =
            reader.Offset > 0 && context.CipherSuite!.Authentication is Authentication.Rsa or Authentication.Dss or Authentication.Ecdsa;
        return parameters with
        {
            Parameters = reader.Offset > 0 ? body[..reader.Offset].ToArray() : reader.ReadToArray("params"),
            Signature = isSigned ? DigitalSignature.Read(ref reader, context.Version) : null,
        };
    }

    /// <summary>Reads ServerECDHParams (RFC 8422 §5.4).</summary>
    private static ServerKeyExchange ReadCurve(ref TlsReader reader, byte[]? hint)
    {
        ECCurveType type = (ECCurveType)reader.ReadUInt8("curve_type");
        return new ServerKeyExchange
        {
            PskIdentityHint = hint,
            CurveType = type,
            Group = ReadCurveParameters(ref reader, type),
            PublicKey = reader.ReadOpaque8("point"),
        };
    }

    /// <summary>
    /// Reads ServerECPWDParams, or ServerFFPWDParams (RFC 8492 §4.5.1.2). Curves have names there, so the first byte tells them from the
    /// groups of finite fields, which begin with 1.
    /// </summary>
    private static ServerKeyExchange ReadPassword(ref TlsReader reader)
    {
        byte[] salt = reader.ReadOpaque8("salt");
        ServerKeyExchange exchange = reader.Unread is [(byte)ECCurveType.ExplicitPrime, ..]
            ? ReadPasswordGroup(ref reader)
            : ReadPasswordCurve(ref reader);
        return exchange with { Salt = salt };
    }

    private static ServerKeyExchange ReadPasswordCurve(ref TlsReader reader)
    {
        ECCurveType type = (ECCurveType)reader.ReadUInt8("curve_type");
        ServerKeyExchange exchange = new()
        {
            CurveType = type,
            Group = ReadCurveParameters(ref reader, type),
            PublicKey = reader.ReadOpaque8("ec_selement"),
        };
        reader.ReadVector8("ec_sscalar");
        return exchange;
    }

    private static ServerKeyExchange ReadPasswordGroup(ref TlsReader reader)
    {
        NamedGroup group = (NamedGroup)reader.ReadUInt16("ff_group");
        reader.Means("group");
        ServerKeyExchange exchange = new() { Group = group, PublicKey = reader.ReadOpaque16("ff_selement") };
        reader.ReadVector16("ff_sscalar");
        return exchange;
    }

    /// <summary>Reads ServerECJPAKEParams (draft-cragie-tls-ecjpake-01 §7.3): a key and a proof of knowledge.</summary>
    private static ServerKeyExchange ReadJpake(ref TlsReader reader)
    {
        ECCurveType type = (ECCurveType)reader.ReadUInt8("curve_type");
        ServerKeyExchange exchange = new() { CurveType = type, Group = ReadCurveParameters(ref reader, type) };
        EcjpakeExtension.ReadKey(ref reader);
        return exchange;
    }

    private static NamedGroup? ReadCurveParameters(ref TlsReader reader, ECCurveType type)
    {
        switch (type)
        {
            case ECCurveType.NamedCurve:
                return (NamedGroup)reader.ReadUInt16("namedcurve");
            case ECCurveType.ExplicitPrime:
                reader.ReadVector8("prime_p");
                break;
            case ECCurveType.ExplicitChar2:
                reader.ReadUInt16("m");
                byte basis = reader.ReadUInt8("basis");
                // ec_basis_trinomial has one exponent, ec_basis_pentanomial three (RFC 4492 §5.4).
                ReadOnlySpan<string> exponents = basis == 2 ? ["k1", "k2", "k3"] : ["k"];
                foreach (string exponent in exponents) reader.ReadVector8(exponent);
                break;
            default:
                reader.Fail("curve_type");
                return null;
        }

        foreach (string field in (ReadOnlySpan<string>)["a", "b", "base", "order", "cofactor"]) reader.ReadVector8(field);
        return null;
    }

    /// <summary>Reads ServerDHParams (RFC 5246 §7.4.3).</summary>
    private static ServerKeyExchange ReadDh(ref TlsReader reader, byte[]? hint) => new()
    {
        PskIdentityHint = hint,
        Prime = reader.ReadOpaque16("dh_p"),
        Generator = reader.ReadOpaque16("dh_g"),
        PublicKey = reader.ReadOpaque16("dh_Ys"),
    };

    /// <summary>Reads ServerRSAParams (RFC 2246 §7.4.3).</summary>
    private static ServerKeyExchange ReadRsa(ref TlsReader reader) => new()
    {
        RsaModulus = reader.ReadOpaque16("rsa_modulus"),
        RsaExponent = reader.ReadOpaque16("rsa_exponent"),
    };

    /// <summary>Reads ServerSRPParams (RFC 5054 §2.5.3).</summary>
    private static ServerKeyExchange ReadSrp(ref TlsReader reader) => new()
    {
        Prime = reader.ReadOpaque16("srp_N"),
        Generator = reader.ReadOpaque16("srp_g"),
        Salt = reader.ReadOpaque8("srp_s"),
        PublicKey = reader.ReadOpaque16("srp_B"),
    };
}
