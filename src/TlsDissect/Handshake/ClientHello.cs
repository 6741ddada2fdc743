using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>The client's opening message: what it offers (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2).</summary>
public sealed record ClientHello() : HandshakeMessage(HandshakeType.ClientHello)
{
    /// <summary>client_version, called legacy_version since TLS 1.3.</summary>
    public required ProtocolVersion LegacyVersion { get; init; }

    /// <summary>The client random, 32 bytes; an SSLv2-compatible challenge is padded on the left.</summary>
    public required byte[] Random { get; init; }

    /// <summary>session_id, 0 to 32 bytes.</summary>
    public required byte[] SessionId { get; init; }

    /// <summary>Offered suites as on the wire, GREASE included.</summary>
    public required ushort[] CipherSuites { get; init; }

    /// <summary>Offered compression methods.</summary>
    public required byte[] CompressionMethods { get; init; }

    /// <summary>All extensions in order, the parsed ones too.</summary>
    public required Extension[] Extensions { get; init; }

    /// <summary>The first host_name of server_name (RFC 6066 §3), as Latin-1 text of its bytes. Hostile.</summary>
    public string? ServerName { get; init; }

    /// <summary>application_layer_protocol_negotiation, as Latin-1 text of the bytes. Hostile.</summary>
    public string[] Alpn { get; init; } = [];

    /// <summary>supported_versions (RFC 8446 §4.2.1).</summary>
    public ushort[] SupportedVersions { get; init; } = [];

    /// <summary>supported_groups (RFC 8422 §5.1.1).</summary>
    public ushort[] SupportedGroups { get; init; } = [];

    /// <summary>ec_point_formats (RFC 8422 §5.1.2).</summary>
    public byte[] EcPointFormats { get; init; } = [];

    /// <summary>signature_algorithms (RFC 8446 §4.2.3).</summary>
    public ushort[] SignatureAlgorithms { get; init; } = [];

    /// <summary>The groups of key_share (RFC 8446 §4.2.8).</summary>
    public ushort[] KeyShareGroups { get; init; } = [];

    /// <summary>The ticket of session_ticket (RFC 5077 §3.2): empty where it is only asked for, <c>null</c> without the extension.</summary>
    public byte[]? SessionTicket { get; init; }

    /// <summary>The identities of pre_shared_key (RFC 8446 §4.2.11), in order.</summary>
    public byte[][] PreSharedKeyIdentities { get; init; } = [];

    /// <summary>Whether early_data is offered (RFC 8446 §4.2.10).</summary>
    public bool EarlyData { get; init; }

    /// <summary>Whether it came in the SSLv2-compatible form (RFC 5246 appendix E.2).</summary>
    public bool IsSsl2Compatible { get; init; }

    /// <summary>JA3: an MD5 over the hello's fields, lower-case hex.</summary>
    public required string Ja3 { get; init; }

    /// <summary>JA4, as in <c>t13d1516h2_8daaf6152771_b186095e22b6</c>.</summary>
    public required string Ja4 { get; init; }
}
