using System.Collections.Immutable;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// The server's answer to a ClientHello: what it chose (RFC 5246 §7.4.1.3, RFC 8446 §4.1.3). A HelloRetryRequest has the same form.
/// </summary>
public sealed record ServerHello() : HandshakeMessage(HandshakeType.ServerHello)
{
    /// <summary>server_version, called legacy_version since TLS 1.3.</summary>
    public required ProtocolVersion LegacyVersion { get; init; }

    /// <summary>
    /// The server random, 32 bytes; empty if it is incomplete. In a HelloRetryRequest, the fixed value of RFC 8446 §4.1.3.
    /// </summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>session_id, 0 to 32 bytes. In TLS 1.3, an echo of the client's.</summary>
    public required ReadOnlyMemory<byte> SessionId { get; init; }

    /// <summary>The chosen suite; 0 if it is missing (<see cref="HasCipherSuite"/>).</summary>
    public required CipherSuiteId CipherSuite { get; init; }

    /// <summary>The chosen compression method as on the wire: 0 for none, 1 for DEFLATE (RFC 3749 §2).</summary>
    public required byte CompressionMethod { get; init; }

    /// <summary>All extensions in order, including the parsed ones.</summary>
    public required ImmutableArray<Extension> Extensions { get; init; }

    /// <summary>supported_versions: the version chosen in TLS 1.3; <c>null</c> without the extension.</summary>
    public ProtocolVersion? SelectedVersion { get; init; }

    /// <summary>
    /// The version that this message negotiates. If supported_versions may be missing, a suite that only TLS 1.3 has decides.
    /// </summary>
    public ProtocolVersion NegotiatedVersion =>
        SelectedVersion ??
            (IsPartial && HasCipherSuite && !LegacyVersion.IsTls13() && Protocol.CipherSuite.Find(CipherSuite) is { IsTls13: true }
                ? LegacyVersion.IsDtls() ? ProtocolVersion.Dtls13 : ProtocolVersion.Tls13
                : LegacyVersion);

    /// <summary>
    /// The chosen application protocol, as Latin-1 text of its bytes; in TLS 1.3 it is in EncryptedExtensions instead. Hostile.
    /// </summary>
    public string? Alpn { get; init; }

    /// <summary>
    /// The server_share of key_share (RFC 8446 §4.2.8). In a HelloRetryRequest, selected_group without a key. <c>null</c> without the
    /// extension, because the version is older or a pre-shared key is used alone.
    /// </summary>
    public KeyShare? KeyShare { get; init; }

    /// <summary>selected_identity of pre_shared_key (RFC 8446 §4.2.11).</summary>
    public ushort? SelectedPreSharedKey { get; init; }

    /// <summary>renegotiation_info (RFC 5746 §3.2): empty in a connection's first handshake, <c>null</c> without the extension.</summary>
    public ReadOnlyMemory<byte>? RenegotiatedConnection { get; init; }

    /// <summary>max_fragment_length (RFC 6066 §4) as a code, from 1 for 512 bytes to 4 for 4,096.</summary>
    public byte? MaxFragmentLength { get; init; }

    /// <summary>record_size_limit (RFC 8449 §4) in bytes.</summary>
    public ushort? RecordSizeLimit { get; init; }

    /// <summary>
    /// connection_id (RFC 9146 §3): the ID that the client is to put in its records, empty for none; <c>null</c> without the extension.
    /// </summary>
    public ReadOnlyMemory<byte>? ConnectionId { get; init; }

    /// <summary>Whether the server will send a NewSessionTicket (RFC 5077 §3.2).</summary>
    public bool SessionTicket { get; init; }

    /// <summary>Whether extended_master_secret was negotiated (RFC 7627).</summary>
    public bool ExtendedMasterSecret { get; init; }

    /// <summary>Whether encrypt_then_mac was negotiated (RFC 7366).</summary>
    public bool EncryptThenMac { get; init; }

    /// <summary>Whether truncated_hmac was negotiated (RFC 6066 §7).</summary>
    public bool TruncatedHmac { get; init; }

    /// <summary>Whether this is a HelloRetryRequest.</summary>
    public bool IsHelloRetryRequest { get; init; }

    /// <summary>Whether its end was not captured. It has the fields before that point, and the complete extensions.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether it could not be parsed to its end. It has the fields before the error, and the complete extensions.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Whether <see cref="CipherSuite"/> was read. It may be missing in a truncated or malformed message.</summary>
    public bool HasCipherSuite { get; init; } = true;

    /// <summary>Whether <see cref="CompressionMethod"/> was read.</summary>
    public bool HasCompressionMethod { get; init; } = true;

    /// <summary>Whether it is truncated or malformed.</summary>
    internal bool IsPartial => IsTruncated || IsMalformed;

    /// <summary>SHA-256 of "HelloRetryRequest", the random that identifies one (RFC 8446 §4.1.3).</summary>
    internal static ReadOnlySpan<byte> HelloRetryRequestRandom =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    /// <inheritdoc/>
    public override string? Malformed => ExtensionBlock.FirstMalformed(Extensions);

    internal static ServerHello Read(ref TlsReader reader)
    {
        ProtocolVersion version = (ProtocolVersion)reader.ReadUInt16("server_version");
        byte[] random = reader.Read(32, "random").ToArray();
        bool isOldDraft = version.HasShortServerHello();
        bool isHelloRetryRequest = random.AsSpan().SequenceEqual(HelloRetryRequestRandom);
        ServerExtensions parsed = new(isHelloRetryRequest);
        return new ServerHello
        {
            LegacyVersion = version,
            Random = random,
            SessionId = isOldDraft ? default : reader.ReadOpaque8("session_id"),
            CipherSuite = (CipherSuiteId)reader.ReadUInt16("cipher_suite"),
            CompressionMethod = isOldDraft ? (byte)0 : reader.ReadUInt8("compression_method"),
            Extensions = parsed.ReadOptional(ref reader),
            SelectedVersion = parsed.SelectedVersion,
            Alpn = parsed.Alpn,
            KeyShare = parsed.KeyShare,
            SelectedPreSharedKey = parsed.SelectedPreSharedKey,
            RenegotiatedConnection = parsed.RenegotiatedConnection,
            MaxFragmentLength = parsed.MaxFragmentLength,
            RecordSizeLimit = parsed.RecordSizeLimit,
            ConnectionId = parsed.ConnectionId,
            SessionTicket = parsed.SessionTicket,
            ExtendedMasterSecret = parsed.ExtendedMasterSecret,
            EncryptThenMac = parsed.EncryptThenMac,
            TruncatedHmac = parsed.TruncatedHmac,
            IsHelloRetryRequest = isHelloRetryRequest,
        };
    }

    /// <summary>
    /// Reads a HelloRetryRequest of the TLS 1.3 drafts up to 21, which had a type and a form of its own. Draft 18 had no suite in it.
    /// </summary>
    internal static ServerHello ReadDraftHelloRetryRequest(ref TlsReader reader)
    {
        ProtocolVersion version = (ProtocolVersion)reader.ReadUInt16("server_version");
        ServerExtensions parsed = new(isHelloRetryRequest: true);
        return new ServerHello
        {
            LegacyVersion = version,
            Random = HelloRetryRequestRandom.ToArray(),
            SessionId = default,
            CipherSuite = version.DraftNumber() <= 18 ? 0 : (CipherSuiteId)reader.ReadUInt16("cipher_suite"),
            CompressionMethod = 0,
            Extensions = parsed.Read(ref reader),
            KeyShare = parsed.KeyShare,
            IsHelloRetryRequest = true,
        };
    }
}
