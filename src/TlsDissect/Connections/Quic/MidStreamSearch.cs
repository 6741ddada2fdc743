using TlsDissect.Connections.Datagrams;
using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Secrets;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Quic;

/// <summary>
/// Recognizes connections whose start was not captured: their packets have short headers, which look like anything. Only a secret of the
/// key log that decrypts one of them tells. Each flow has a few attempts, within a limit on their work.
/// </summary>
internal sealed class MidStreamSearch(DissectorContext context)
{
    /// <summary>The shortest packet: header, a number of four bytes, and a tag.</summary>
    private const int Shortest = 21;

    /// <summary>Cost of a secret that is not tried, in bytes that could be decrypted in the same time.</summary>
    private const int Look = 64;

    private const byte FixedBit = 0x40;

    /// <summary>Values of the missing bytes of a number that are tried.</summary>
    private const int Windows = 8;

    /// <summary>Those with other labels for keys. Drafts have the labels of the version that came of them.</summary>
    private static readonly QuicVersion[] All = [QuicVersion.V1, QuicVersion.V2];

    private static readonly CipherSuite[] Suites = RecordDecryptorFactory.SuitesOf(ProtocolVersion.Tls13, QuicVersion.V1);

    private readonly FlowAttempts _attempts = new();

    /// <summary>Whether the last search ended before all secrets were tried once, because a limit was reached; which of them.</summary>
    public (bool Own, bool All) CutShort { get; private set; }

    /// <summary>What may still be spent on the packet that is tried.</summary>
    private long _left;

    /// <summary>How far a packet is tried.</summary>
    private enum Depth
    {
        /// <summary>The likeliest version and number.</summary>
        Likely,

        /// <summary>All versions, and a few numbers.</summary>
        Numbers,

        /// <summary>The keys after several key updates too.</summary>
        Updates,
    }

    /// <summary>Tries a datagram of an unknown flow.</summary>
    public QuicInTheMiddle? FindFirst(in Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (!context.Keys.MayHaveAny || payload.Length < Shortest || (payload[0] & FixedBit) == 0) return null;
        return _attempts.TryTake(datagram) ? Find(payload, expected: null) : null;
    }

    /// <summary>Tries a packet with a short header.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="expected">Known facts about its connection and sender; <c>null</c> if there are none.</param>
    public QuicInTheMiddle? Find(ReadOnlySpan<byte> packet, QuicInTheMiddle? expected)
    {
        CutShort = default;
        if (packet.Length < Shortest) return null;
        if (!context.SharedTrials.TrySpend(packet.Length))
        {
            CutShort = (false, true);
            return null;
        }

        _left = context.Options.MaxTrialBytes;
        QuicInTheMiddle? found = null;
        // First all secrets with what is likely.
        for (Depth depth = Depth.Likely; depth <= Depth.Updates && found is null; depth++)
        {
            // Datagrams of other protocols come this far too, and would use up the trials before the first packet of QUIC.
            if (depth == Depth.Updates && !context.SharedTrials.MayTryUnlikely()) break;
            found = TryAll(packet, expected, depth);
            if (depth == Depth.Likely) CutShort = (found is null && _left <= 0, false);
        }

        return found;
    }

    private QuicInTheMiddle? TryAll(ReadOnlySpan<byte> packet, QuicInTheMiddle? expected, Depth depth)
    {
        const uint Client = 1u << (int)KeyLogLabel.ClientTrafficSecret0, Server = 1u << (int)KeyLogLabel.ServerTrafficSecret0;
        uint labels = expected?.Sender switch
        {
            Sender.Client => Client,
            Sender.Server => Server,
            _ => Client | Server,
        };
        KeyLogCursor cursor = default;
        int steps = int.MaxValue;
        long charged = _left;
        while (_left > 0 && context.Keys.TryNext(ref cursor, labels, ref steps, out LoggedSecret secret))
        {
            // What the last one cost.
            if (!context.SharedTrials.TrySpend(charged - _left)) break;
            charged = _left;
            _left -= Look;
            if (expected is not null && !secret.ClientRandom.Span.SequenceEqual(expected.ClientRandom.Span)) continue;
            foreach (QuicVersion version in expected is null ? depth == Depth.Likely ? [QuicVersion.V1] : All : [expected.Version])
            {
                foreach (CipherSuite suite in expected is null ? Suites : [expected.Suite])
                {
                    if (SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
                    _left -= SearchBudget.Derivation;
                    RecordProtection protection = new(ProtocolVersion.Tls13, suite) { Quic = version };
                    using RecordDecryptor? decryptor = TrafficSecret.TryCreateDecryptor(protection, secret.Secret);
                    if (decryptor is QuicRecordDecryptor created) created.MaySearchFirst = false;
                    if (decryptor is not QuicRecordDecryptor packets ||
                        TryUpdates(packet, packets, expected, depth) is not int length) continue;
                    return new QuicInTheMiddle(version, length, secret.ClientRandom, TrafficSecret.EpochOf(secret.Label).Sender, suite);
                }
            }
        }

        context.SharedTrials.TrySpend(charged - _left);
        return null;
    }

    private int? TryUpdates(ReadOnlySpan<byte> packet, QuicRecordDecryptor decryptor, QuicInTheMiddle? expected, Depth depth)
    {
        if (depth == Depth.Likely) return Try(packet, decryptor, expected?.LikelyNumbers ?? [], 1);
        if (depth == Depth.Numbers) return Try(packet, decryptor, [], Windows);
        for (int later = 0; later < PacketNumberSearch.LaterAttempts; later++)
        {
            _left -= PacketNumberSearch.UpdatesPerAttempt * SearchBudget.Derivation;
            decryptor.SkipUpdates(PacketNumberSearch.UpdatesPerAttempt);
            if (Try(packet, decryptor, [], Windows) is int length) return length;
        }

        return null;
    }

    /// <summary>Tries all lengths of the connection ID.</summary>
    private int? Try(ReadOnlySpan<byte> packet, QuicRecordDecryptor decryptor, IReadOnlyList<ulong> likely, int windows)
    {
        int cost = packet.Length + TrialBudget.Overhead;
        for (int length = 0; length <= QuicVersion.LongestConnectionId && length + Shortest <= packet.Length; length++)
        {
            TlsRecord record = new(new RecordHeader(ContentType.ApplicationData, ProtocolVersion.Tls12, packet.Length), packet, default)
            { SentHeader = packet[..(1 + length)] };
            // A wrong key or length mostly shows reserved bits that are set.
            DecryptedRecord read = PacketNumberSearch.Try(decryptor, record, likely, 0..windows, context.DatagramPlaintext, Spend);
            if (read.IsAuthenticated) return length;
        }

        return null;

        bool Spend(int value)
        {
            _left -= cost;
            return _left > 0;
        }
    }
}
