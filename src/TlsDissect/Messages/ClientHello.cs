using System.Collections.Immutable;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The first message of a handshake: what the client offers (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2).</summary>
public sealed record ClientHello() : HandshakeMessage(HandshakeType.ClientHello)
{
    /// <summary>client_version, called legacy_version since TLS 1.3.</summary>
    public required ProtocolVersion LegacyVersion { get; init; }

    /// <summary>The client random, 32 bytes; empty if it is incomplete. An SSLv2-compatible challenge is padded on the left.</summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>session_id, 0 to 32 bytes. Up to TLS 1.2, the session to resume; in TLS 1.3 it has no meaning (RFC 8446 §4.1.2).</summary>
    public required ReadOnlyMemory<byte> SessionId { get; init; }

    /// <summary>
    /// The cookie of a ClientHello of DTLS, which repeats that of a HelloVerifyRequest (RFC 6347 §4.2.1); <c>null</c> in TLS. DTLS 1.3
    /// calls it legacy_cookie and leaves it empty (RFC 9147 §5.3).
    /// </summary>
    public ReadOnlyMemory<byte>? LegacyCookie { get; init; }

    /// <summary>Offered suites as on the wire, including GREASE.</summary>
    public required ImmutableArray<CipherSuiteId> CipherSuites { get; init; }

    /// <summary>Offered compression methods as on the wire: 0 for none, 1 for DEFLATE (RFC 3749 §2).</summary>
    public required ImmutableArray<byte> CompressionMethods { get; init; }

    /// <summary>All extensions in order, including the parsed ones.</summary>
    public required ImmutableArray<Extension> Extensions { get; init; }

    /// <summary>The first host_name of server_name (RFC 6066 §3), as Latin-1 text of its bytes. Hostile.</summary>
    public string? ServerName { get; init; }

    /// <summary>application_layer_protocol_negotiation, as Latin-1 text of the bytes. Hostile.</summary>
    public ImmutableArray<string> Alpn { get; init; } = [];

    /// <summary>supported_versions, the preferred one first (RFC 8446 §4.2.1), including GREASE.</summary>
    public ImmutableArray<ProtocolVersion> SupportedVersions { get; init; } = [];

    /// <summary>supported_groups, the preferred one first (RFC 8422 §5.1.1, RFC 8446 §4.2.7), including GREASE.</summary>
    public ImmutableArray<NamedGroup> SupportedGroups { get; init; } = [];

    /// <summary>ec_point_formats as on the wire: 0 for uncompressed (RFC 8422 §5.1.2).</summary>
    public ImmutableArray<byte> EcPointFormats { get; init; } = [];

    /// <summary>signature_algorithms, the preferred one first (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3), including GREASE.</summary>
    public ImmutableArray<SignatureScheme> SignatureAlgorithms { get; init; } = [];

    /// <summary>
    /// The client_shares of key_share in order (RFC 8446 §4.2.8), including GREASE. If empty, the server has to choose the group with a
    /// HelloRetryRequest.
    /// </summary>
    public ImmutableArray<KeyShare> KeyShares { get; init; } = [];

    /// <summary>psk_key_exchange_modes as on the wire: 0 for psk_ke, 1 for psk_dhe_ke (RFC 8446 §4.2.9).</summary>
    public ImmutableArray<byte> PskKeyExchangeModes { get; init; } = [];

    /// <summary>
    /// The ticket of session_ticket (RFC 5077 §3.2). Empty if the client only asks for one, <c>null</c> without the extension.
    /// </summary>
    public ReadOnlyMemory<byte>? SessionTicket { get; init; }

    /// <summary>The identities of pre_shared_key (RFC 8446 §4.2.11), in order: tickets, or names of external keys.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> PreSharedKeyIdentities { get; init; } = [];

    /// <summary>
    /// Offset in the message's body, without its header, of the list of PSK binders. Binders are computed over the message up to here (RFC
    /// 8446 §4.2.11.2). <c>null</c> without pre_shared_key.
    /// </summary>
    public int? BindersOffset { get; init; }

    /// <summary>cookie (RFC 8446 §4.2.2); <c>null</c> without the extension.</summary>
    public ReadOnlyMemory<byte>? Cookie { get; init; }

    /// <summary>renegotiation_info (RFC 5746 §3.2): empty in a connection's first handshake, <c>null</c> without the extension.</summary>
    public ReadOnlyMemory<byte>? RenegotiatedConnection { get; init; }

    /// <summary>max_fragment_length (RFC 6066 §4) as a code, from 1 for 512 bytes to 4 for 4,096.</summary>
    public byte? MaxFragmentLength { get; init; }

    /// <summary>record_size_limit (RFC 8449 §4) in bytes.</summary>
    public ushort? RecordSizeLimit { get; init; }

