using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>The server's answer: what it chose (RFC 5246 §7.4.1.3, RFC 8446 §4.1.3). A HelloRetryRequest has the same form.</summary>
public sealed record ServerHello() : HandshakeMessage(HandshakeType.ServerHello)
{
    /// <summary>server_version, called legacy_version since TLS 1.3.</summary>
    public required ProtocolVersion LegacyVersion { get; init; }

    /// <summary>The server random, 32 bytes; the fixed value of RFC 8446 §4.1.3 in a HelloRetryRequest.</summary>
    public required byte[] Random { get; init; }

    /// <summary>session_id, 0 to 32 bytes; an echo of the client's in TLS 1.3.</summary>
    public required byte[] SessionId { get; init; }

    /// <summary>The chosen suite.</summary>
    public required ushort CipherSuite { get; init; }

    /// <summary>The chosen compression method.</summary>
    public required byte CompressionMethod { get; init; }

    /// <summary>All extensions in order, the parsed ones too.</summary>
    public required Extension[] Extensions { get; init; }

    /// <summary>supported_versions: the version chosen in TLS 1.3; <c>null</c> without the extension.</summary>
    public ProtocolVersion? SelectedVersion { get; init; }

    /// <summary>The version this message negotiates.</summary>
    public ProtocolVersion NegotiatedVersion => SelectedVersion ?? LegacyVersion;

    /// <summary>The chosen application protocol, as Latin-1 text of its bytes; in TLS 1.3 it is in EncryptedExtensions instead. Hostile.</summary>
    public string? Alpn { get; init; }

    /// <summary>The group of key_share (RFC 8446 §4.2.8).</summary>
    public ushort? KeyShareGroup { get; init; }

    /// <summary>pre_shared_key's selected_identity (RFC 8446 §4.2.11).</summary>
    public ushort? SelectedPreSharedKey { get; init; }

    /// <summary>Whether extended_master_secret was agreed (RFC 7627).</summary>
    public bool ExtendedMasterSecret { get; init; }

    /// <summary>Whether encrypt_then_mac was agreed (RFC 7366).</summary>
    public bool EncryptThenMac { get; init; }

    /// <summary>Whether truncated_hmac was agreed (RFC 6066 §7).</summary>
    public bool TruncatedHmac { get; init; }

    /// <summary>Whether this is a HelloRetryRequest.</summary>
    public bool IsHelloRetryRequest { get; init; }

    /// <summary>JA3S: an MD5 over the hello's fields, lower-case hex.</summary>
    public required string Ja3s { get; init; }
}
