using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Dtls;
using TlsDissect.Secrets;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// Recognizes connections of DTLS 1.3 whose hellos were not captured: the headers of their records (RFC 9147 §4) tell too little by
/// themselves. Only a secret of the key log that decrypts one tells. Each flow has a few attempts, within a limit on their work.
/// </summary>
internal sealed class DtlsMidStreamSearch(DissectorContext context)
{
    /// <summary>Cost of a secret that is not tried, in bytes that could be decrypted in the same time.</summary>
    private const int Look = 64;

    /// <summary>The shortest record: a header of two bytes, a content type and a tag.</summary>
    private const int Shortest = 2 + 1 + 8;

    /// <summary>The last one of NSS has another nonce than the standard; only a record tells.</summary>
    private static readonly ProtocolVersion[] Versions = [ProtocolVersion.Dtls13, ProtocolVersions.LastDraftDtls13];

    private static readonly CipherSuite[] Suites = RecordDecryptorFactory.SuitesOf(ProtocolVersion.Dtls13);

    private readonly FlowAttempts _attempts = new();

    /// <summary>Tries the first record of an unknown flow's datagram.</summary>
    public DtlsInTheMiddle? FindFirst(in Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (!context.Keys.MayHaveAny || payload.Length < Shortest || !DtlsHeader.IsUnified(payload[0])) return null;
        if (!DtlsRecordReader.TryRead(ref payload, connectionIdLength: 0, out DtlsRecord record) || !record.IsWhole ||
            record.ConnectionId.Length > 0 || (Epoch)record.Epoch is not (Epoch.Handshake or Epoch.Application)) return null;
        // What follows a record in its datagram is another. Without a length, NTP and a part of DNS would look like records.
        if (!DtlsHeader.HasLength(record.Header[0]) || (!payload.IsEmpty && !DtlsHeader.IsFirstByte(payload[0]))) return null;
        return context.SharedTrials.HasPlenty && _attempts.TryTake(datagram) ? Find(record, datagram) : null;
    }

    private DtlsInTheMiddle? Find(in DtlsRecord record, in Datagram datagram)
    {
        long left = context.Options.MaxTrialBytes;
        TlsRecord read = record.At(datagram.Position);
        uint labels = 0;
        foreach (Sender from in (ReadOnlySpan<Sender>)[Sender.Client, Sender.Server])
            labels |= 1u << (int)TrafficSecret.LabelOf((Epoch)record.Epoch, from);
        KeyLogCursor cursor = default;
        int steps = int.MaxValue;
        DtlsInTheMiddle? found = null;
        while (found is null && left > 0 && context.Keys.TryNext(ref cursor, labels, ref steps, out LoggedSecret secret))
        {
            long before = left;
            left -= Look;
            foreach (CipherSuite suite in Suites)
            {
                if (SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
                left -= Versions.Length * (SearchBudget.Derivation + record.Length + TrialBudget.Overhead);
                foreach (ProtocolVersion version in Versions)
                {
                    using RecordDecryptor? decryptor =
                        TrafficSecret.TryCreateDecryptor(new RecordProtection(version, suite), secret.Secret);
                    if (decryptor?.Decrypt(read, context.Plaintext).IsAuthenticated == true)
                        found ??= new DtlsInTheMiddle(version, suite, secret.ClientRandom, TrafficSecret.EpochOf(secret.Label).Sender);
                }
            }

            if (!context.SharedTrials.TrySpend(before - left)) break;
        }

        return found;
    }
}
