using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Records.Resynchronization;

/// <summary>
/// Decrypts the first record after a loss. Its sequence number is unknown, so all possible ones are tried, the likeliest first.
/// </summary>
internal static class SequenceSearch
{
    /// <summary>Decrypts a record. If it does not authenticate, the decryptor keeps its sequence number.</summary>
    /// <remarks>Without a loss since the last decrypted record, only the next sequence number is possible.</remarks>
    public static DecryptedRecord Decrypt(RecordDecryptor decryptor, LostRecords? lost, scoped in TlsRecord record, TrialBudget budget,
        Span<byte> plaintext)
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
            if (decrypted.Outcome == DecryptionOutcome.Malformed) break; // The same with every sequence number.
        }

        decryptor.SequenceNumber = next;
        return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
    }

    /// <summary>Lists the possible numbers of lost records, the likeliest first.</summary>
    /// <param name="loss">The known facts about the loss.</param>
    /// <param name="hint">The sequence number stated in the record, or negative if it states none.</param>
    /// <param name="size">The record's size. Its neighbours probably have the same size.</param>
    internal static IEnumerable<long> Trials(LostRecords loss, long hint, int size)
    {
        long most = loss.MostRecords;
        bool hinted = hint >= 0 && hint <= most;
        if (hinted) yield return hint;

        // If framing continued, the number is known. But keys may have changed between the records, or they were never part of the stream.
        long start = loss.Records is not null ? most : Math.Min(most, loss.Distance / (RecordHeader.Size + size));
        for (long away = 0; start - away >= 0 || start + away <= most; away++)
        {
            if (start + away <= most && !(hinted && start + away == hint)) yield return start + away;
            if (away > 0 && start - away >= 0 && !(hinted && start - away == hint)) yield return start - away;
        }
    }
}
