using System.Text.RegularExpressions;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output;

/// <summary>
/// The sentence of every reason is short and plain, and says what to do where something helps: over every reason, suites of every key
/// exchange, and what may be given.
/// </summary>
public partial class ReasonSentenceLaws
{
    private const int MostWords = 25;

    /// <summary>Nothing more can be done about these.</summary>
    private static readonly DecryptionReason[] Final =
        [DecryptionReason.SkippedBytes, DecryptionReason.UnprotectedRecord, DecryptionReason.NoApplicationData];

    public static TheoryData<DecryptionReason> Reasons => [.. Enum.GetValues<DecryptionReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_clause_is_short_and_the_last_says_what_helps(DecryptionReason reason)
    {
        foreach (ConnectionSummary connection in Connections(reason))
        {
            string sentence = connection.Explain();
            Assert.All(Clauses().Split(sentence), clause => Assert.True(Words(clause) <= MostWords, $"{Words(clause)} words: {clause}"));
            Assert.Distinct(Clauses().Split(sentence));
            Assert.DoesNotMatch(Translated(), sentence);
            if (!Final.Contains(reason)) Assert.Matches(Helps(), sentence);
        }
    }

    [Theory]
    [InlineData(0xc102, "TLS_GOSTR341112_256_WITH_28147_CNT_IMIT is not supported; no key helps")]
    [InlineData(0xfafa, "the cipher suite is not registered, or the handshake that chose it is damaged; no key helps")]
    [InlineData(0x009c, "the cipher suite is not supported with this version and compression method; no key helps")]
    public void A_suite_that_is_not_supported_is_named(int suite, string expected)
    {
        ConnectionSummary connection = SampleConnections.Bare((ushort)suite, ProtocolVersion.Tls12);
        connection.Reason = DecryptionReason.UnsupportedCipherSuite;
        Assert.Equal(expected, connection.Explain());
    }

    /// <summary>By suite, version, and how packets were captured.</summary>
    private static IEnumerable<ConnectionSummary> Connections(DecryptionReason reason)
    {
        foreach (ushort suite in (ushort[])[0x009c, 0xc02f, 0x00a8, 0x00aa, 0x00ac, 0xc031, 0x1301, 0xfafa])
        {
            foreach (HandshakeKind kind in Enum.GetValues<HandshakeKind>())
            {
                foreach (long truncated in (long[])[0, 5, 9])
                {
                    ConnectionSummary connection =
                        SampleConnections.Bare(suite, suite >> 8 == 0x13 ? ProtocolVersion.Tls13 : ProtocolVersion.Tls12);
                    (connection.Reason, connection.Handshake) = (reason, kind);
                    (connection.Tcp!.MissingBytes, connection.Tcp.TruncatedBytes, connection.Tcp.TruncatedPackets) =
                        (9, truncated, (int)truncated);
                    (connection.ClientSkipped, connection.ServerSkipped) = (new SkippedBytes(14, 3), new SkippedBytes(2, 8));
                    yield return connection;
                }
            }
        }
    }

    private static int Words(string clause) => clause.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex("[;:] ")]
    private static partial Regex Clauses();

    /// <summary>Patterns of translated English; see the style guide.</summary>
    [GeneratedRegex(@"\bis no (?!longer)|\bwith it the\b|\bas they\b|\bwhat is there\b|\bnobody\b|\bso much\b|\bused up\b|\bopens it\b")]
    private static partial Regex Translated();

    [GeneratedRegex("provide|start the program|capture (whole|with|both|from|again)|raise it|report it|no key helps")]
    private static partial Regex Helps();
}
