using System.Collections.Immutable;

namespace TlsDissect.Protocol;

/// <summary>
/// A version of QUIC and everything that differs in it: version 1 (RFC 9001 §5.2 and §5.8), version 2 (RFC 9369 §3), drafts of both, and
/// versions of Facebook and Google that were made from drafts.
/// </summary>
/// <param name="Number">The number on the wire.</param>
/// <param name="Name">As in <c>1</c>, <c>draft-29</c> or <c>T051</c>.</param>
/// <param name="InitialSalt">The salt of Initial secrets.</param>
/// <param name="LabelPrefix">The start of the labels for keys.</param>
/// <param name="RetryKey">The key of a Retry's integrity tag; empty if a Retry has none.</param>
/// <param name="RetryNonce">Its nonce; empty for versions without a tag.</param>
internal sealed record QuicVersion(uint Number, string Name, byte[] InitialSalt, string LabelPrefix, byte[] RetryKey, byte[] RetryNonce)
{
    private const string Quic = "quic ";
    private const string Quic2 = "quicv2 ";

    private static readonly ImmutableArray<QuicPacketType> Types1 =
        [QuicPacketType.Initial, QuicPacketType.ZeroRtt, QuicPacketType.Handshake, QuicPacketType.Retry];

    /// <summary>RFC 9369 §3.2.</summary>
    private static readonly ImmutableArray<QuicPacketType> Types2 =
        [QuicPacketType.Retry, QuicPacketType.Initial, QuicPacketType.ZeroRtt, QuicPacketType.Handshake];

