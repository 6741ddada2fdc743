using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Records.Resynchronization;

/// <summary>Opens the first record after a loss: its sequence number is not known, so the ones it may have are tried, the likeliest first.</summary>
internal static class SequenceSearch
{
    /// <summary>Opens a record. Where it does not authenticate, the decryptor's sequence number is as it was.</summary>
    /// <param name="decryptor">In the state of the last record that was opened.</param>
    /// <param name="lost">What was lost since; <c>null</c> where nothing was: the next sequence number is the only one.</param>
    /// <param name="record">The record.</param>
    /// <param name="budget">Bounds the trials.</param>
    /// <param name="plaintext">Receives the plaintext.</param>
    public static DecryptedRecord Decrypt(RecordDecryptor decryptor, LostRecords? lost, scoped in TlsRecord record, TrialBudget budget, Span<byte> plaintext)
    {
        if (lost is not LostRecords loss) return decryptor.Decrypt(record, plaintext);

        byte[] preceding = loss.Preceding ?? [];
        bool canFollow = preceding.Length >= decryptor.PrecedingLength;

        ulong next = decryptor.SequenceNumber;
        foreach (long records in canFollow ? Trials(loss, decryptor.LikelyLost(record.Fragment), record.Header.Length) : [0])
        {
            if (!budget.TrySpend(record.Header.Length)) break;
            // If no record was lost, the bytes between were never part of the stream.
            decryptor.SkipTo(preceding, records == 0 ? 0 : Math.Max(0, loss.Distance - records * RecordHeader.Size));
            decryptor.SequenceNumber = next + (ulong)records;
            DecryptedRecord decrypted = decryptor.Decrypt(record, plaintext);
            if (decrypted.IsAuthenticated) return decrypted;
            if (decrypted.Outcome == DecryptionOutcome.Malformed) break; // With every sequence number.
        }

        decryptor.SequenceNumber = next;
        return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
    }

    /// <summary>How many records may have been lost, the likeliest number first.</summary>
    /// <param name="loss">What is known of the loss.</param>
    /// <param name="hint">What the record itself says, or less than 0.</param>
    /// <param name="size">The record's size: its neighbours are likely to be as long.</param>
    internal static IEnumerable<long> Trials(LostRecords loss, long hint, int size)
    {
        long most = loss.MostRecords;
        bool hinted = hint >= 0 && hint <= most;
        if (hinted) yield return hint;

        // With framing kept the number is known, but that keys may have changed among them, or that they were never part of the stream.
        long start = loss.Records is not null ? most : Math.Min(most, loss.Distance / (RecordHeader.Size + size));
        for (long away = 0; start - away >= 0 || start + away <= most; away++)
        {
            if (start + away <= most && !(hinted && start + away == hint)) yield return start + away;
            if (away > 0 && start - away >= 0 && !(hinted && start - away == hint)) yield return start - away;
        }
    }
}
