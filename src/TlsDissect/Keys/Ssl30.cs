using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>The functions that SSL 3.0 had instead of a PRF (RFC 6101).</summary>
internal static class Ssl30
{
    /// <summary>
    /// Expands to master secret and key block: MD5(secret + SHA('A' + secret + seed)), then 'BB', 'CCC' and so on (§6.1, §6.2.2).
    /// </summary>
    public static void Expand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> output)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> letters = stackalloc byte[26];
        Span<byte> inner = stackalloc byte[20];
        Span<byte> block = stackalloc byte[16];
        for (int round = 1; !output.IsEmpty; round++)
        {
            letters[..round].Fill((byte)('A' + round - 1));
            sha.AppendData(letters[..round]);
            sha.AppendData(secret);
            sha.AppendData(first);
            sha.AppendData(second);
            sha.GetHashAndReset(inner);
            md5.AppendData(secret);
            md5.AppendData(inner);
            md5.GetHashAndReset(block);
            int taken = Math.Min(block.Length, output.Length);
            block[..taken].CopyTo(output);
            output = output[taken..];
        }
    }

    /// <summary>Computes md5_hash and sha_hash of a Finished (§5.6.9), 36 bytes.</summary>
    public static byte[] FinishedVerifyData(ReadOnlySpan<byte> master, Sender sender, ReadOnlySpan<byte> transcript)
    {
        ReadOnlySpan<byte> name = sender == Sender.Client ? "CLNT"u8 : "SRVR"u8;
        byte[] output = new byte[36];
        Digest(HashAlgorithmName.MD5, 48, master, name, transcript, output.AsSpan(0, 16));
        Digest(HashAlgorithmName.SHA1, 40, master, name, transcript, output.AsSpan(16));
        return output;
    }

    /// <summary>Computes md5_hash that a CertificateVerify signs (§5.6.8): as in a Finished, without a sender.</summary>
    public static byte[] CertificateVerifyMd5(ReadOnlySpan<byte> master, ReadOnlySpan<byte> transcript)
    {
        byte[] output = new byte[16];
        Digest(HashAlgorithmName.MD5, 48, master, default, transcript, output);
        return output;
    }

    /// <summary>Computes sha_hash that a CertificateVerify signs (§5.6.8).</summary>
    public static byte[] CertificateVerifySha(ReadOnlySpan<byte> master, ReadOnlySpan<byte> transcript)
    {
        byte[] output = new byte[20];
        Digest(HashAlgorithmName.SHA1, 40, master, default, transcript, output);
        return output;
    }

    private static void Digest(HashAlgorithmName algorithm, int padLength, ReadOnlySpan<byte> master, ReadOnlySpan<byte> sender,
        ReadOnlySpan<byte> transcript, Span<byte> output)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(algorithm);
        Span<byte> pad = stackalloc byte[padLength];
        hash.AppendData(transcript);
        hash.AppendData(sender);
        hash.AppendData(master);
        pad.Fill(0x36);
        hash.AppendData(pad);
        hash.GetHashAndReset(output);
        hash.AppendData(master);
        pad.Fill(0x5c);
        hash.AppendData(pad);
        hash.AppendData(output);
        hash.GetHashAndReset(output);
    }
}
