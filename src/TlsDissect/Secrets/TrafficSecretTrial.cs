using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Tries the keys of one TLS 1.3 traffic secret on a record of which the sequence number is not known. Most are ruled out by the inner content type, of the
/// record and of those that follow it; what remains is decrypted, and only the tag decides.
/// </summary>
internal sealed class TrafficSecretTrial(DissectorContext context, RecordProtection protection, SearchBudget budget, bool isFirstLook)
{
    /// <summary>Tries the sequence numbers from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="secret">The traffic secret.</param>
    /// <param name="record">The record.</param>
    /// <param name="following">Those that follow it without a gap.</param>
    /// <param name="from">The first sequence number.</param>
    /// <param name="to">Behind the last.</param>
    /// <param name="plain">What it holds.</param>
    /// <returns>What opened the record; <c>null</c> where nothing did.</returns>
    public RecordDecryptor? TryDecrypt(ReadOnlySpan<byte> secret, scoped in TlsRecord record, IReadOnlyList<WaitingRecords.HeldRecord> following, int from, int to, out DecryptedRecord plain)
    {
        plain = default;
        if (from >= to || !budget.TrySpend(SearchBudget.Derivation, isFirstLook)) return null;
        if (Tls13KeySchedule.TryDeriveKeys(protection.Version, protection.CipherSuite, secret) is not DirectionKeys keys) return null;
        if (RecordDecryptorFactory.Create(protection, keys) is not RecordDecryptor decryptor) return null;
        using KeyStreamPeek? peek = KeyStreamPeek.Create(protection.CipherSuite, keys.Key);
        Span<byte> types = stackalloc byte[KeyStreamPeek.MaxCount];
        for (int first = from; first < to; first += types.Length)
        {
            types = types[..Math.Min(types.Length, to - first)];
            if (!TryPeek(peek, keys, first, record.Fragment, types)) break;
            for (int i = 0; i < types.Length; i++)
            {
                if (!IsInnerType(types[i]) || !AreInnerTypes(peek, keys, first + i + 1, following)) continue;
                if (!budget.TrySpend(record.Header.Length + TrialBudget.Overhead, isFirstLook)) break;
                decryptor.SequenceNumber = (ulong)(first + i);
                plain = decryptor.Decrypt(record, context.Plaintext);
                if (plain.IsAuthenticated) return decryptor;
            }
        }

        decryptor.Dispose();
        return null;
    }

    /// <summary>The last byte of a record's plaintext for one sequence number after the other.</summary>
    private bool TryPeek(KeyStreamPeek? peek, DirectionKeys keys, int first, ReadOnlySpan<byte> fragment, Span<byte> types)
    {
        CipherSuite suite = protection.CipherSuite;
        int position = fragment.Length - (suite.Mac == MacAlgorithm.Aead ? suite.TagLength() : suite.Mac.KeyLength()) - 1;
        if (position < 0) return false;
        // RFC 9150: nothing is encrypted.
        types.Fill(fragment[position]);
        if (peek is null) return true;
        if (!budget.TrySpend(types.Length * peek.Cost(position), isFirstLook)) return false;
        peek.Fill(keys.Iv, (ulong)first, position, types);
        foreach (ref byte type in types) type ^= fragment[position];
        return true;
    }

    private bool AreInnerTypes(KeyStreamPeek? peek, DirectionKeys keys, int next, IReadOnlyList<WaitingRecords.HeldRecord> following)
    {
        Span<byte> type = stackalloc byte[1];
        foreach (WaitingRecords.HeldRecord record in following)
        {
            if (!TryPeek(peek, keys, next++, record.ToRecord().Fragment, type) || !IsInnerType(type[0])) return false;
        }

        return true;
    }

    /// <summary>What TLS 1.3 protects, or the last byte of padding.</summary>
    private static bool IsInnerType(byte type) => (ContentType)type is ContentType.ApplicationData or ContentType.Handshake or ContentType.Alert or 0;
}
