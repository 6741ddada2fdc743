using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <summary>Opens the first record after a loss: its sequence number is not known, so the ones it may have are tried.</summary>
internal static class Resumption
{
    /// <summary>Sequence numbers tried at most for one record.</summary>
    public const int MaxTrials = 4096;

    /// <summary>The least a protected record takes on the wire, header and all: what bounds how many a gap can hold.</summary>
    private const int LeastRecord = 24;

    public static bool TryOpen(RecordDecryptor decryptor, LostRecords? lost, in TlsRecord record, Span<byte> plaintext, out ContentType type, out int length)
    {
        if (lost is not LostRecords known) return decryptor.Decrypt(record, plaintext, out type, out length) == DecryptionOutcome.Authenticated;

        ulong expected = decryptor.SequenceNumber;
        ulong first = expected + (ulong)(known.Records ?? 0);
        long trials = known.Records is not null ? 1 : Math.Min(MaxTrials, known.MissingBytes / LeastRecord + 2);
        for (long i = 0; i < trials; i++)
        {
            decryptor.SequenceNumber = first + (ulong)i;
            if (decryptor.Decrypt(record, plaintext, out type, out length) == DecryptionOutcome.Authenticated) return true;
        }

        decryptor.SequenceNumber = expected;
        type = default;
        length = 0;
        return false;
    }
}