    private static readonly byte[] Salt1 = Convert.FromHexString("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    private static readonly byte[] Salt2 = Convert.FromHexString("0dede3def700a6db819381be6e269dcbf9bd2ed9");
    private static readonly byte[] SaltDraftOf2 = Convert.FromHexString("a707c203a59b47184a1d62ca570406ea7ae3e5d3");
    private static readonly byte[] SaltDraft22 = Convert.FromHexString("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a");
    private static readonly byte[] SaltDraft23 = Convert.FromHexString("c3eef712c72ebb5a11a7d2432bb46365bef9f502");
    private static readonly byte[] SaltDraft29 = Convert.FromHexString("afbfec289993d24c9e9786f19c6111e04390a899");

    private static readonly byte[] RetryKey1 = Convert.FromHexString("be0c690b9f66575a1d766b54e368c84e");
    private static readonly byte[] RetryKey2 = Convert.FromHexString("8fb4b01b56ac48e260fbcbcead7ccc92");
    private static readonly byte[] RetryKeyDraftOf2 = Convert.FromHexString("ba858dc7b43de5dbf87617ff4ab253db");
    private static readonly byte[] RetryKeyDraft25 = Convert.FromHexString("4d32ecdb2a2133c841e4043df27d4430");
    private static readonly byte[] RetryKeyDraft29 = Convert.FromHexString("ccce187ed09a09d05728155a6cb96be1");

    private static readonly byte[] RetryNonce1 = Convert.FromHexString("461599d35d632bf2239825bb");
    private static readonly byte[] RetryNonce2 = Convert.FromHexString("d86969bc2d7c6d9990efb04a");
    private static readonly byte[] RetryNonceDraftOf2 = Convert.FromHexString("141b99c239b03e785d6a2e9f");
    private static readonly byte[] RetryNonceDraft25 = Convert.FromHexString("4d1611d05513a552c587d575");
    private static readonly byte[] RetryNonceDraft29 = Convert.FromHexString("e54930f97f2136f0530a8c1c");

    /// <summary>The number of a Version Negotiation packet, which is not a version.</summary>
    public const uint Negotiation = 0;

    /// <summary>The longest connection ID of these versions in bytes (RFC 9000 §17.2).</summary>
    public const int LongestConnectionId = 20;

    /// <summary>RFC 9000.</summary>
    public static QuicVersion V1 { get; } = new(1, "1", Salt1, Quic, RetryKey1, RetryNonce1);

    /// <summary>RFC 9369.</summary>
    public static QuicVersion V2 { get; } = new(0x6B3343CF, "2", Salt2, Quic2, RetryKey2, RetryNonce2) { Types = Types2 };

    /// <summary>All known versions.</summary>
    public static ImmutableArray<QuicVersion> All { get; } =
    [
        V1,
        V2,
        // draft-ietf-quic-v2-00, which still had the packet types of version 1.
        new(0xFF020000, "v2-draft-00", SaltDraftOf2, Quic2, RetryKeyDraftOf2, RetryNonceDraftOf2),
        // draft-ietf-quic-v2-01 to -04, which ngtcp2 and others had before the RFC.
        new(0x709A50C4, "v2-draft", SaltDraftOf2, Quic2, RetryKeyDraftOf2, RetryNonceDraftOf2) { Types = Types2 },
        Draft22(0xFF000016, "draft-22", SaltDraft22),
        Draft22(0xFF000017, "draft-23", SaltDraft23),
        new(0xFF000018, "draft-24", SaltDraft23, Quic, [], []),
        Draft25(0xFF000019, "draft-25"),
        Draft25(0xFF00001A, "draft-26"),
        Draft25(0xFF00001B, "draft-27"),
        Draft25(0xFF00001C, "draft-28"),
        new(0xFF00001D, "draft-29", SaltDraft29, Quic, RetryKeyDraft29, RetryNonceDraft29),
        new(0xFF00001E, "draft-30", SaltDraft29, Quic, RetryKeyDraft29, RetryNonceDraft29),
        new(0xFF00001F, "draft-31", SaltDraft29, Quic, RetryKeyDraft29, RetryNonceDraft29),
        new(0xFF000020, "draft-32", SaltDraft29, Quic, RetryKeyDraft29, RetryNonceDraft29),
        // The last drafts have the salt and the Retry key of version 1 already (draft-ietf-quic-tls-33 §5.2).
        new(0xFF000021, "draft-33", Salt1, Quic, RetryKey1, RetryNonce1),
        new(0xFF000022, "draft-34", Salt1, Quic, RetryKey1, RetryNonce1),
        Draft22(0xFACEB001, "mvfst-draft-22", SaltDraft22),
        Draft25(0xFACEB002, "mvfst-draft-27"),
        Draft25(0xFACEB00E, "mvfst-experimental"),
        Google(0x54303530, "T050", "7ff579e5acd072915580304c43a2367c60488310"),
        Google(0x54303531, "T051", "7a4edef4e7ccee5fa4506c19124fc8ccda6e033d"),
    ];

    /// <summary>
    /// One version for each salt that a client may use in Initial packets of a reserved version, the likeliest first.
    /// </summary>
    public static ImmutableArray<QuicVersion> Guesses { get; } =
    [
        .. All.Where(version => version.Types == Types1 && version.LabelPrefix == Quic && !version.HasGoogleFrames)
            .DistinctBy(version => Convert.ToHexString(version.InitialSalt)),
    ];

    /// <summary>The packet types of long headers, by the two type bits.</summary>
    public ImmutableArray<QuicPacketType> Types { get; private init; } = Types1;

    /// <summary>The label of a key update's secret (RFC 9001 §6.1).</summary>
    public string UpdateLabel { get; private init; } = LabelPrefix + "ku";

    /// <summary>
    /// Whether a Retry has an integrity tag. Before draft 25, it repeats the connection ID of the client's first packet instead.
    /// </summary>
    public bool HasRetryTag => RetryKey.Length > 0;

    /// <summary>Whether it has TLS 1.3 in CRYPTO frames, but otherwise the frames of Google's older protocol.</summary>
    public bool HasGoogleFrames { get; private init; }

    /// <summary>Finds a version; <c>null</c> if it is not known.</summary>
    public static QuicVersion? Find(uint number)
    {
        foreach (QuicVersion version in All)
        {
            if (version.Number == number) return version;
        }

        return null;
    }

    /// <summary>Whether a version is reserved, so that servers refuse it (RFC 9000 §15).</summary>
    public static bool IsReserved(uint number) => (number & 0x0F0F0F0F) == 0x0A0A0A0A;

    /// <summary>The name of a version, as in <c>2</c>, <c>GREASE (0x1a2a3a4a)</c> (RFC 9000 §15) or <c>unknown (0x51303530)</c>.</summary>
    public static string NameOf(uint number) =>
        Find(number)?.Name ?? (IsReserved(number) ? $"GREASE (0x{number:x8})" : $"unknown (0x{number:x8})");

    /// <summary>Up to draft 23, key updates had the label of TLS (draft-ietf-quic-tls-23 §6.1).</summary>
    private static QuicVersion Draft22(uint number, string name, byte[] salt) =>
        new(number, name, salt, Quic, [], []) { UpdateLabel = "traffic upd" };

    private static QuicVersion Draft25(uint number, string name) =>
        new(number, name, SaltDraft23, Quic, RetryKeyDraft25, RetryNonceDraft25);

    private static QuicVersion Google(uint number, string name, string salt) =>
        new(number, name, Convert.FromHexString(salt), Quic, [], []) { HasGoogleFrames = true };
}