    /// <summary>
    /// connection_id (RFC 9146 §3): the ID that the server is to put in its records, empty for none; <c>null</c> without the extension.
    /// </summary>
    public ReadOnlyMemory<byte>? ConnectionId { get; init; }

    /// <summary>The type of status_request (RFC 6066 §8).</summary>
    internal CertificateStatusType? StatusRequest { get; init; }

    /// <summary>
    /// encrypted_client_hello (RFC 9849 §5), which may be GREASE; <c>null</c> without the extension or if it is malformed.
    /// </summary>
    public EncryptedClientHello? EncryptedClientHello { get; init; }

    /// <summary>The algorithms of compress_certificate (RFC 8879 §3), the preferred one first: 1 zlib, 2 brotli, 3 zstd.</summary>
    public ImmutableArray<ushort> CertificateCompression { get; init; } = [];

    /// <summary>Whether early_data is offered (RFC 8446 §4.2.10).</summary>
    public bool EarlyData { get; init; }

    /// <summary>Whether extended_master_secret is offered (RFC 7627).</summary>
    public bool ExtendedMasterSecret { get; init; }

    /// <summary>Whether encrypt_then_mac is offered (RFC 7366).</summary>
    public bool EncryptThenMac { get; init; }

    /// <summary>Whether truncated_hmac is offered (RFC 6066 §7).</summary>
    public bool TruncatedHmac { get; init; }

    /// <summary>Whether it came in the SSLv2-compatible form (RFC 5246 appendix E.2).</summary>
    public bool IsSsl2Compatible { get; init; }

    /// <summary>All three-byte cipher specs of an SSLv2-compatible hello in order; otherwise empty.</summary>
    public ImmutableArray<int> Ssl2CipherSpecs { get; init; } = [];

    /// <summary>Whether any suite, extension, group or version is a GREASE value (RFC 8701).</summary>
    public bool HasGrease =>
        Grease.IsAny(CipherSuites.Numbers()) || Grease.IsAny(SupportedGroups.Numbers()) || Grease.IsAny(SupportedVersions.Numbers()) ||
        Extensions.Any(extension => Grease.IsGrease((ushort)extension.Type));

    /// <summary>Whether its end was not captured. It has the fields before that point, and the captured part of the lists.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether it could not be parsed to its end. It has the fields before the error, and the valid part of the lists.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Whether it is truncated or malformed.</summary>
    internal bool IsPartial => IsTruncated || IsMalformed;

    /// <inheritdoc/>
    public override string? Malformed => ExtensionBlock.FirstMalformed(Extensions);

    internal static ClientHello Read(ref TlsReader reader)
    {
        ProtocolVersion version = (ProtocolVersion)reader.ReadUInt16("client_version");
        ClientExtensions parsed = new();
        return new ClientHello
        {
            LegacyVersion = version,
            Random = reader.Read(32, "random").ToArray(),
            SessionId = reader.ReadOpaque8("session_id"),
            LegacyCookie = version.IsDtls() ? reader.ReadOpaque8("cookie") : default(ReadOnlyMemory<byte>?),
            CipherSuites = reader.ReadVector16("cipher_suites").ReadUInt16List<CipherSuiteId>("cipher_suites"),
            CompressionMethods = reader.ReadUInt8List("compression_methods"),
            Extensions = parsed.ReadOptional(ref reader),
            ServerName = parsed.ServerName,
            Alpn = parsed.Alpn,
            SupportedVersions = parsed.SupportedVersions,
            SupportedGroups = parsed.SupportedGroups,
            EcPointFormats = parsed.EcPointFormats,
            SignatureAlgorithms = parsed.SignatureAlgorithms,
            KeyShares = parsed.KeyShares,
            PskKeyExchangeModes = parsed.PskKeyExchangeModes,
            SessionTicket = parsed.SessionTicket,
            PreSharedKeyIdentities = parsed.PreSharedKeyIdentities,
            BindersOffset = parsed.BindersOffset,
            Cookie = parsed.Cookie,
            RenegotiatedConnection = parsed.RenegotiatedConnection,
            MaxFragmentLength = parsed.MaxFragmentLength,
            RecordSizeLimit = parsed.RecordSizeLimit,
            ConnectionId = parsed.ConnectionId,
            StatusRequest = parsed.StatusRequest,
            EncryptedClientHello = parsed.EncryptedClientHello,
            CertificateCompression = parsed.CertificateCompression,
            EarlyData = parsed.EarlyData,
            ExtendedMasterSecret = parsed.ExtendedMasterSecret,
            EncryptThenMac = parsed.EncryptThenMac,
            TruncatedHmac = parsed.TruncatedHmac,
        };
    }
}
