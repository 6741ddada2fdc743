using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Keys;

namespace TlsDissect.Cli.Scan;

/// <summary>
/// Hashes the keys of a run, so that rows can say whether two runs had the same. From the hash of private keys and key logs nothing can be
/// learned: they are too random to be guessed. Pre-shared keys may be words, so that theirs is slow.
/// </summary>
internal static class KeyDigest
{
    private const int Iterations = 600_000;

    /// <summary>The hash in hex; <c>null</c> if there are no keys. Order and repetition do not count.</summary>
    public static string? Of(KeyRing keys)
    {
        List<byte[]> parts = [.. keys.ServerKeys.Select(key => SHA256.HashData(key.SubjectPublicKeyInfo))];
        parts.AddRange(keys.StaticDhKeys.Select(key => SHA256.HashData(key.PublicKey)));
        parts.AddRange(keys.Indexes.Select(index => index.Digest));
        if (keys.KeyLog is { HasAny: true } log) parts.Add(OfSecrets(log));
        if (keys.PreSharedKeys.Count > 0) parts.Add(OfPreSharedKeys(keys.PreSharedKeys));
        if (parts.Count == 0) return null;
        byte[] all =
            [.. parts.DistinctBy(Convert.ToHexString).OrderBy(Convert.ToHexString, StringComparer.Ordinal).SelectMany(part => part)];
        return ShortHash.Of(all);
    }

    /// <summary>The sum of the hashes of all secrets, whose order does not count.</summary>
    private static byte[] OfSecrets(KeyLog log)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(uint)];
        UInt128 sum = 0;
        long at = 0;
        int most = int.MaxValue;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (log.TryNext(ref at, uint.MaxValue, ref most, out LoggedSecret logged))
        {
            head[0] = (byte)logged.Label;
            BinaryPrimitives.WriteUInt32LittleEndian(head[1..], logged.Generation);
            hash.AppendData(head);
            hash.AppendData(logged.ClientRandom.Span);
            hash.AppendData(logged.Secret);
            sum += BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
            most = int.MaxValue;
        }

        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, sum);
        return SHA256.HashData(bytes);
    }

    private static byte[] OfPreSharedKeys(IEnumerable<PreSharedKey> keys)
    {
        string[] all =
        [
            .. from key in keys
               let identity = key.Identity is byte[] given ? Convert.ToHexString(given) : "-"
               let line = $"{identity}={Convert.ToHexString(key.Secret)}"
               orderby line
               select line,
        ];
        return Rfc2898DeriveBytes.Pbkdf2(string.Join('\n', all.Distinct()), "tlsdissect scan"u8.ToArray(), Iterations,
            HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
    }
}
