using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Tries the keys of one TLS 1.3 traffic secret on a record with an unknown sequence number. The inner content types of the record and of
/// those that follow it rule out most numbers. The others are tried by decryption, because only the tag decides.
/// </summary>
internal sealed class TrafficSecretTrial(SecretServices services, RecordProtection protection,
    IReadOnlyList<ReadOnlyMemory<byte>> following, SearchLook look)
{
    /// <summary>Tries the sequence numbers from <paramref name="from"/> up to but excluding <paramref name="to"/>.</summary>
    public SecretAnswer Try(byte[] secret, int from, int to, scoped in TlsRecord record)
    {
        if (from >= to || !services.Search.TrySpend(SearchBudget.Derivation, look)) return default;
        if (Tls13KeySchedule.TryDeriveKeys(protection.Version, protection.CipherSuite, secret) is not DirectionKeys keys) return default;
        if (RecordDecryptorFactory.Create(protection, keys) is not RecordDecryptor decryptor) return default;
        using KeyStreamPeek? peek = KeyStreamPeek.Create(protection.CipherSuite, keys.Key);
        Span<byte> types = stackalloc byte[KeyStreamPeek.MaxCount];
        for (int first = from; first < to; first += types.Length)
        {
            types = types[..Math.Min(types.Length, to - first)];
            if (!TryPeek(peek, keys, first, record.Fragment, types)) break;
            for (int i = 0; i < types.Length; i++)
            {
                if (!IsInnerType(types[i]) || !AreInnerTypes(peek, keys, first + i + 1)) continue;
                if (!services.Search.TrySpend(record.Header.Length + TrialBudget.Overhead, look)) break;
                decryptor.SequenceNumber = (ulong)(first + i);
                DecryptedRecord decrypted = decryptor.Decrypt(record, services.Plaintext);
                if (decrypted.IsAuthenticated)
                    return SecretAnswer.Decrypted(new FoundKeys(decryptor) { TrafficSecret = secret }, decrypted);
            }
        }

        decryptor.Dispose();
        return default;
    }

    /// <summary>Computes the last byte of a record's plaintext for consecutive sequence numbers.</summary>
    private bool TryPeek(KeyStreamPeek? peek, DirectionKeys keys, int first, ReadOnlySpan<byte> fragment, Span<byte> types)
    {
        CipherSuite suite = protection.CipherSuite;
        int position = fragment.Length - (suite.Mac == MacAlgorithm.Aead ? suite.TagLength() : suite.Mac.KeyLength()) - 1;
        if (position < 0) return false;
        // RFC 9150: nothing is encrypted.
        types.Fill(fragment[position]);
        if (peek is null) return true;
        if (!services.Search.TrySpend(types.Length * peek.Cost(position), look)) return false;
        peek.Fill(keys.Iv, (ulong)first, position, types);
        foreach (ref byte type in types) type ^= fragment[position];
        return true;
    }

    private bool AreInnerTypes(KeyStreamPeek? peek, DirectionKeys keys, int next)
    {
        Span<byte> type = stackalloc byte[1];
        foreach (ReadOnlyMemory<byte> fragment in following)
        {
            if (!TryPeek(peek, keys, next++, fragment.Span, type) || !IsInnerType(type[0])) return false;
        }

        return true;
    }

    /// <summary>Whether a byte is a content type that TLS 1.3 protects, or padding.</summary>
    private static bool IsInnerType(byte type) =>
        (ContentType)type is ContentType.ApplicationData or ContentType.Handshake or ContentType.Alert or 0;
}
