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
    /// <summary>Number of datagrams of a flow that are tried.</summary>
    private const int MaxAttempts = 4;

    /// <summary>Number of flows whose attempts are counted. Others that share an entry count together.</summary>
    private const int Entries = 4096;

    /// <summary>The shortest packet: header, a number of four bytes, and a tag.</summary>
    private const int Shortest = 21;

    /// <summary>After this many datagrams, the attempts of each flow are counted from 0 again.</summary>
    private const int CallsPerCount = 1 << 20;

    /// <summary>Cost of a secret that is not tried, in bytes that could be decrypted in the same time.</summary>
    private const int Look = 64;

    private const byte FixedBit = 0x40;

    /// <summary>Values of the missing bytes of a number that are tried.</summary>
    private const int Windows = 8;

    private static readonly QuicVersion[] All = [QuicVersion.V1, QuicVersion.V2];

    private static readonly CipherSuite[] Suites =
        [.. CipherSuites.All.Where(suite => suite.IsTls13 &&
            RecordDecryptorFactory.IsSupported(new RecordProtection(ProtocolVersion.Tls13, suite) { Quic = QuicVersion.V1 }))];

    private byte[]? _attempts;
    private int _calls;

    /// <summary>Tries a datagram of an unknown flow.</summary>
    public QuicInTheMiddle? FindFirst(in Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (!context.Keys.MayHaveAny || payload.Length < Shortest || (payload[0] & FixedBit) == 0) return null;
        _attempts ??= new byte[Entries];
        // The counts are of flows that may be over long since.
        if (++_calls % CallsPerCount == 0) Array.Clear(_attempts);
        ref byte attempts = ref _attempts[(uint)datagram.Key(out _).GetHashCode() % Entries];
        if (attempts >= MaxAttempts) return null;
        attempts++;
        return Find(payload, expected: null);
    }

    /// <summary>Tries a packet with a short header.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="expected">Known facts about its connection and sender; <c>null</c> if there are none.</param>
    public QuicInTheMiddle? Find(ReadOnlySpan<byte> packet, QuicInTheMiddle? expected)
    {
        if (packet.Length < Shortest) return null;
        long left = context.Options.MaxTrialBytes;
        if (!context.SharedTrials.TrySpend(packet.Length)) return null;
        // First all secrets with what is likely.
        QuicInTheMiddle? found = TryAll(packet, expected, windows: 1, ref left) ?? TryAll(packet, expected, Windows, ref left);
        context.SharedTrials.TrySpend(context.Options.MaxTrialBytes - left);
        return found;
    }

    private QuicInTheMiddle? TryAll(ReadOnlySpan<byte> packet, QuicInTheMiddle? expected, int windows, ref long left)
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
        while (left > 0 && context.Keys.TryNext(ref cursor, labels, ref steps, out LoggedSecret secret))
        {
            left -= Look;
            if (expected is not null && !secret.ClientRandom.Span.SequenceEqual(expected.ClientRandom.Span)) continue;
            foreach (QuicVersion version in expected is null ? windows == 1 ? [QuicVersion.V1] : All : [expected.Version])
            {
                foreach (CipherSuite suite in expected is null ? Suites : [expected.Suite])
                {
                    if (SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
                    left -= SearchBudget.Derivation;
                    RecordProtection protection = new(ProtocolVersion.Tls13, suite) { Quic = version };
                    using RecordDecryptor? decryptor = TrafficSecret.TryCreateDecryptor(protection, secret.Secret);
                    if (decryptor is QuicRecordDecryptor created) created.MaySearchFirst = false;
                    if (decryptor is not QuicRecordDecryptor packets || Try(packet, packets, windows, ref left) is not int length) continue;
                    return new QuicInTheMiddle(version, length, secret.ClientRandom, TrafficSecret.EpochOf(secret.Label).Sender, suite);
                }
            }
        }

        return null;
    }

    /// <summary>Tries all lengths of the connection ID.</summary>
    private int? Try(ReadOnlySpan<byte> packet, QuicRecordDecryptor decryptor, int windows, ref long left)
    {
        for (int length = 0; length <= QuicVersion.LongestConnectionId && length + Shortest <= packet.Length; length++)
        {
            TlsRecord record = new(new RecordHeader(ContentType.ApplicationData, ProtocolVersion.Tls12, packet.Length), packet, default)
            { SentHeader = packet[..(1 + length)] };
            // A wrong key or length mostly shows reserved bits that are set.
            if (decryptor.NumberLength(record) is not (> 0 and int size)) continue;
            ulong window = 1ul << (8 * size);
            for (int missing = 0; missing < (size == sizeof(uint) ? 1 : windows); missing++)
            {
                left -= packet.Length + TrialBudget.Overhead;
                decryptor.SequenceNumber = (ulong)missing * window + window / 2 - 1;
                if (decryptor.Decrypt(record, context.DatagramPlaintext).IsAuthenticated) return length;
            }
        }

        return null;
    }
}
